"""portal.pagecache.bell on a real server, which then goes away and comes back."""

import time

import pytest

from portal.pagecache import bell as bell_module
from portal.pagecache import watch as watch_module
from portal.pagecache.bell import Bell
from portal.pagecache.ledger import Verdict
from portal.pagecache.page import finished
from portal.pagecache.watch import Watch
from tests.servers import redis
from tests.servers.asking import wait_for

from .test_watch import Slow

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path):
    with redis.running(tmp_path) as server:
        yield server


@pytest.fixture
def other_host(server, monkeypatch):
    """A host that would read the table once a minute if nobody rang."""
    monkeypatch.setattr(watch_module, "SECONDS_BETWEEN_LOOKS", 60)
    monkeypatch.setattr(watch_module, "SECONDS_UNTIL_AWAY", 1000)
    monkeypatch.setattr(bell_module, "SECONDS_BETWEEN_TRIES", 0.1)
    watch = Watch(Slow(), None)
    watch.listener = Bell(server.address)
    watch.start()
    # The first word that it hears is its own: it listens now.
    wait_for(lambda: watch._source.looks >= 2, 10)
    yield watch
    watch.listener.close()
    watch.stop()


def page_of(watch):
    return finished(b"body", [], ["faq"], watch.ledger.last, watch.clock())


def test_a_change_on_one_host_is_known_on_the_other_at_once(server, other_host):
    page = page_of(other_host)
    other_host._source.add("faq", hard=True)

    Bell(server.address).ring()
    start = time.monotonic()
    wait_for(lambda: other_host.judge(page) is Verdict.GONE, 5)

    assert time.monotonic() - start < 1


def test_an_editor_is_not_kept_waiting_by_a_server_that_is_away(server, caplog):
    bell = Bell(server.address)
    server.stop()

    start = time.monotonic()
    bell.ring()

    assert time.monotonic() - start < 1
    assert "other hosts hear within a second" in caplog.text


def test_what_rang_while_nobody_heard_is_read_when_the_server_is_back(server, other_host):
    page = page_of(other_host)
    server.stop()
    other_host._source.add("faq", hard=True)
    Bell(server.address).ring()
    assert other_host.judge(page) is Verdict.FRESH

    server.start()

    wait_for(lambda: other_host.judge(page) is Verdict.GONE, 10)


def test_a_server_that_stays_away_is_told_once(server, other_host, caplog):
    server.stop()

    wait_for(lambda: "tries again" in caplog.text, 10)
    time.sleep(0.5)

    assert caplog.text.count("tries again") == 1
