"""What an address asks to compare: what of it is understood, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LEAST, MOST = 2, 4
# A page does not repeat all the nonsense that an address can hold.
MOST_NAMED = 5
MOST_LETTERS = 60


@dataclass(frozen=True)
class Choice:
    """Some of the treatments on offer, which are titles by address in the order of the list."""

    asked: tuple[str, ...]
    offered: Mapping[str, str]

    @property
    def understood(self) -> tuple[str, ...]:
        """The addresses that stand for a treatment, each once, in the order of the list."""
        return tuple(slug for slug in self.offered if slug in self.asked)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What stands for no treatment, each once."""
        return tuple(name for name in dict.fromkeys(self.asked) if name not in self.offered)

    @property
    def is_sound(self) -> bool:
        """Whether there is something to compare and nothing to mend."""
        return bool(self.asked) and not self.faults

    @property
    def faults(self) -> tuple[str, ...]:
        """Sentences about what is wrong. Nothing was asked: nothing is wrong."""
        return (*self._unknown_ones(), *self._repeated_ones(), *self._number())

    def _unknown_ones(self) -> Iterator[str]:
        for name in self.unknown[:MOST_NAMED]:
            yield f"We have no treatment at “{_short(name)}”. It may have moved."
        if more := len(self.unknown[MOST_NAMED:]):
            yield f"We did not understand {more} more of the names in the address."

    def _repeated_ones(self) -> Iterator[str]:
        times = Counter(self.asked)
        for slug in self.understood:
            if times[slug] > 1:
                yield f"You chose “{self.offered[slug]}” more than once."

    def _number(self) -> Iterator[str]:
        count = len(self.understood)
        if count == 1:
            yield "You chose one treatment. Choose at least one more."
        elif count > MOST:
            yield f"You chose {count} treatments. At most {MOST} fit side by side: take some away."


def choice_of(asked: Iterable[str], offered: Mapping[str, str], moved: Mapping[str, str]) -> Choice:
    """What was asked for; an old address stands for the one that took its place."""
    names = (name.strip() for name in asked)
    return Choice(tuple(moved.get(name, name) for name in names if name), offered)


def unknown(asked: Sequence[str], offered: Mapping[str, str]) -> list[str]:
    """The first few names that could be old addresses."""
    return [name for name in asked if _may_be_slug(name) and name not in offered][:MOST_NAMED]


def _may_be_slug(name: str) -> bool:
    return name.isascii() and name.replace("-", "").replace("_", "").isalnum()


def _short(name: str) -> str:
    return name if len(name) <= MOST_LETTERS else f"{name[:MOST_LETTERS]}…"
