"""portal.secret_key: a local start has a key nobody else has."""

from concurrent.futures import ThreadPoolExecutor

from portal.secret_key import own_key


def test_a_key_is_made_once_and_kept_from_others(tmp_path, capsys):
    path = tmp_path / "var" / "secret_key"

    first, second = own_key(path), own_key(path)

    assert first == second
    assert len(first) == 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert capsys.readouterr().err == f"Made a secret key for this machine: {path}\n"


def test_two_places_have_two_keys(tmp_path):
    assert own_key(tmp_path / "a") != own_key(tmp_path / "b")


def test_processes_that_start_together_share_one_key(tmp_path):
    path = tmp_path / "secret_key"

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(own_key, [path] * 8))

    assert len(keys) == 1
    assert list(tmp_path.iterdir()) == [path]
