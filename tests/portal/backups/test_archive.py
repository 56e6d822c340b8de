import hashlib
import zipfile

import pytest

from portal.backups import archive
from portal.backups.archive import reading, write
from portal.backups.manifest import BackupFault, Manifest

from .sites import KEY

EMPTY = Manifest("1.0.0", "2026-11-23T10:00:00+00:00", "sqlite", [])
TEXT = b"the texts of the site. " * 5000


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "db"
    path.write_bytes(TEXT)
    return {"database.sqlite3": path}


@pytest.mark.parametrize("key", ["", KEY])
def test_what_is_written_can_be_taken_out_again(tmp_path, source, key):
    path = tmp_path / "a.backup"

    manifest = write(path, EMPTY, source, key)

    with reading(path, key) as backup:
        backup.extract("database.sqlite3", tmp_path / "out" / "db")
        assert backup.manifest == manifest
    assert (tmp_path / "out" / "db").read_bytes() == TEXT
    assert manifest.files["database.sqlite3"].sha256 == hashlib.sha256(TEXT).hexdigest()


def test_only_its_owner_can_read_it(tmp_path, source):
    path = tmp_path / "a.backup"

    write(path, EMPTY, source, "")

    assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_an_encrypted_one_shows_nothing_and_needs_its_key(tmp_path, source):
    path = tmp_path / "a.backup"
    write(path, EMPTY, source, KEY)

    assert b"sqlite" not in path.read_bytes()
    with pytest.raises(BackupFault, match="set BACKUP_KEY"), reading(path, ""):
        pass


def test_a_backup_that_fails_leaves_the_earlier_one_and_nothing_else(tmp_path, source):
    path = tmp_path / "a.backup"
    write(path, EMPTY, source, "")
    before = path.read_bytes()

    with pytest.raises(FileNotFoundError):
        write(path, EMPTY, {**source, "media/gone": tmp_path / "gone"}, "")

    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.backup", "db"]


def test_a_file_that_was_written_wrongly_never_gets_its_name(tmp_path, source, monkeypatch):
    class Forgetful(zipfile.ZipFile):
        def writestr(self, name, text):
            # As a disk that turned a bit: the sum of what was read is not that of what is there.
            super().writestr(name, text.replace('"sha256": "', '"sha256": "0'))

    monkeypatch.setattr(archive, "ZipFile", Forgetful)

    with pytest.raises(BackupFault, match="not what was saved"):
        write(tmp_path / "a.backup", EMPTY, source, "")

    assert not (tmp_path / "a.backup").exists()


@pytest.mark.parametrize("key", ["", KEY])
def test_wherever_a_byte_is_changed_or_the_end_is_missing_it_is_refused(tmp_path, source, key):
    path, broken = tmp_path / "a.backup", tmp_path / "b.backup"
    write(path, EMPTY, source, key)
    whole = path.read_bytes()
    inside = whole.find(b"database.sqlite3") + 40 if not key else 60
    damaged = [whole[:at] for at in (10, len(whole) // 2, len(whole) - 1)]
    damaged += [whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :] for at in (inside, 300)]

    for data in damaged:
        broken.write_bytes(data)
        with pytest.raises(BackupFault), reading(broken, key) as backup:
            backup.verify()


@pytest.mark.parametrize("text", [b"", b"not a backup", b"PK\x03\x04 nearly"])
def test_another_file_is_told_from_a_backup(tmp_path, text):
    path = tmp_path / "a.backup"
    path.write_bytes(text)

    with pytest.raises(BackupFault, match="is not a backup, or it is damaged"), reading(path, ""):
        pass
