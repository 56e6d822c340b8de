"""CDC Clear Communication Index: the items that software can decide.

Left to people: emphasis, visuals, familiar words, why advice matters, calculations. CDC user guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fbss.content.outline import sections
from fbss.content.text import count_words
from fbss.content.vocabulary import Effect, Kind

from .discern import uncertainty
from .findings import ARTICLES, TREATMENTS, Instrument, Slip, asks
from .page import Page
from .voice import is_passive

LONG_TEXT = 200  # words that no reader takes in without a heading

cdc = partial(asks, Instrument.CLEAR_COMMUNICATION)


@cdc("1", "main message", of=ARTICLES)
def main_message(page: Page) -> Iterator[Slip]:
    if not page.lines("key_messages"):
        yield Slip("key_messages", "is empty.", "Say what the reader must remember.")


@cdc("5", "call to action")
def call_to_action(page: Page) -> Iterator[Slip]:
    if not page.lines("what_you_can_do"):
        yield Slip("what_you_can_do", "is empty.", "Name at least one thing the reader can do.")


@cdc("6", "message and action in active voice", of=ARTICLES)
def active_message(page: Page) -> Iterator[Slip]:
    first = page.lines("key_messages")[:1]
    for line in (*first, *page.lines("what_you_can_do")):
        if is_passive(line):
            field = "key_messages" if line in first else "what_you_can_do"
            yield Slip(field, f"“{line}” is passive.", "Say who does what.")


@cdc("8", "lists", of=ARTICLES)
def lists(page: Page) -> Iterator[Slip]:
    if not any(page.lines(name) for name in ("key_messages", "what_you_can_do")):
        yield Slip("key_messages", "The page has no list.", "Put what matters into a list.")


@cdc("9", "chunks with headings", of=ARTICLES)
def chunks(page: Page) -> Iterator[Slip]:
    body = page.line("body")
    if count_words(body) > LONG_TEXT and not any(part.title for part in sections(body)):
        yield Slip("body", "has no headings.", "Begin each part with a heading (##).")


@cdc("10", "what matters most comes first", of=ARTICLES)
def summary_first(page: Page) -> Iterator[Slip]:
    field = "short_answer" if page.facts.kind is Kind.FAQ else "key_messages"
    if not page.says(field):
        yield Slip(field, "is empty.", "Begin with what matters most.")


@cdc("11", "what is known and not known")
def known_and_not(page: Page) -> Iterator[Slip]:
    yield from uncertainty.check(page)


@cdc("16", "what numbers mean", of=TREATMENTS)
def numbers_explained(page: Page) -> Iterator[Slip]:
    for row in page.outcomes:
        if row.share_with and not (row.comparator.strip() and row.over.strip()):
            remedy = "Say compared with what, and over what time."
            yield Slip("outcomes", f"“{row.outcome}” gives a bare number.", remedy)


@cdc("19", "benefits and risks", of=TREATMENTS)
def both_sides(page: Page) -> Iterator[Slip]:
    told = {row.effect for row in page.outcomes}
    for effect in Effect:
        if effect.value not in told:
            yield Slip("outcomes", f"has no {effect.value}.", f"Add a row for a {effect.value}.")


CRITERIA = (
    *(main_message, call_to_action, active_message, lists, chunks, summary_first),
    *(known_and_not, numbers_explained, both_sides),
)
