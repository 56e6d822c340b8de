"""What changed, as far as this process knows, and what that means for a page. Pure.

A page carries the number of the last change that was known before it was made. A later change that
touches one of its tags makes it old (a soft change) or gone (a hard one). A change may have a time
of its own: it comes about when the clock gets there, and counts for pages that were made before.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock

from .page import Page, Stamp

EVERYTHING = "*"
# Numbers of changes that a page may rest on; pages from before are made anew.
MOST_STAMPS = 5000
# A page cannot have been made later than now, except by so much jitter between two clocks.
JITTER_SECONDS = 0.5


# Before the first change.
NOTHING = Stamp(0, "")


class Verdict(Enum):
    FRESH = "fresh"
    OLD = "old"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of what changed."""

    stamp: Stamp
    tags: frozenset[str]
    hard: bool
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All that a ledger holds, to be written down and taken up again."""

    # Numbers that a page may rest on, each with its token.
    stamps: dict[int, str]
    # By tag: the last soft and the last hard change.
    soft: dict[str, int]
    hard: dict[str, int]
    # Changes with a time of their own, those whose time has come among them.
    timed: list[Change]


@dataclass(slots=True)
class Ledger:
    """The changes that matter for judging pages."""

    last: Stamp = NOTHING
    # Grows whenever any page could be judged otherwise than before.
    version: int = 0
    # It holds from the last of the own times that came until the next.
    last_due: float = -math.inf
    next_due: float = math.inf
    # When this day began: a page says what is overdue, or will come, as seen on one day.
    day: float = -math.inf
    # Numbers that a page may rest on, each with its token; none until the first look.
    _stamps: dict[int, str] = field(default_factory=dict)
    _soft: dict[str, int] = field(default_factory=dict)
    _hard: dict[str, int] = field(default_factory=dict)
    _came: dict[str, float] = field(default_factory=dict)
    _timed: list[Change] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, recent: Sequence[Change], older: Sequence[Change], now: float) -> None:
        """Forget all that was known: a history that we see anew.

        `recent` has every change from some number on, `older` those before that have a time of
        their own. A page can only rest on one of the recent ones.
        """
        with self._lock:
            self._stamps = {} if recent else {0: ""}
            self._soft, self._hard = {}, {}
            self._timed = list(older)
            self.last = NOTHING
            self._take(recent, now)

    def known(self) -> Known:
        """What it holds now."""
        with self._lock:
            return Known(
                dict(self._stamps),
                dict(self._soft),
                dict(self._hard),
                list(self._timed),
            )

    def resume(self, known: Known, now: float) -> None:
        """Go on from what was known once."""
        with self._lock:
            self._stamps, self._timed = dict(known.stamps), list(known.timed)
            self._soft, self._hard = dict(known.soft), dict(known.hard)
            self.last = max((Stamp(*pair) for pair in known.stamps.items()), default=NOTHING)
            self._pass_due(now)

    def follow(self, changes: Sequence[Change], now: float) -> bool:
        """Take in what was read from the last known change on.

        False if that change is not there any more: the database has another history now.
        """
        if self.last.number:
            if not changes or changes[0].stamp != self.last:
                return False
            changes = changes[1:]
        if changes:
            with self._lock:
                self._take(changes, now)
        return True

    def pass_due(self, now: float) -> None:
        """Let those changes come about whose time is there, and no others: clocks are set back."""
        with self._lock:
            self._pass_due(now)

    def begin_day(self, start: float) -> None:
        """From now on, pages of the day before are old."""
        if start != self.day:
            self.day = start
            self.version += 1

    def _take(self, changes: Iterable[Change], now: float) -> None:
        for change in changes:
            self._stamps[change.stamp.number] = change.stamp.token
            self.last = max(self.last, change.stamp)
            if change.at is not None:
                self._timed.append(change)
                continue
            numbers = self._hard if change.hard else self._soft
            for tag in change.tags:
                numbers[tag] = max(numbers.get(tag, 0), change.stamp.number)
        for number in sorted(self._stamps)[:-MOST_STAMPS]:
            del self._stamps[number]
        self._pass_due(now)

    def _pass_due(self, now: float) -> None:
        came: dict[str, float] = {}
        times = [(change.at, change.tags) for change in self._timed if change.at is not None]
        for at, tags in times:
            if at <= now:
                came.update({tag: max(came.get(tag, 0.0), at) for tag in tags})
        self._came = came
        self.last_due = max((at for at, _tags in times if at <= now), default=-math.inf)
        self.next_due = min((at for at, _tags in times if at > now), default=math.inf)
        # Last, for whoever judges a page meanwhile without waiting.
        self.version += 1

    def judge(self, page: Page, now: float) -> Verdict:
        """Whether a page still says what the library says."""
        version, stamp, rendered = self.version, page.stamp, page.rendered
        if self._stamps.get(stamp.number) != stamp.token or rendered > now + JITTER_SECONDS:
            return Verdict.GONE
        tags = (*page.tags, EVERYTHING)
        for tag in tags:
            if self._hard.get(tag, 0) > stamp.number or self._came.get(tag, 0.0) > rendered:
                return Verdict.GONE
        if rendered < self.day or any(self._soft.get(tag, 0) > stamp.number for tag in tags):
            return Verdict.OLD
        page.version = version
        return Verdict.FRESH
