"""PEMAT-P: the items for printed material that software can decide.

Left to people: distraction, logical order, calculations, pictures and charts. Shoemaker SJ and
others. Patient Educ Couns 2014;96:395.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from fbss.content import policy
from fbss.content.outline import sections

from .findings import ARTICLES, Instrument, Slip, asks
from .page import Page
from .voice import MOST_PASSIVE, passive_share

HIGHEST_GRADE = 8.0
MOST_SECTION_WORDS = 200
MOST_HEADING_LETTERS = 65
_NUMBER_RULES = frozenset({"range", "decimal-percentage", "thousands"})
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)

pemat = partial(asks, Instrument.PEMAT)


@pemat("1", "evident purpose", of=ARTICLES)
def purpose(page: Page) -> Iterator[Slip]:
    if not page.says("aim", 5):
        yield Slip("aim", "does not show the purpose.", "Say in one sentence what the page is for.")


@pemat("3", "everyday language", of=ARTICLES)
def everyday_language(page: Page) -> Iterator[Slip]:
    if page.grade is not None and page.grade > HIGHEST_GRADE:
        yield Slip("body", f"reads at grade {page.grade:.1f}.", "Use short words and sentences.")


@pemat("5", "active voice", of=ARTICLES)
def active_voice(page: Page) -> Iterator[Slip]:
    share = passive_share([found.text for found in page.sentences])
    if share > MOST_PASSIVE:
        yield Slip("body", f"{share:.0%} of the sentences are passive.", "Say who does what.")


@pemat("6", "clear numbers", of=ARTICLES)
def clear_numbers(page: Page) -> Iterator[Slip]:
    for field, part in page.prose:
        found = policy.findings(part)
        yield from (Slip(field, f"“{f.quote}”", f.advice) for f in found if f.rule in _NUMBER_RULES)


@pemat("8", "short sections", of=ARTICLES)
def short_sections(page: Page) -> Iterator[Slip]:
    for section in sections(page.line("body")):
        if section.words > MOST_SECTION_WORDS:
            yield Slip(
                "body",
                f"“{section.title}” has {section.words} words.",
                f"Split it into sections of at most {MOST_SECTION_WORDS} words.",
            )


@pemat("9", "informative headings", of=ARTICLES)
def headings(page: Page) -> Iterator[Slip]:
    for section in sections(page.line("body")):
        if len(section.title) > MOST_HEADING_LETTERS:
            remedy = f"Use at most {MOST_HEADING_LETTERS} characters."
            yield Slip("body", f"“{section.title}” is a long heading.", remedy)
        elif section.level == 0 and section.words > MOST_SECTION_WORDS // 2:
            yield Slip("body", "begins with a long text without heading.", "Give it a heading.")


@pemat("11", "summary", of=ARTICLES)
def summary(page: Page) -> Iterator[Slip]:
    if not page.lines("key_messages"):
        yield Slip("key_messages", "is empty.", "Sum the page up in 2 to 4 short sentences.")


@pemat("20", "something to do")
def action(page: Page) -> Iterator[Slip]:
    if not page.lines("what_you_can_do"):
        yield Slip("what_you_can_do", "is empty.", "Name at least one thing the reader can do.")


@pemat("21", "speaks to the reader", of=ARTICLES)
def addresses_reader(page: Page) -> Iterator[Slip]:
    if not any(_YOU.search(found.text) for found in page.sentences if found.field != "aim"):
        yield Slip("body", "does not speak to the reader.", 'Say "you".')


@pemat("22", "action in steps")
def steps(page: Page) -> Iterator[Slip]:
    if len(page.lines("what_you_can_do")) == 1:
        yield Slip("what_you_can_do", "gives one step only.", "Break what to do into small steps.")


@pemat("23", "something to take along")
def tool(page: Page) -> Iterator[Slip]:
    if not page.lines("questions_to_ask"):
        yield Slip("questions_to_ask", "is empty.", "Write questions for the visit sheet.")


CRITERIA = (
    *(purpose, everyday_language, active_voice, clear_numbers, short_sections, headings),
    *(summary, action, addresses_reader, steps, tool),
)
