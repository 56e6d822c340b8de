"""IPDAS minimum standards: six qualifying items and the six certifying items for treatments.

The other four certifying items are about tests. Joseph-Williams N and others.
Med Decis Making 2014;34:699.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from .balance import balance
from .discern import benefits, risks
from .findings import TREATMENTS, Instrument, Slip, asks
from .page import Page

_CONDITION = re.compile(r"\b(?:pain|surgery|operation|fusion|spine|back)\b", re.IGNORECASE)
_DECISION = re.compile(r"\b(?:weigh|decide|deci(?:sion|de)|choose|choice|compare)\b", re.IGNORECASE)

ipdas = partial(asks, Instrument.IPDAS, of=TREATMENTS)
must = partial(ipdas, hard=True)


@ipdas("qualifying 1", "the condition")
def condition(page: Page) -> Iterator[Slip]:
    if not _CONDITION.search(page.line("aim")) or not page.lines("suits"):
        yield Slip("suits", "does not say for whom.", "Name the condition, and whom it may suit.")


@ipdas("qualifying 2", "the decision")
def decision(page: Page) -> Iterator[Slip]:
    if not _DECISION.search(page.line("aim")):
        yield Slip("aim", "names no decision.", "Say what the reader weighs up or decides.")


@must("qualifying 3", "the options")
def options(page: Page) -> Iterator[Slip]:
    for field in ("what_happens", "alternatives", "if_nothing"):
        if not page.says(field):
            yield Slip(field, "is empty.", "Describe the treatment, others, and doing nothing.")


@must("qualifying 4", "what speaks for it")
def positive(page: Page) -> Iterator[Slip]:
    yield from benefits.check(page)


@must("qualifying 5", "what speaks against it")
def negative(page: Page) -> Iterator[Slip]:
    yield from risks.check(page)


@must("qualifying 6", "what it is like to live with")
def experience(page: Page) -> Iterator[Slip]:
    for field in ("life_impact", "effort"):
        if not page.says(field):
            yield Slip(field, "is empty.", "Say what the choice means for body, mind and days.")


@ipdas("certifying 1", "equal detail")
def equal_detail(page: Page) -> Iterator[Slip]:
    for row in page.outcomes:
        if missing := _missing(row.to_dict()):
            yield Slip("outcomes", f"“{row.outcome}” lacks {missing}.", "Fill in each row in full.")
    if not balance(page).is_even:
        yield Slip(
            "outcomes",
            "Benefits and harms do not get like room.",
            "Write about both in like detail.",
        )


@must("certifying 2", "sources of the evidence")
def evidence(page: Page) -> Iterator[Slip]:
    for row in page.outcomes:
        if not row.source.strip():
            yield Slip("outcomes", f"“{row.outcome}” has no source.", "Name its source.")
    if not page.cited:
        yield Slip("body", "names no source.", "Name the sources of statements as [@key].")


@must("certifying 3", "date")
def date(page: Page) -> Iterator[Slip]:
    if not page.line("edited"):
        yield Slip("edited", "has no date.", "Give the day on which the text was last changed.")


@ipdas("certifying 4", "update policy")
def update_policy(page: Page) -> Iterator[Slip]:
    if page.facts.review_due_on is None:
        yield Slip("tier", "has no next review.", "Choose how often the page is reviewed.")


@must("certifying 5", "levels of uncertainty")
def uncertainty(page: Page) -> Iterator[Slip]:
    if not page.certainty:
        yield Slip("certainty", "is empty.", "Say how sure this is, with the name of the scale.")
    if not page.says("not_known"):
        yield Slip("not_known", "is empty.", "Say what is not known.")


@ipdas("certifying 6", "who pays")
def funding(page: Page) -> Iterator[Slip]:
    if not page.facts.library.names_funding:
        yield Slip("site", "does not say who pays.", "Publish a page about who pays for the site.")


CRITERIA = (
    *(condition, decision, options, positive, negative, experience),
    *(equal_detail, evidence, date, update_policy, uncertainty, funding),
)


def _missing(row: dict[str, str]) -> str:
    wanted = ("with_it", "without_it", "comparator", "over")
    return ", ".join(name for name in wanted if not row[name].strip())
