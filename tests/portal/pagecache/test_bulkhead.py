"""portal.pagecache.bulkhead: writers do not crowd out readers."""

import threading

import pytest

from portal.pagecache.bulkhead import MOST_AT_A_TIME, Bulkhead

from .site import ask


@pytest.fixture
def slow():
    """An application that takes its time with everything but readings, and how to end that."""
    inside, go_on = threading.Semaphore(0), threading.Event()

    def application(environ, start_response):
        if environ["REQUEST_METHOD"] != "GET":
            inside.release()
            go_on.wait(5)
        start_response("200 OK", [])
        return [b"done"]

    yield Bulkhead(application), inside, go_on
    go_on.set()


def post(bulkhead):
    return ask(bulkhead, {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "3"})


def fill(bulkhead, inside):
    threads = [threading.Thread(target=post, args=[bulkhead]) for _ in range(MOST_AT_A_TIME)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert inside.acquire(timeout=5)
    return threads


def test_one_writer_too_many_is_asked_to_come_again(slow):
    bulkhead, inside, _ = slow
    fill(bulkhead, inside)

    answer = post(bulkhead)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "call 911" in answer.text


def test_readers_come_through_all_the_same(slow):
    bulkhead, inside, _ = slow
    fill(bulkhead, inside)

    assert ask(bulkhead, {"REQUEST_METHOD": "GET"}).text == "done"


def test_a_reading_with_a_body_is_no_reading(slow):
    bulkhead, inside, _ = slow
    fill(bulkhead, inside)

    answers = [
        ask(bulkhead, {"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "3"}),
        ask(bulkhead, {"REQUEST_METHOD": "GET", "HTTP_TRANSFER_ENCODING": "chunked"}),
    ]

    assert [answer.status for answer in answers] == [503, 503]


def test_places_are_free_again(slow):
    bulkhead, inside, go_on = slow
    threads = fill(bulkhead, inside)
    go_on.set()
    for thread in threads:
        thread.join()

    assert [post(bulkhead).status for _ in range(MOST_AT_A_TIME + 1)] == [200] * 5


def test_a_crash_frees_its_place():
    def crash(environ, start_response):
        raise RuntimeError

    bulkhead = Bulkhead(crash, most=1)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            post(bulkhead)


def test_a_place_is_kept_until_the_answer_is_sent_and_freed_once():
    bulkhead = Bulkhead(lambda environ, start_response: iter([b"1", b"2"]), most=1)
    environ = {"REQUEST_METHOD": "POST"}
    chunks = bulkhead(environ, lambda *_: None)

    busy = ask(bulkhead, environ).status
    chunks.close()
    chunks.close()

    assert busy == 503
    assert b"".join(bulkhead(environ, lambda *_: None)) == b"12"
