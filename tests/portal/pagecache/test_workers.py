"""Under real servers with two workers: what an editor does, visitors see at once."""

import time

import pytest

from tests.servers.asking import get, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workers")]
MANY = 30


@pytest.fixture(scope="module")
def prepared(empty_site, tmp_path_factory):
    home = empty_site.copy_to(tmp_path_factory.mktemp("prepared"))
    home.take_assets()
    keys = ["withdrawn", "renewed", "packed", "scheduled", "crashed", "kept"]
    home.do(f"for key in {keys}: topic(key)\nperson('writer'), person('reviewer')")
    return home


@pytest.fixture(scope="module")
def home(prepared, tmp_path_factory):
    return prepared.copy_to(tmp_path_factory.mktemp("home") / "data")


@pytest.fixture(scope="module", params=["granian", "gunicorn"])
def port(prepared, tmp_path_factory, request):
    """A running server, whose data is at `port.home`."""
    home = prepared.copy_to(tmp_path_factory.mktemp(request.param) / "data")
    with home.served(request.param) as port:
        yield Port(port, home)


class Port:
    def __init__(self, number, home):
        self.number, self.home = number, home

    def seen(self, key):
        """What many visitors see, whichever worker answers: status, old title, new title."""
        answers = [get(self.number, f"/understand/{key}/") for _ in range(MANY)]
        return {(status, "<h1>First" in text, "<h1>Second" in text) for status, text, _ in answers}


def keeps(home, text):
    """Whether a page of the whole site, among those that are kept as files, says this."""
    files = [path for path in home.folder.glob("pages/*/*/*") if path.is_file()]
    return any(text in page and b"<pack-age" in page for page in map(read, files))


def read(path):
    """What a file holds, if it is still there."""
    return path.read_bytes() if path.exists() else b""


def test_no_worker_gives_a_stale_answer_after_a_withdrawal(port):
    before = port.seen("withdrawn")

    port.home.do(
        "revisions.withdraw(Entry.objects.get(key='withdrawn'), person('reviewer'), 'A new study.')"
    )

    assert before == {(200, True, False)}
    assert {status for status, _, _ in port.seen("withdrawn")} == {410}


def test_a_new_text_is_there_in_every_worker_at_once(port):
    before = port.seen("renewed")

    port.home.do("next_text('renewed', 'Second title')")
    # A soft change: the first who asks makes the page while others may read the old one.
    port.seen("renewed")

    assert before == {(200, True, False)}
    assert port.seen("renewed") == {(200, False, True)}


def test_the_pack_is_made_after_a_change_before_anybody_asks_for_it(port):
    get(port.number, "/pack.html")
    port.home.do("next_text('packed', 'Packed title')")
    wait_for(lambda: keeps(port.home, b"Packed title"), 60)
    later = {get(port.number, "/pack.html")[1] for _ in range(MANY)}

    assert ["Packed title" in text for text in later] == [True]


def test_a_scheduled_text_appears_on_time_without_any_job(port):
    at = float(
        port.home.do(
            "at = timezone.now() + datetime.timedelta(seconds=2)\n"
            "next_text('scheduled', 'Second title', at)\nprint(at.timestamp())"
        )
    )
    before = port.seen("scheduled")
    assert time.time() < at, "the machine is too slow for this test"

    time.sleep(at - time.time() + 0.005)

    assert before == {(200, True, False)}
    assert port.seen("scheduled") == {(200, False, True)}


def test_a_crash_between_commit_and_counter_is_mended_within_a_second(port):
    before = port.seen("crashed")

    port.home.do(
        "import os\nfrom portal.pagecache import build\n"
        "build.shared_counter = lambda: os._exit(0)\n"
        "next_text('crashed', 'Second title')"
    )
    time.sleep(1.3)
    port.seen("crashed")

    assert before == {(200, True, False)}
    assert port.seen("crashed") == {(200, False, True)}


def test_while_the_database_is_damaged_kept_pages_go_on_and_others_tell_where_to_get_help(home):
    with home.served("granian") as number:
        wait_for(lambda: get(number, "/understand/kept/")[0] == 200, 10)
        for path in home.folder.glob("db.sqlite3*"):
            path.write_bytes(b"not a database " * 10_000)

        wait_for(lambda: "age" in get(number, "/understand/kept/")[2], 10)
        kept = get(number, "/understand/kept/")
        uncached = get(number, "/questions/")
        ready = get(number, "/readyz")
        lives = get(number, "/healthz")

    assert (kept[0], "First title" in kept[1]) == (200, True)
    assert (uncached[0], "Call 911" in uncached[1]) == (503, True)
    assert (ready[0], '"database": "away"' in ready[1]) == (503, True)
    assert lives[0] == 200
