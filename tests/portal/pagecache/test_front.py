"""portal.pagecache.front: finished pages for everybody, and never a wrong one."""

import gzip
import threading

import brotli
import pytest

from portal.pagecache.counter import Counter
from portal.pagecache.files import Files
from portal.pagecache.page import CACHE_CONTROL

from .site import NOON, Changes, Library, Site

LONG = "The pain goes on. " * 100


@pytest.fixture
def site():
    return Site()


def asked(site):
    return len(site.library.asked)


def test_a_page_is_made_once(site):
    first, second = site.get(), site.get()

    assert (first.status, first.text) == (200, "first /page/?")
    assert (second.status, second.body, second.pairs) == (200, first.body, first.pairs)
    assert asked(site) == 1


def test_the_headers_are_those_of_a_page_for_everybody(site):
    headers = site.get().headers

    assert headers == {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": "13",
        "Cache-Control": CACHE_CONTROL,
        "ETag": headers["ETag"],
        "Vary": "Accept-Encoding",
    }


def test_what_is_for_the_cache_alone_stays_in_the_house(site):
    site.library.status = "404 Not Found"

    assert "X-Page-Tags" not in site.get().headers


def test_a_page_that_the_browser_has_is_not_sent_again(site):
    etag = site.get().headers["ETag"]

    answer = site.get(HTTP_IF_NONE_MATCH=f'"other", W/{etag}')

    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers == {
        "Cache-Control": CACHE_CONTROL,
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }


def test_a_page_that_changed_since_is_sent(site):
    assert site.get(HTTP_IF_NONE_MATCH='"other"').status == 200


