"""Under real servers with two workers: what an editor does, visitors see at once."""

import shutil
import time

import pytest

from .server import Home, get, wait_for

pytestmark = pytest.mark.slow
MANY = 30


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prepared")
    Home(folder).run("manage.py", "migrate", "--verbosity=0")
    Home(folder).run("manage.py", "collectstatic", "--no-input", "--verbosity=0")
    return folder


@pytest.fixture
def home(prepared, tmp_path):
    folder = tmp_path / "home"
    shutil.copytree(prepared, folder)
    return Home(folder)


@pytest.fixture(params=["granian", "gunicorn"])
def port(home, request):
    home.do("topic('backs')")
    with home.served(request.param) as port:
        seen = [get(port, "/understand/backs/")[:2] for _ in range(MANY)]
        assert {status for status, _ in seen} == {200}
        assert all("First title" in text for _, text in seen)
        yield port


def titles(port):
    return [
        (status, "First title" in text, "Second title" in text)
        for status, text, _ in (get(port, "/understand/backs/") for _ in range(MANY))
    ]


def test_no_worker_gives_a_stale_answer_after_a_withdrawal(home, port):
    home.do("revisions.withdraw(Entry.objects.get(key='backs'), person('r'), 'A new study.')")

    assert {status for status, _, _ in titles(port)} == {410}


def test_a_new_text_is_there_in_every_worker_at_once(home, port):
    home.do("next_text('backs', 'Second title')")
    # A soft change: the first who asks makes the page while others read the old one.
    titles(port)

    assert set(titles(port)) == {(200, False, True)}


def test_a_scheduled_text_appears_on_time_without_any_job(home, port):
    home.do("next_text('backs', 'Second title', timezone.now() + datetime.timedelta(seconds=1.5))")
    at = float(home.do("print(Topic.objects.get(title='Second title').live_from.timestamp())"))
    assert set(titles(port)) == {(200, True, False)} or time.time() > at

    time.sleep(max(0, at - time.time()) + 0.005)

    assert set(titles(port)) == {(200, False, True)}


def test_a_crash_between_commit_and_counter_is_mended_within_a_second(home, port):
    # The process ends inside the commit's notice, before the counter turns.
    home.do(
        "import os\nfrom fbss.models import content_change\n"
        "content_change.committed.connect(lambda **_: os._exit(0), weak=False)\n"
        "content_change.committed.receivers.reverse()\n"
        "content_change.committed.sender_receivers_cache.clear()\n"
        "next_text('backs', 'Second title')"
    )

    wait_for(lambda: "Second title" in get(port, "/understand/backs/")[1], 2.5)
    time.sleep(1.2)
    titles(port)
    assert set(titles(port)) == {(200, False, True)}


def test_when_the_database_is_away_kept_pages_go_on_and_others_tell_where_to_get_help(home, port):
    for path in home.folder.glob("db.sqlite3*"):
        path.rename(path.with_name("away-" + path.name))
    (home.folder / "db.sqlite3").mkdir()

    wait_for(lambda: "Age" in {name.title() for name in get(port, "/understand/backs/")[2]}, 10)
    kept = get(port, "/understand/backs/")
    uncached = get(port, "/questions/")
    ready = get(port, "/readyz")

    assert (kept[0], "First title" in kept[1]) == (200, True)
    assert (uncached[0], "Call 911" in uncached[1]) == (503, True)
    assert ready[0] == 503
    assert get(port, "/healthz")[0] == 200
