"""portal.counts: numbers that all workers of a host share."""

import os
import subprocess
import sys
import threading

import pytest

from portal import counts
from portal.counts import HostCounts


@pytest.fixture
def path(tmp_path):
    return tmp_path / "counts"


@pytest.fixture
def cache(path):
    return HostCounts(path, {})


@pytest.fixture
def clock(monkeypatch):
    clock = {"now": 1000.0}
    monkeypatch.setattr(counts.time, "time", lambda: clock["now"])
    return clock


def test_it_counts_from_where_it_was_put(cache):
    assert cache.add("a", 0, 60) is True
    assert cache.add("a", 7, 60) is False

    assert [cache.incr("a") for _ in range(3)] == [1, 2, 3]
    assert (cache.get("a"), cache.get("b"), cache.get("b", 5)) == (3, None, 5)


def test_what_was_never_put_cannot_be_counted(cache):
    with pytest.raises(ValueError, match="nothing is counted"):
        cache.incr("a")


def test_a_number_runs_out(cache, clock):
    cache.add("a", 4, 60)

    clock["now"] += 59
    before = cache.get("a")
    clock["now"] += 2

    assert (before, cache.get("a"), cache.add("a", 0, 60)) == (4, None, True)


def test_another_process_goes_on_counting(cache, path):
    cache.add("a", 0, 600)
    cache.incr("a")
    program = (
        "import sys; from django.conf import settings; settings.configure();"
        "from portal.counts import HostCounts; print(HostCounts(sys.argv[1], {}).incr('a'))"
    )

    said = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )

    assert said.stdout == "2\n"
    assert cache.get("a") == 2


def test_no_step_is_lost_when_many_count_at_once(path):
    first = HostCounts(path, {})
    first.add("a", 0, 600)

    def count():
        own = HostCounts(path, {})
        for _ in range(200):
            own.incr("a")

    threads = [threading.Thread(target=count) for _ in range(5)]
    for thread in threads:
        thread.start()
    child = os.fork()
    if not child:
        count()
        os._exit(0)
    os.waitpid(child, 0)
    for thread in threads:
        thread.join()

    assert first.get("a") == 1200


def test_a_worker_that_was_forked_locks_for_itself(cache, path):
    """A lock that a child had inherited would not keep its parent out."""
    cache.add("a", 0, 600)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        for _ in range(500):
            cache.incr("a")
        os.write(writing, b"x")
        os._exit(0)
    for _ in range(500):
        cache.incr("a")
    os.read(reading, 1)
    os.waitpid(child, 0)

    assert cache.get("a") == 1000


def test_a_full_table_forgets_what_runs_out_first_and_stays_as_large(cache, path, monkeypatch):
    monkeypatch.setattr(counts, "ROWS", 1)
    for number in range(6):
        cache.add(f"name-{number}", number, 100 + number)

    kept = [cache.get(f"name-{number}") for number in range(6)]

    assert kept == [None, None, 2, 3, 4, 5]
    assert path.stat().st_size == counts.ROW_BYTES


def test_no_name_is_in_the_file(cache, path):
    cache.add("turnstile-search-192.0.2.77", 3, 600)

    data = path.read_bytes()
    assert data.count(b"\0") < len(data)
    assert b"192.0.2" not in data
    assert b"search" not in data


def test_it_can_be_emptied(cache):
    cache.add("a", 1, 600)

    cache.clear()

    assert cache.get("a") is None


def test_without_room_for_the_file_a_worker_counts_for_itself(tmp_path, caplog):
    blocked = tmp_path / "a file"
    blocked.touch()
    cache = HostCounts(blocked / "counts", {})

    with caplog.at_level("WARNING", logger="portal.counts"):
        counted = (cache.add("a", 0, 60), cache.incr("a"), cache.incr("a"))

    assert counted == (True, 1, 2)
    assert caplog.messages == [
        f"Each worker counts for itself: [Errno 17] File exists: '{blocked}'"
    ]