def test_a_reader_of_feeds_may_ask_by_time(site):
    stamp = "Mon, 23 Nov 2026 10:00:00 GMT"
    site.library.headers.append(("Last-Modified", stamp))

    assert site.get(HTTP_IF_MODIFIED_SINCE=stamp).status == 304
    assert site.get(HTTP_IF_MODIFIED_SINCE="Mon, 23 Nov 2026 09:00:00 GMT").status == 200
    assert site.get(HTTP_IF_MODIFIED_SINCE=stamp, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_head_is_told_the_same_without_the_page(site):
    whole = site.get()

    head = site.get(method="HEAD")

    assert (head.status, head.pairs, head.body) == (200, whole.pairs, b"")
    assert asked(site) == 1


def test_a_page_that_head_asked_for_first_is_there_for_get(site):
    head = site.get(method="HEAD")

    assert (head.body, site.get().text) == (b"", "first /page/?")
    assert asked(site) == 1


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, deflate, br, zstd", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
def test_a_page_is_packed_as_the_browser_takes_it(site, accepted, encoding, unpack):
    site.library.text = LONG
    plain = site.get()

    packed = site.get(HTTP_ACCEPT_ENCODING=accepted)

    assert packed.headers["Content-Encoding"] == encoding
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + f'-{encoding}"'
    assert unpack(packed.body) == plain.body


def test_all_encodings_are_made_of_one_page(tmp_path):
    site = Site(files=Files(tmp_path, "release"))
    site.library.text = LONG

    for accepted in ("br", "gzip", "", "br"):
        site.get(HTTP_ACCEPT_ENCODING=accepted)

    assert asked(site) == 1


def test_unknown_parameters_make_no_page_of_their_own(site):
    site.get(query="utm_source=letter&page=2")
    answer = site.get(query="page=2&fbclid=abc")

    assert answer.text == "first /page/?page=2"
    assert asked(site) == 1


def test_known_parameters_make_one_in_whatever_order(site):
    assert site.get(query="topic=outlook&page=2").text == "first /page/?page=2&topic=outlook"
    site.get(query="page=2&topic=outlook")
    site.get(query="page=3")

    assert asked(site) == 2


def test_the_page_cannot_see_what_it_is_not_kept_by(site):
    site.get(
        query="evil=1",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_USER_AGENT="evil",
        HTTP_REFERER="https://evil.example/",
        HTTP_ACCEPT_LANGUAGE="xx",
        HTTP_ACCEPT_ENCODING="gzip",
    )

    (seen,) = site.library.asked
    assert [name for name in seen if name.startswith("HTTP_")] == ["HTTP_HOST"]
    assert seen["QUERY_STRING"] == ""


@pytest.mark.parametrize(
    "other",
    [
        {"HTTP_HOST": "other.example"},
        {"wsgi.url_scheme": "https"},
        {"SCRIPT_NAME": "/mounted"},
        {"PATH_INFO": "/other/"},
    ],
)
def test_another_site_has_pages_of_its_own(site, other):
    site.get()
    path = other.pop("PATH_INFO", "/page/")

    site.get(path, **other)

    assert asked(site) == 2


def test_the_scheme_is_the_one_that_a_trusted_proxy_tells():
    site = Site(proxy=("HTTP_X_FORWARDED_PROTO", "https"))

    site.get(HTTP_X_FORWARDED_PROTO="https")
    site.get(HTTP_X_FORWARDED_PROTO="https, http")
    site.get(HTTP_X_FORWARDED_PROTO="gopher")

    told = [environ["HTTP_X_FORWARDED_PROTO"] for environ in site.library.asked]
    assert told == ["https", "http"]


def test_nobody_makes_pages_by_a_proxy_that_is_not_trusted(site):
    for name in "abc":
        site.get(HTTP_X_FORWARDED_PROTO=name)

    assert asked(site) == 1
    assert "HTTP_X_FORWARDED_PROTO" not in site.library.asked[0]


@pytest.mark.parametrize(
    "personal",
    [
        {"HTTP_COOKIE": "sessionid=1"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"CONTENT_LENGTH": "3"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"method": "POST"},
        {"method": "PUT"},
        {"method": "DELETE"},
        {"path": "/unknown/"},
        {"path": "/unknown/", "query": "q=1"},
        {"query": "page=" + "1" * 2000},
    ],
)
def test_what_may_be_personal_passes_through_every_time(site, personal):
    site.get()

    for _ in range(2):
        answer = site.get(**personal)

    assert asked(site) == 3
    assert "ETag" not in answer.headers


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "sessionid=1"),
        ("Cache-Control", "private, max-age=60"),
        ("Cache-Control", "No-Store"),
        ("Cache-Control", 'no-cache="Set-Cookie"'),
        ("Vary", "Accept-Encoding, Cookie"),
        ("Vary", "*"),
        ("Content-Encoding", "gzip"),
        ("WWW-Authenticate", "Basic"),
    ],
)
def test_an_answer_for_one_person_is_not_kept(site, header):
    site.library.headers.append(header)

    answers = [site.get(), site.get()]

    assert asked(site) == 2
    assert all(header in answer.pairs for answer in answers)


@pytest.mark.parametrize(
    "status", ["201 Created", "301 Moved", "404 Not Found", "410 Gone", "500 Oh"]
)
def test_only_a_whole_page_is_kept(site, status):
    site.library.status = status

    answers = [site.get(), site.get(method="HEAD")]

    assert asked(site) == 2
    assert [answer.status for answer in answers] == [int(status[:3])] * 2
    assert answers[1].body == b""


def test_a_view_that_does_not_agree_is_not_kept(site):
    site.library.tags = None
    site.get()
    site.get()

    assert asked(site) == 2


# Changes -----------------------------------------------------------------------------------------


def publish(site, *tags, text="second", **options):
    site.changes.add(*tags, **options)
    site.library.text = text
    site.watch.look()


def test_a_change_of_what_a_page_was_made_of_makes_it_anew(site):
    site.get()
    publish(site, "faq")

    assert site.get().text == "second /page/?"
    assert site.get().text == "second /page/?"
    assert asked(site) == 2


def test_a_change_of_something_else_does_not(site):
    site.get()
    publish(site, "word")

    assert site.get().text == "first /page/?"


def test_a_change_of_everything_does(site):
    site.get()
    publish(site, "*")

    assert site.get().text == "second /page/?"


