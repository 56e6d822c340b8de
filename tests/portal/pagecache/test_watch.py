"""portal.pagecache.watch: one thread reads, every other thread knows in time."""

import os
import select
import threading
import time

import pytest

from portal.pagecache import watch as watch_module
from portal.pagecache.counter import Counter
from portal.pagecache.ledger import NOTHING, Verdict
from portal.pagecache.memo import Memo
from portal.pagecache.page import finished
from portal.pagecache.watch import Watch

from .site import Changes


class Slow(Changes):
    """A table that wakes as a real one does, and can hang."""

    def __init__(self):
        super().__init__()
        self.looks = 0
        self.hangs = threading.Event()
        self.hangs.set()

    def _ask(self):
        self.looks += 1
        self.hangs.wait(5)
        super()._ask()

    def wait(self, wake, seconds):
        if select.select([wake], [], [], seconds)[0]:
            os.read(wake, 4096)


@pytest.fixture
def changes():
    return Slow()


@pytest.fixture
def counter(tmp_path):
    return Counter(tmp_path / "changes")


@pytest.fixture
def watch(changes, counter):
    watch = Watch(changes, counter)
    watch.start()
    yield watch
    changes.hangs.set()
    watch.stop()


def page_of(watch):
    return finished(b"body", [], ["faq"], watch.ledger.last, watch.clock())


def test_a_start_waits_for_the_first_reading(changes, counter):
    changes.add("faq")
    watch = Watch(changes, counter)

    watch.start()

    assert watch.judge(page_of(watch)) is Verdict.FRESH
    assert watch.ledger.last.number == 1
    watch.stop()


def test_a_commit_on_this_host_is_known_before_the_next_answer(watch, changes, counter):
    page = page_of(watch)
    assert watch.judge(page) is Verdict.FRESH

    changes.add("faq", hard=True)
    counter.count()

    assert watch.judge(page) is Verdict.GONE


def test_a_lost_message_costs_a_second_at_most(watch, changes):
    page = page_of(watch)

    changes.add("faq")
    start = time.monotonic()
    while watch.judge(page) is Verdict.FRESH:
        assert time.monotonic() - start < 1.5
        time.sleep(0.01)


def test_without_a_counter_changes_are_read_all_the_same(changes):
    watch = Watch(changes, None)
    watch.start()
    page = page_of(watch)

    changes.add("faq")
    watch._ring()
    start = time.monotonic()
    while watch.judge(page) is Verdict.FRESH:
        assert time.monotonic() - start < 1.5
    watch.stop()


def test_a_database_that_hangs_keeps_one_reader_waiting_and_not_for_long(
    watch, changes, counter, monkeypatch
):
    monkeypatch.setattr(watch_module, "MOST_WAIT", 0.1)
    page = page_of(watch)
    watch.judge(page)

    changes.hangs.clear()
    counter.count()
    start = time.monotonic()
    verdicts = [watch.judge(page) for _ in range(50)]

    assert verdicts == [Verdict.FRESH] * 50
    assert time.monotonic() - start < 0.3


def test_a_process_that_stood_still_looks_before_it_answers(watch, changes):
    page = page_of(watch)
    assert watch.judge(page) is Verdict.FRESH

    changes.add("faq", hard=True)
    watch._checked -= 3600

    assert watch.judge(page) is Verdict.GONE


def test_knowledge_has_an_age_only_while_it_is_not_sure(watch):
    assert watch.age == 0

    watch._checked -= 10

    assert watch.age == 10


def test_a_failing_reading_is_told_once_and_tried_again(watch, changes, caplog):
    changes.is_away = True
    for _ in range(3):
        watch.look()

    changes.is_away = False
    changes.add("faq")
    watch.look()

    assert [record.message for record in caplog.records] == [
        "Cannot read what changed; kept pages go on. away"
    ]
    assert watch.ledger.last.number == 1


def test_another_history_is_told_to_whoever_keeps_pages(changes, counter):
    dropped = []
    watch = Watch(changes, counter, on_new_history=lambda: dropped.append(True))
    changes.add("faq")
    watch.look()

    changes.rows.clear()
    changes.add("faq", token="restored")
    watch.look()

    assert dropped == [True]


