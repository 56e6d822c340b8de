"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fbss.content.vocabulary import Kind, Vocabulary

from .page import Page

HEALTH = frozenset({Kind.TOPIC, Kind.FAQ, Kind.TREATMENT})
TREATMENTS = frozenset({Kind.TREATMENT})
ARTICLES = HEALTH | {Kind.PAGE}


class Instrument(Vocabulary):
    """Whose question it is. The instruments were made for people; software answers a part."""

    DISCERN = "discern", "DISCERN"
    IPDAS = "ipdas", "IPDAS minimum standards"
    PEMAT = "pemat-p", "PEMAT-P"
    CLEAR_COMMUNICATION = "clear-communication", "CDC Clear Communication Index"
    JAMA = "jama", "JAMA benchmarks"
    HOUSE = "house", "Rules of this site"


@dataclass(frozen=True)
class Item:
    """One item of an instrument: its published number, where it has one, and a name of our own."""

    instrument: Instrument
    number: str
    name: str

    def __str__(self) -> str:
        return f"{self.instrument.label} {self.number}".strip() + f": {self.name}"


@dataclass(frozen=True)
class Slip:
    """Where a page misses what an item asks: the field, what is wrong, and what would satisfy."""

    field: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Finding:
    """A slip under the name of its item. A hard one stops publishing, a soft one warns."""

    item: Item
    field: str
    problem: str
    remedy: str
    hard: bool

    def __str__(self) -> str:
        return f"{self.item} [{self.field}] {self.problem} {self.remedy}"


Check = Callable[[Page], Iterable[Slip]]


@dataclass(frozen=True)
class Criterion:
    """An item with the check that decides it, for the kinds of page that it is about."""

    item: Item
    kinds: frozenset[Kind]
    check: Check
    hard: bool

    def decides(self, page: Page) -> bool:
        """Whether the item is asked of this page at all."""
        return page.facts.kind in self.kinds

    def findings(self, page: Page) -> tuple[Finding, ...]:
        """What the page misses; nothing where the item is met or not asked."""
        if not self.decides(page):
            return ()
        return tuple(
            Finding(self.item, slip.field, slip.problem, slip.remedy, self.hard)
            for slip in self.check(page)
        )


def asks(
    instrument: Instrument,
    number: str,
    name: str,
    *,
    of: frozenset[Kind] = HEALTH,
    hard: bool = False,
) -> Callable[[Check], Criterion]:
    """Make a check the answer to an item."""

    def criterion(check: Check) -> Criterion:
        return Criterion(Item(instrument, number, name), of, check, hard)

    return criterion
