"""portal.pagecache.ahead: slow pages are made after a change, before anybody asks for them."""

import json
import os

import pytest

from portal.pagecache.ahead import MOST_KEYS, MOST_SECONDS, QUIET_SECONDS, Ahead
from portal.pagecache.files import Files
from portal.pagecache.key import Key

from .site import Site

PACK = Key("portal.example", "https", "", "/pack.html", "")


class Process:
    """What makes pages, until the test says that it has ended."""

    def __init__(self, lock):
        self.lock = os.dup(lock)
        self.code = None

    def poll(self):
        return self.code

    def end(self):
        os.close(self.lock)
        self.code = 0


class Worker:
    """One worker's knowledge, with the site's changes and the clock in hand."""

    def __init__(self, folder, fresh):
        self.processes, self.asked = [], []
        self.fresh = fresh
        self.version, self.now = 1, 100.0
        self.ahead = Ahead(folder, lambda path: path == PACK.path, self.make)

    def make(self, keys, lock):
        self.asked.append(list(keys))
        self.processes.append(Process(lock))
        return self.processes[-1]

    def tend(self, later=0.0):
        self.now += later
        self.ahead.tend(self.version, self.fresh.__contains__, self.now)
        return self.asked

    def change(self):
        self.version += 1
        self.fresh.clear()


@pytest.fixture
def fresh():
    """The pages that are on the disk and true."""
    return {PACK}


@pytest.fixture
def worker(tmp_path, fresh):
    worker = Worker(tmp_path, fresh)
    worker.ahead.remember(PACK)
    worker.tend()
    worker.tend(QUIET_SECONDS)
    return worker


def test_nothing_is_made_while_nothing_changes(worker):
    assert worker.tend(1000.0) == []


def test_a_page_is_made_when_changes_have_come_to_rest(worker):
    worker.change()
    at_once = list(worker.tend())
    soon = list(worker.tend(QUIET_SECONDS))

    assert (at_once, soon) == ([], [[PACK]])


def test_a_page_is_made_although_changes_never_come_to_rest(worker):
    seconds = 0
    while not worker.asked:
        worker.change()
        worker.tend(1.0)
        seconds += 1

    assert seconds == MOST_SECONDS + 1


def test_one_making_at_a_time_and_one_more_for_what_changed_meanwhile(worker, fresh):
    worker.change()
    worker.tend()
    worker.tend(QUIET_SECONDS)
    worker.change()
    meanwhile = len(worker.tend(1000.0))
    worker.processes[0].end()
    worker.tend(1.0)
    worker.tend(QUIET_SECONDS)

    assert (meanwhile, worker.asked) == (1, [[PACK], [PACK]])


def test_of_two_workers_one_makes_the_page(worker, tmp_path, fresh):
    other = Worker(tmp_path, fresh)
    other.tend()
    other.tend(QUIET_SECONDS)
    for one in (worker, other):
        one.change()
        one.tend()
        one.tend(QUIET_SECONDS)
    fresh.add(PACK)
    worker.processes[0].end()

    assert [one.tend(1.0) for one in (worker, other)] == [[[PACK]], []]


def test_visitors_do_not_wait_unless_making_failed(worker, fresh):
    before = worker.ahead.minds(PACK)
    worker.change()
    worker.tend()
    worker.tend(QUIET_SECONDS)
    worker.processes[0].end()
    worker.tend(1.0)
    failed = worker.ahead.minds(PACK)
    worker.change()
    worker.tend()
    worker.tend(QUIET_SECONDS)
    fresh.add(PACK)
    worker.processes[1].end()
    worker.tend(1.0)

    assert (before, failed, worker.ahead.minds(PACK)) == (True, False, True)
    assert worker.asked == [[PACK], [PACK]]


def test_after_a_start_the_pages_of_old_are_looked_at_again(worker, tmp_path):
    other = Worker(tmp_path, set())
    other.tend()

    assert other.tend(QUIET_SECONDS) == [[PACK]]


def test_pages_that_are_made_quickly_are_left_to_visitors(worker):
    quick = PACK._replace(path="/questions/")

    assert not worker.ahead.minds(quick)


def test_names_of_the_site_have_a_bound(worker):
    names = [PACK._replace(host=f"{number}.example") for number in range(MOST_KEYS)]

    assert [worker.ahead.minds(name) for name in names] == [True] * (MOST_KEYS - 1) + [False]


@pytest.mark.parametrize("text", ["", "[", "{}", "[[1]]", "7", "null", '[{"a": 1}]'])
def test_a_damaged_list_costs_one_visitor_two_seconds(tmp_path, fresh, text):
    (tmp_path / "ahead.json").write_text(text)

    worker = Worker(tmp_path, fresh)

    assert worker.ahead.minds(PACK)
    assert json.loads((tmp_path / "ahead.json").read_text()) == [list(PACK)]


def test_a_full_disk_leaves_making_to_visitors(worker, tmp_path):
    (tmp_path / "ahead.lock").mkdir()
    worker.change()
    worker.tend()

    assert worker.tend(QUIET_SECONDS) == []


@pytest.fixture
def site(tmp_path):
    files = Files(tmp_path / "pages", "release")
    asked = []
    ahead = Ahead(tmp_path, lambda path: path == "/slow/", lambda keys, _lock: asked.append(keys))
    site = Site(files=files, ahead=ahead)
    site.made_ahead = asked
    return site


@pytest.mark.parametrize(("path", "said"), [("/slow/", "first"), ("/page/", "second")])
def test_the_first_visitor_after_a_change_has_the_old_slow_page(site, path, said):
    site.get(path)
    site.changes.add("faq")
    site.watch.look()
    site.library.text = "second"

    assert site.get(path).text == f"{said} {path}?"


def test_nobody_has_a_slow_page_that_was_taken_back(site):
    site.get("/slow/")
    site.changes.add("faq", hard=True)
    site.watch.look()
    site.library.text = "second"

    assert site.get("/slow/").text == "second /slow/?"


def test_the_front_cache_says_which_pages_are_old(site):
    site.get("/slow/")
    site.front.ahead._last = site.front.ahead._first = -QUIET_SECONDS
    site.front.tend()
    before = list(site.made_ahead)
    site.changes.add("faq")
    site.watch.look()
    site.front.ahead._first = -MOST_SECONDS
    site.front.tend()

    assert before == []
    assert [[key.path for key in keys] for keys in site.made_ahead] == [["/slow/"]]