def while_making(site, act):
    """What `act` gives while another thread is in the middle of making the page."""
    inside, go_on, found = threading.Event(), threading.Event(), []

    def during():
        site.library.during = lambda: None
        inside.set()
        assert go_on.wait(5)

    site.library.during = during
    maker = threading.Thread(target=lambda: found.append(site.get()))
    maker.start()
    assert inside.wait(5)
    result = act()
    go_on.set()
    maker.join()
    return result, found[0]


def test_a_soft_change_shows_the_old_page_while_one_thread_makes_the_new(site):
    site.get()
    publish(site, "faq")

    others, first = while_making(site, lambda: [site.get().text for _ in range(3)])

    assert others == ["first /page/?"] * 3
    assert first.text == "second /page/?"
    assert asked(site) == 2


def test_a_hard_change_makes_all_wait_for_the_new_page(site):
    site.get()
    publish(site, "faq", hard=True)
    answers = []

    def others():
        threads = [
            threading.Thread(target=lambda: answers.append(site.get().text)) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        threads[0].join(0.1)
        return threads

    threads, first = while_making(site, others)
    for thread in threads:
        thread.join()

    assert first.text == "second /page/?"
    assert answers == ["second /page/?"] * 3
    assert asked(site) == 2


def test_a_change_that_comes_while_a_page_is_made_makes_it_once_more(site):
    def withdrawn_meanwhile():
        publish(site, "faq", hard=True)
        return asked(site)

    made_before, first = while_making(site, withdrawn_meanwhile)

    assert (made_before, asked(site)) == (1, 2)
    assert first.text == site.get().text == "second /page/?"


def test_a_page_of_steady_change_is_sent_and_not_kept(site):
    site.library.during = lambda: publish(site, "faq")

    assert site.get().text == "second /page/?"
    assert asked(site) == 3
    assert len(site.front.memory) == 0


def test_who_waits_does_not_take_a_page_begun_before_a_withdrawal(site):
    late = []

    def withdraw_and_ask():
        publish(site, "faq", text="gone", hard=True)
        site.library.status = "410 Gone"
        asker = threading.Thread(target=lambda: late.append(site.get().status))
        asker.start()
        asker.join(0.1)
        return asker

    asker, _first = while_making(site, withdraw_and_ask)
    asker.join()

    assert late == [410]


def test_a_scheduled_change_is_there_on_time(site):
    publish(site, "faq", text="scheduled", hard=True, at=NOON + 60)
    site.library.text = "first"
    site.get()

    site.clock.now = NOON + 59.9
    before = site.get().text
    site.library.text, site.clock.now = "scheduled", NOON + 60
    after = site.get().text

    assert (before, after) == ("first /page/?", "scheduled /page/?")
    assert site.get().text == "scheduled /page/?"
    assert asked(site) == 2


def test_a_clock_that_jumps_forward_and_back_leaves_no_page_of_the_future(site):
    publish(site, "faq", text="first", hard=True, at=NOON + 3600)
    site.get()

    site.library.text, site.clock.now = "future", NOON + 7200
    ahead = site.get().text
    site.library.text, site.clock.now = "first", NOON + 1
    back = site.get().text
    site.library.text, site.clock.now = "future", NOON + 3601
    on_time = site.get().text

    assert [ahead, back, on_time] == ["future /page/?", "first /page/?", "future /page/?"]


def test_a_page_of_yesterday_is_made_anew():
    site = Site()
    site.watch._day_of = lambda now: now - now % 86400
    site.watch.look()
    site.get()

    site.clock.now += 86400
    site.watch.look()
    site.get()
    site.get()

    assert asked(site) == 2


def test_a_restored_database_drops_every_page(site):
    publish(site, "word", text="first")
    site.get()

    site.changes.rows.clear()
    publish(site, "word", text="restored", token="other")

    assert site.get().text == "restored /page/?"


# The database is away ----------------------------------------------------------------------------


def test_kept_pages_go_on_and_tell_their_age(site):
    site.get()
    site.changes.is_away = True
    site.watch.look()
    site.library.status = "503 Service Unavailable"

    young = site.get()
    site.watch._checked -= 40
    old = site.get(HTTP_IF_NONE_MATCH=young.headers["ETag"])
    uncached = site.get("/other/")

    assert (young.status, "Age" in young.headers) == (200, False)
    assert (old.status, old.headers["Age"]) == (304, "40")
    assert uncached.status == 503


def test_all_is_well_again_when_it_is_back(site):
    site.get()
    site.changes.is_away = True
    site.watch.look()
    site.watch._checked -= 40

    site.changes.is_away = False
    publish(site, "faq")
    answer = site.get()

    assert (answer.text, "Age" in answer.headers) == ("second /page/?", False)


def test_an_old_page_is_better_than_an_error(site):
    site.get()
    publish(site, "faq")
    site.library.status = "503 Service Unavailable"

    assert (site.get().status, site.get().text) == (200, "first /page/?")


def test_a_page_that_is_gone_is_not(site):
    site.get()
    publish(site, "faq", hard=True)
    site.library.status = "503 Service Unavailable"

    assert site.get().status == 503


def test_nothing_is_kept_before_the_first_reading():
    changes = Changes()
    changes.is_away = True
    site = Site(changes=changes)

    site.get()
    site.get()

    assert asked(site) == 2


# Two workers -------------------------------------------------------------------------------------


@pytest.fixture
def workers(tmp_path):
    """Two workers of one host: they share the library, the changes, the counter and the files."""
    shared = {"library": Library(), "changes": Changes()}
    return [
        Site(**shared, counter=Counter(tmp_path / "changes"), files=Files(tmp_path, "release"))
        for _ in range(2)
    ]


def commit(worker, *tags, text="second", **options):
    """What an editor's request does: write, commit, count."""
    worker.changes.add(*tags, **options)
    worker.library.text = text
    worker.watch._counter.count()


def test_a_page_that_one_worker_made_serves_the_other(workers):
    one, two = workers

    assert one.get().pairs == two.get().pairs
    assert asked(one) == 1


def test_a_withdrawal_in_one_worker_leaves_no_stale_answer_in_the_other(workers):
    one, two = workers
    two.get()

    commit(one, "faq", hard=True)

    assert two.get().text == one.get().text == "second /page/?"
    assert asked(one) == 2


def test_an_editor_who_comes_to_another_worker_finds_it_knowing_what_was_done(workers):
    one, two = workers
    commit(one, "faq")

    two.get("/unknown/", method="POST")

    assert two.watch.ledger.last == one.changes.rows[-1].stamp


def test_a_crash_between_commit_and_counter_is_mended_by_the_next_look(workers):
    one, two = workers
    two.get()
    one.changes.add("faq", hard=True)
    one.library.text = "second"

    before = two.get().text
    two.watch.look()

    assert (before, two.get().text) == ("first /page/?", "second /page/?")


def test_a_worker_that_was_slow_does_not_put_an_old_page_over_a_new_one(workers):
    one, two = workers

    def publish_and_serve():
        commit(two, "faq")
        return two.get().text

    newer, _ = while_making(one, publish_and_serve)

    assert newer == "second /page/?"
    assert [worker.get().text for worker in workers] == ["second /page/?"] * 2


def test_pages_survive_a_restart(workers, tmp_path):
    one, _ = workers
    one.get()

    again = Site(library=one.library, changes=one.changes, files=Files(tmp_path, "release"))

    assert again.get().text == "first /page/?"
    assert asked(one) == 1


def test_pages_of_another_release_are_not_served(workers, tmp_path):
    one, _ = workers
    one.get()

    again = Site(library=one.library, changes=one.changes, files=Files(tmp_path, "newer"))
    again.get()

    assert asked(one) == 2


def test_what_changed_during_a_restart_is_known_after_it(workers, tmp_path):
    one, _ = workers
    one.get()
    one.changes.add("faq", hard=True)
    one.library.text = "second"

    again = Site(library=one.library, changes=one.changes, files=Files(tmp_path, "release"))

    assert again.get().text == "second /page/?"
