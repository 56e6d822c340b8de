"""The pure parts: keys, encodings, pages as bytes; and what bounds memory and files."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pagecache import encoding
from portal.pagecache import files as files_module
from portal.pagecache.answers import is_mentioned
from portal.pagecache.files import Files
from portal.pagecache.key import known_query
from portal.pagecache.memory import Memory
from portal.pagecache.page import Damaged, Page, Stamp, finished

HTML = [("Content-Type", "text/html")]


def page(body=b"body", rendered=1.0):
    return finished(body, HTML, ["faq", "word"], Stamp(7, "t7"), rendered)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("GZIP;q=0.5, BR;q=0.1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0, *;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", ""),
        ("zstd", ""),
        ("gzip;q=nonsense", ""),
        (";;,,;q", ""),
    ],
)
def test_the_best_encoding_that_is_allowed(accepted, expected):
    assert encoding.preferred(accepted) == expected


@given(st.text(max_size=60))
def test_any_accept_encoding_is_understood(accepted):
    assert encoding.preferred(accepted) in ("", "br", "gzip")


def test_small_and_packed_bodies_travel_as_they_are():
    assert encoding.is_compressible("text/html; charset=utf-8", 5000)
    assert encoding.is_compressible("application/atom+xml", 5000)
    assert not encoding.is_compressible("text/html", 10)
    assert not encoding.is_compressible("image/png", 5000)


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("page=2&utm_source=x", "page=2"),
        ("utm_source=x", ""),
        ("t=b&t=a&page=1", "page=1&t=b&t=a"),
        ("page=", ""),
        ("page=&t=a", "t=a"),
        ("page=%C3%A9%20+", "page=%C3%A9++"),
    ],
)
def test_the_query_that_a_page_is_kept_by(query, known):
    assert known_query(query, ("page", "t")) == known


def test_a_view_that_keeps_no_pages_keeps_its_query():
    assert known_query("page=2", None) is None


@given(st.text(max_size=80))
def test_any_query_is_understood(query):
    known = known_query(query, ("page",))

    assert known is not None
    assert known_query(known, ("page",)) == known


@pytest.mark.parametrize(
    ("asked", "expected"),
    [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False), ("", False)],
)
def test_a_mark_is_found_among_several(asked, expected):
    assert is_mentioned('"a"', asked) is expected


def test_a_page_comes_back_from_its_bytes():
    packed = page(b"a text of many words " * 50).encoded("br")

    again = Page.from_bytes(packed.to_bytes("name"), "name")

    assert again == packed


@given(st.data())
def test_damaged_bytes_are_no_page(data):
    whole = page(b"a text of many words").to_bytes("name")
    cut = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytearray(whole)
    flipped[-1 - cut % 20] ^= 1

    for damaged in (whole[:cut], bytes(flipped), whole + b"more", b""):
        with pytest.raises(Damaged):
            Page.from_bytes(damaged, "name")


def test_a_page_of_another_name_is_not_taken_for_it():
    with pytest.raises(Damaged):
        Page.from_bytes(page().to_bytes("other"), "name")


def test_memory_is_bounded_by_count():
    memory = Memory(most_pages=2)
    pages = [page() for _ in range(3)]

    for number, one in enumerate(pages):
        memory.put(number, one)

    assert [memory.get(number) for number in range(3)] == [None, *pages[1:]]


def test_memory_is_bounded_by_bytes():
    memory = Memory(most_bytes=10_000)

    for number in range(5):
        memory.put(number, page(b"x" * 2000))
    memory.put("huge", page(b"x" * 20_000))

    assert len(memory) == 2
    assert memory.bytes == 8000
    assert memory.get("huge") is None


def test_what_was_read_stays_longer():
    memory = Memory(most_pages=2)
    read, unread = page(), page()
    memory.put("read", read)
    memory.put("unread", unread)
    read.used = True

    memory.put("new", page())

    assert (memory.get("read"), memory.get("unread")) == (read, None)


def test_a_page_in_memory_is_replaced_and_dropped_once():
    memory = Memory()
    first, second = page(), page()
    memory.put("key", first)
    memory.put("key", second)

    memory.drop("key", first)
    assert memory.get("key") is second
    memory.drop("key", second)

    assert (len(memory), memory.bytes) == (0, 0)


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path / "pages", "release")


def test_a_file_holds_a_page(files):
    files.put("name", page())

    assert files.get("name") == page()
    assert files.get("other") is None


def test_no_half_page_is_ever_there(files, monkeypatch):
    files.put("name", page(b"first"))

    def crash(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files_module.os, "replace", crash)
    files.put("name", page(b"second"))

    assert files.get("name") == page(b"first")
    assert len(list(files.folder.glob("*/*"))) == 1


def test_a_damaged_file_is_no_page(files):
    files.put("name", page())
    (path,) = files.folder.glob("*/*")
    path.write_bytes(path.read_bytes()[:-1] + b"X")

    assert files.get("name") is None


def test_the_oldest_files_go_when_there_are_too_many_bytes(files):
    for number in range(20):
        files.put(str(number), page(b"x" * 1000))
        (path,) = [p for p in files.folder.glob("*/*") if p.stat().st_mtime > 10**6]
        os.utime(path, (number, number))
    size = sum(path.stat().st_size for path in files.folder.glob("*/*"))

    files.most_bytes = size // 2
    files.tidy()

    left = [number for number in range(20) if files.get(str(number))]
    assert left == list(range(20 - len(left), 20))
    assert 6 <= len(left) <= 9


def test_files_within_their_bound_stay(files):
    files.put("name", page())

    files.tidy()

    assert files.get("name") == page()


def test_other_releases_go(files, tmp_path):
    older = Files(tmp_path / "pages", "older")
    older.put("name", page())
    files.put("name", page())

    files.remove_other_releases()

    assert (older.get("name"), files.get("name")) == (None, page())


def test_tidying_is_due_after_many_writes(files, monkeypatch):
    monkeypatch.setattr(files_module, "WRITES_BETWEEN_TIDYINGS", 2)
    files.put("a", page())
    before = files.is_tidying_due
    files.put("b", page())

    assert (before, files.is_tidying_due) == (False, True)
    files.tidy()
    assert not files.is_tidying_due


def test_a_file_larger_than_one_read_is_read_whole(files, monkeypatch):
    monkeypatch.setattr(files_module, "ONE_READ", 100)
    large = page(os.urandom(12_345))

    files.put("name", large)

    assert files.get("name") == large


@pytest.mark.parametrize("size", [99, 100, 101, 200])
def test_a_file_of_just_one_read_is_read_whole(tmp_path, monkeypatch, size):
    monkeypatch.setattr(files_module, "ONE_READ", 100)
    (tmp_path / "file").write_bytes(bytes(range(size)))

    file = os.open(tmp_path / "file", os.O_RDONLY)

    assert files_module._whole(file) == bytes(range(size))
    os.close(file)


def test_while_there_is_room_every_page_is_wanted_in_memory():
    memory = Memory(most_pages=10)

    assert [memory.is_wanted(number) for number in range(20)] == [True] * 20


def test_a_full_memory_wants_what_is_asked_for_twice():
    memory = Memory(most_pages=10)
    for number in range(5):
        memory.put(number, page())

    once = [memory.is_wanted(number) for number in (7, 8)]
    twice = [memory.is_wanted(number) for number in (7, 8)]

    assert (once, twice) == ([False, False], [True, True])


def test_what_was_asked_for_long_ago_is_forgotten():
    memory = Memory(most_pages=4)
    for number in range(2):
        memory.put(number, page())

    for number in range(10, 15):
        memory.is_wanted(number)

    assert not memory.is_wanted(10)
