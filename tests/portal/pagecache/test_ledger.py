"""portal.pagecache.ledger: what changes mean for pages."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pagecache import ledger as ledger_module
from portal.pagecache.ledger import NOTHING, Change, Ledger, Verdict
from portal.pagecache.page import Stamp, finished

NOON = 1000.0


def change(number, *tags, hard=False, at=None):
    return Change(Stamp(number, f"t{number}"), frozenset(tags), hard, at)


def page(*tags, stamp=NOTHING, rendered=NOON):
    return finished(b"body", [], tags, stamp, rendered)


def ledger_of(*changes, older=(), now=NOON):
    ledger = Ledger()
    ledger.begin(changes, older, now)
    return ledger


def test_before_the_first_reading_nothing_is_true():
    assert Ledger().judge(page("faq"), NOON) is Verdict.GONE


def test_without_changes_every_page_is_fresh():
    assert ledger_of().judge(page("faq"), NOON) is Verdict.FRESH


@pytest.mark.parametrize(
    ("later", "verdict"),
    [
        (change(2, "faq"), Verdict.OLD),
        (change(2, "faq", hard=True), Verdict.GONE),
        (change(2, "*"), Verdict.OLD),
        (change(2, "*", hard=True), Verdict.GONE),
        (change(2, "word"), Verdict.FRESH),
        (change(2, "word", hard=True), Verdict.FRESH),
        (change(2, "faq", at=NOON - 1), Verdict.FRESH),
        (change(2, "faq", at=NOON + 1), Verdict.FRESH),
    ],
)
def test_a_later_change_counts_where_it_touches(later, verdict):
    first = change(1, "faq")
    ledger = ledger_of(first)

    assert ledger.follow([first, later], NOON)

    assert ledger.judge(page("faq", stamp=first.stamp), NOON) is verdict


def test_a_change_that_the_page_knew_does_not_count():
    ledger = ledger_of(change(1, "faq", hard=True))

    assert ledger.judge(page("faq", stamp=Stamp(1, "t1")), NOON) is Verdict.FRESH


def test_a_change_with_its_own_time_counts_for_pages_made_before():
    ledger = ledger_of(change(1, "faq", at=NOON + 10))
    old, stamp = page("faq", stamp=Stamp(1, "t1")), Stamp(1, "t1")
    assert (ledger.next_due, ledger.judge(old, NOON)) == (NOON + 10, Verdict.FRESH)

    ledger.pass_due(NOON + 10)

    new = page("faq", stamp=stamp, rendered=NOON + 10)
    assert (ledger.next_due, ledger.judge(old, NOON + 10)) == (math.inf, Verdict.GONE)
    assert ledger.judge(new, NOON + 10) is Verdict.FRESH


def test_a_time_to_come_is_known_however_long_ago_it_was_set():
    ledger = ledger_of(change(5, "word"), older=[change(1, "faq", at=NOON + 10)])

    assert ledger.next_due == NOON + 10


def test_pages_from_before_what_is_known_are_made_anew():
    ledger = ledger_of(change(5, "word"), older=[change(1, "faq", at=NOON - 10)])

    assert ledger.judge(page("other", stamp=Stamp(1, "t1")), NOON) is Verdict.GONE
    assert ledger.judge(page("other"), NOON) is Verdict.GONE


def test_the_same_number_of_another_history_is_not_the_same():
    ledger = ledger_of(change(1, "faq"))

    assert ledger.judge(page("faq", stamp=Stamp(1, "other")), NOON) is Verdict.GONE


@pytest.mark.parametrize("found", [[], [change(1, "faq")], [change(3, "faq")]])
def test_a_history_without_the_last_known_change_is_another_one(found):
    ledger = ledger_of(change(1, "faq"), change(2, "faq"))

    assert not ledger.follow(found, NOON)


def test_a_page_cannot_come_from_the_future():
    assert ledger_of().judge(page("faq", rendered=NOON + 5), NOON) is Verdict.GONE


def test_a_new_day_makes_pages_old():
    ledger = ledger_of()
    version = ledger.version

    ledger.begin_day(NOON + 1)
    ledger.begin_day(NOON + 1)

    assert ledger.version == version + 1
    assert ledger.judge(page("faq"), NOON + 2) is Verdict.OLD
    assert ledger.judge(page("faq", rendered=NOON + 1), NOON + 2) is Verdict.FRESH


def test_memory_of_numbers_is_bounded(monkeypatch):
    monkeypatch.setattr(ledger_module, "MOST_STAMPS", 2)

    ledger = ledger_of(change(1, "a"), change(2, "a"), change(3, "a"))

    verdicts = [ledger.judge(page(stamp=Stamp(n, f"t{n}")), NOON) for n in (1, 2, 3)]
    assert verdicts == [Verdict.GONE, Verdict.FRESH, Verdict.FRESH]


TAGS = st.frozensets(st.sampled_from("abc"), min_size=1)
CHANGES = st.lists(st.tuples(TAGS, st.booleans()), max_size=12)


@given(CHANGES, st.data())
def test_a_page_is_fresh_exactly_when_nothing_that_it_shows_changed_since(rows, data):
    changes = [change(n, *tags, hard=hard) for n, (tags, hard) in enumerate(rows, 1)]
    split = data.draw(st.integers(0, len(changes)))
    known = data.draw(st.integers(0, split))
    ledger = ledger_of(*changes[:split])
    begun = changes[split - 1 : split]
    ledger.follow([*begun, *changes[split:]], NOON)
    stamp = changes[known - 1].stamp if known else NOTHING
    tags = data.draw(TAGS)

    verdict = ledger.judge(page(*tags, stamp=stamp), NOON)

    since = [row for row in changes[known:] if row.tags & tags]
    # Rows before the first that was read are unknown, as after a long history.
    expected = Verdict.OLD if since else Verdict.FRESH
    if any(row.hard for row in since) or (known == 0 and split):
        expected = Verdict.GONE
    assert verdict is expected


def test_a_time_that_came_is_to_come_again_when_the_clock_is_set_back():
    ledger = ledger_of(change(1, "faq", at=NOON + 10))
    ledger.pass_due(NOON + 20)
    made = page("faq", stamp=Stamp(1, "t1"), rendered=NOON + 5)

    ledger.pass_due(NOON + 5)
    before = ledger.last_due, ledger.next_due, ledger.judge(made, NOON + 5)
    ledger.pass_due(NOON + 10)

    assert before == (-math.inf, NOON + 10, Verdict.FRESH)
    assert (ledger.last_due, ledger.next_due) == (NOON + 10, math.inf)
    assert ledger.judge(made, NOON + 10) is Verdict.GONE
