"""What is wrong with a seed, said so that its author finds the place and the cure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

# Comparing a word with more choices than this would take longer than reading the seed.
MOST_CHOICES = 2_000


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of one file; lines count from 1."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        parts = [f"{self.file}:{self.line}", self.field, self.message]
        return ": ".join(part for part in parts if part)


class FaultySeed(Exception):
    """The seed has faults; nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """` (did you mean …?)`, or nothing where no choice is near."""
    choices = list(choices)
    if len(choices) > MOST_CHOICES:
        return ""
    near = get_close_matches(word, choices, n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def one_of(word: str, choices: Iterable[str]) -> str:
    """The sentence for a value outside a closed list."""
    choices = list(choices)
    listed = ", ".join(choices)
    return f"expected one of {listed}, got {beginning(word)!r}{did_you_mean(word, choices)}"


def beginning(words: str, most: int = 60) -> str:
    """Enough of a text to find it again."""
    return words if len(words) <= most else f"{words[:most]}…"