def test_the_counter_is_shared_and_loses_no_step(tmp_path):
    counters = [Counter(tmp_path / "changes") for _ in range(4)]

    threads = [
        threading.Thread(target=lambda counter=counter: [counter.count() for _ in range(500)])
        for counter in counters
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [counter.value for counter in counters] == [2000] * 4


def test_the_counter_goes_on_after_a_restart(tmp_path):
    first = Counter(tmp_path / "pages" / "changes")
    first.count()
    first.close()

    assert Counter(tmp_path / "pages" / "changes").value == 1


@pytest.fixture
def memo(tmp_path):
    return Memo(tmp_path / "known.json")


def restarted(changes, memo, **options):
    """Another process on the same host, while the database is away."""
    changes.is_away = True
    again = Watch(changes, None, memo=memo, **options)
    again.look()
    return again


def test_a_new_counter_has_its_place_on_the_disk(tmp_path):
    """A step into a hole of a file on a full disk would kill the process."""
    Counter(tmp_path / "changes").close()

    assert (tmp_path / "changes").stat().st_blocks > 0


def test_a_second_process_keeps_the_number_of_the_first(tmp_path):
    first = Counter(tmp_path / "changes")
    first.count()

    second = Counter(tmp_path / "changes")

    assert second.value == 1


def test_a_start_without_the_database_goes_on_from_what_was_known(changes, memo):
    before = Watch(changes, None, memo=memo)
    changes.add("faq", hard=True)
    before.look()
    page, gone = page_of(before), finished(b"x", [], ["faq"], NOTHING, before.clock())

    again = restarted(changes, memo)

    assert again.judge(page) is Verdict.FRESH
    assert again.judge(gone) is Verdict.GONE


def test_a_time_that_comes_while_the_database_is_away_is_kept(changes, memo):
    now = time.time()
    before = Watch(changes, None, memo=memo, clock=lambda: now)
    changes.add("faq", hard=True, at=now + 60)
    before.look()
    pages = [page_of(before) for _ in range(2)]

    early = restarted(changes, memo, clock=lambda: now).judge(pages[0])
    late = restarted(changes, memo, clock=lambda: now + 61).judge(pages[1])

    assert (early, late) == (Verdict.FRESH, Verdict.GONE)


def test_what_was_known_once_has_its_age(changes, memo, tmp_path):
    Watch(changes, None, memo=memo).look()
    then = time.time() - 100
    os.utime(tmp_path / "known.json", (then, then))

    again = restarted(changes, memo)

    assert 100 <= again.age <= 102


def test_what_was_known_yesterday_is_not_taken_up(changes, memo, tmp_path):
    before = Watch(changes, None, memo=memo)
    changes.add("faq")
    before.look()
    then = time.time() - 25 * 60 * 60
    os.utime(tmp_path / "known.json", (then, then))

    again = restarted(changes, memo)

    assert again.judge(page_of(before)) is Verdict.GONE


@pytest.mark.parametrize("damage", ["", "{}", "[1]", '{"stamps": 1}', "\x00"])
def test_a_damaged_note_is_none(changes, memo, tmp_path, damage):
    Watch(changes, None, memo=memo).look()
    (tmp_path / "known.json").write_text(damage)

    assert memo.read() is None


def test_the_database_is_followed_again_from_there(changes, memo):
    before = Watch(changes, None, memo=memo)
    changes.add("faq")
    before.look()
    page = page_of(before)
    again = restarted(changes, memo)

    changes.is_away = False
    changes.add("word")
    again.look()

    assert again.judge(page) is Verdict.FRESH
    assert (again.age, again.ledger.last.number) == (0, 2)


def test_what_still_holds_is_confirmed_and_not_written_again(changes, memo, tmp_path):
    watch = Watch(changes, None, memo=memo)
    watch.look()
    written = (tmp_path / "known.json").stat().st_ino
    then = time.time() - 100
    os.utime(tmp_path / "known.json", (then, then))

    watch.look()

    about = (tmp_path / "known.json").stat()
    assert about.st_ino == written
    assert about.st_mtime > then + 90


def test_a_folder_that_takes_no_note_costs_nothing_else(changes, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    watch = Watch(changes, None, memo=Memo(tmp_path / "file" / "known.json"))

    watch.look()

    assert watch.age == 0
    assert [record.message for record in caplog.records] == [
        "Could not note what changed: File exists"
    ]
