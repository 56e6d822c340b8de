"""DISCERN: the items that software can decide.

Left to people: whether a page reaches its aims (2), whether it matters to the reader (3), and the
overall rating (16). Charnock D and others. J Epidemiol Community Health 1999;53:105.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from fbss.content import policy
from fbss.content.vocabulary import Effect

from .balance import balance
from .findings import TREATMENTS, Instrument, Slip, asks
from .page import Page

LEAST_WORDS = 8  # fewer say nothing of use
_AIM = re.compile(r"this page (?:helps you|tells you|shows you)\b", re.IGNORECASE)
_UNCERTAIN = re.compile(
    r"\b(?:not (?:known|sure|clear|certain)|un(?:known|sure|clear|certain)|cannot (?:say|tell|show)"
    r"|(?:do|does|did) not (?:know|find|say|show|tell)|no ?(?:body|one) (?:knows?|can)"
    r"|(?:no|none of the|none of these) (?:\w+ )?(?:figures?|study|studies|sources?|trials?)"
    r"|(?:experts|sources) (?:disagree|differ)|depends on|differs? (?:from|between)"
    r"|(?:small|old|weak|low-level) (?:\w+ )?(?:studies|trials?)|could be due to chance)\b",
    re.IGNORECASE,
)

discern = partial(asks, Instrument.DISCERN)
of_treatment = partial(discern, of=TREATMENTS, hard=True)


@discern("1", "clear aims")
def aims(page: Page) -> Iterator[Slip]:
    if not _AIM.match(page.line("aim")):
        yield Slip("aim", "does not say what the page is for.", 'Begin with "This page helps you".')


@discern("4", "clear sources")
def sources(page: Page) -> Iterator[Slip]:
    if not page.cited:
        yield Slip("body", "names no source.", "Name the sources of statements as [@key].")


@discern("5", "date of the information", hard=True)
def dates(page: Page) -> Iterator[Slip]:
    if not page.line("edited"):
        yield Slip("edited", "has no date.", "Give the day on which the text was last changed.")


@discern("6", "balanced and unbiased")
def balanced(page: Page) -> Iterator[Slip]:
    for field, part in page.prose:
        for found in policy.findings(part, official_names=page.facts.library.explained):
            if found.rule == "cure-promise":
                yield Slip(field, f"“{found.quote}” promises a cure.", found.advice)
    words = balance(page)
    if page.facts.kind in TREATMENTS and not words.is_even:
        count = f"{words.benefit} words are about benefit and {words.harm} about harm."
        yield Slip("outcomes", count, "Give each side 35 to 65 of 100 words.")


@discern("7", "further support and information")
def further_support(page: Page) -> Iterator[Slip]:
    if not page.lines("see_also"):
        yield Slip("see_also", "leads nowhere.", "Name at least one page to read next.")


@discern("8", "areas of uncertainty")
def uncertainty(page: Page) -> Iterator[Slip]:
    known = page.says("not_known", LEAST_WORDS) or any(
        _UNCERTAIN.search(found.text) for found in page.sentences
    )
    if not known:
        field = "not_known" if page.facts.kind in TREATMENTS else "body"
        yield Slip(field, "names nothing that is uncertain.", "Say what is not known.")


@of_treatment("9", "how the treatment works")
def how_it_works(page: Page) -> Iterator[Slip]:
    yield from _told(page, "how_it_works", "Say how the treatment works, or is thought to work.")


@of_treatment("10", "benefits")
def benefits(page: Page) -> Iterator[Slip]:
    yield from _rows_of(page, Effect.BENEFIT)


@of_treatment("11", "risks")
def risks(page: Page) -> Iterator[Slip]:
    yield from _rows_of(page, Effect.HARM)


@of_treatment("12", "what happens without treatment")
def without_treatment(page: Page) -> Iterator[Slip]:
    yield from _told(page, "if_nothing", "Say what happens without it, or that it is not known.")


@of_treatment("13", "quality of life")
def life_impact(page: Page) -> Iterator[Slip]:
    yield from _told(page, "life_impact", "Say what it means for work, sleep, travel and money.")


@of_treatment("14", "more than one choice")
def choices(page: Page) -> Iterator[Slip]:
    if len(page.lines("alternatives")) < 2:
        yield Slip("alternatives", "offers fewer than two.", "Name two or more other choices.")


@discern("15", "shared decisions")
def shared_decisions(page: Page) -> Iterator[Slip]:
    if len(page.lines("questions_to_ask")) < 2:
        yield Slip(
            "questions_to_ask",
            "gives fewer than two questions.",
            "Write two or more questions to take to the appointment.",
        )


CRITERIA = (
    *(aims, sources, dates, balanced, further_support, uncertainty, how_it_works, benefits),
    *(risks, without_treatment, life_impact, choices, shared_decisions),
)


def _told(page: Page, field: str, remedy: str) -> Iterator[Slip]:
    if not page.says(field, LEAST_WORDS):
        yield Slip(field, f"says less than {LEAST_WORDS} words.", remedy)


def _rows_of(page: Page, effect: Effect) -> Iterator[Slip]:
    if not any(row.effect == effect for row in page.outcomes):
        yield Slip("outcomes", f"has no row for a {effect.value}.", f"Add a {effect.value}.")
