"""The words that the pages hold, and the word that a visitor meant. Pure."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .stems import LIGHT, sound, stem

ENGLISH = Path(__file__).with_name("english.txt")
# Shorter words are too like each other to be corrected.
LEAST_CORRECTED = 4
LEAST_BEGUN = 3
MOST_BEGUN = 8


@cache
def english() -> frozenset[str]:
    """Stems of the most common English words: "dental" is not a slip for "mental"."""
    lines = ENGLISH.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


class Vocabulary:
    """Words and in how many documents each stands."""

    def __init__(
        self, words: Mapping[str, int], documents: int, others: Iterable[str] = ()
    ) -> None:
        """`others` are words of the lexicon: spelled right, whether a page has them or not."""
        self.documents = documents
        self._stems: dict[str, int] = {}
        for word, count in words.items():
            found = stem(word)
            self._stems[found] = min(self._stems.get(found, 0) + count, max(documents, 1))
        self._lexical = {stem(word) for word in others}
        self._words = dict.fromkeys(others, 0) | dict(words)
        self._sorted = sorted(self._words)
        self._by_length: dict[int, dict[str, str]] = {}
        for word in self._sorted:
            if len(word) >= LEAST_CORRECTED and word.isalpha():
                self._by_length.setdefault(len(word), {})[word] = sound(word)

    def count(self, stem: str) -> int:
        """In how many documents a stem stands, as nearly as the words tell."""
        return self._stems.get(stem, 0)

    def weight(self, count: int) -> float:
        """How much a word that so many documents hold says about what is wanted."""
        return math.log(1 + (self.documents - count + 0.5) / (count + 0.5))

    def has(self, word: str) -> bool:
        return word in self._words or stem(word) in self._stems

    def knows(self, word: str) -> bool:
        """Whether a word is spelled right, on the site or in English."""
        found = stem(word)
        return (
            found in self._stems
            or found in self._lexical
            or found in english()
            or word in LIGHT
            or len(word) < LEAST_BEGUN
            or not word.isalpha()
        )

    def begun(self, beginning: str, most: int = MOST_BEGUN) -> list[str]:
        """Words that begin so, the most frequent first."""
        start = bisect_left(self._sorted, beginning)
        rest = (self._sorted[place] for place in range(start, len(self._sorted)))
        found = takewhile(lambda word: word.startswith(beginning), rest)
        return sorted(found, key=lambda word: (-self._words[word], word))[:most]

    def nearly_begun(self, beginning: str, most: int = MOST_BEGUN) -> list[str]:
        """Words that begin nearly so, and with the same letter: "lamunect"."""
        if len(beginning) < LEAST_CORRECTED:
            return []
        first = bisect_left(self._sorted, beginning[0])
        rest = (self._sorted[place] for place in range(first, len(self._sorted)))
        words = list(takewhile(lambda word: word[0] == beginning[0], rest))
        starts = [word[: len(beginning)] for word in words]
        found = process.extract(
            beginning, starts, scorer=OSA.distance, score_cutoff=slips(beginning), limit=most
        )
        return [words[place] for _start, _distance, place in found]

    def nearest(self, word: str) -> str:
        """The word that was meant; "" if none is near enough."""
        if len(word) < LEAST_CORRECTED or not word.isalpha() or not word.isascii():
            return ""
        heard = sound(word)
        near = ((self._distance(word, other, d), other) for other, d in self._near(word, heard))
        return min(near, default=(0.0, ""))[1]

    def split(self, word: str) -> tuple[str, ...]:
        """Two words written as one: "backpain"."""
        halves = ((word[:place], word[place:]) for place in range(3, len(word) - 2))
        both = [pair for pair in halves if all(self._words.get(half) for half in pair)]
        return max(both, key=lambda pair: min(map(self._words.__getitem__, pair)), default=())

    def _near(self, word: str, heard: str) -> Iterator[tuple[str, float]]:
        most = slips(word)
        for length in range(len(word) - 3, len(word) + 4):
            sounds = self._by_length.get(length, {})
            found = process.extract(heard, sounds, scorer=OSA.distance, score_cutoff=most, limit=5)
            for _sound, distance, other in found:
                # Words that sound the same may look different; others have to look alike too.
                if not distance or OSA.distance(word, other) <= most:
                    yield other, distance

    def _distance(self, word: str, other: str, distance: float) -> float:
        """How far apart two words are; frequent words and the same first letter are nearer."""
        return (
            distance
            + OSA.distance(word, other) * 0.3
            + (0 if word[0] == other[0] else 0.7)
            - math.log1p(self._words[other]) * 0.05
        )


def slips(word: str) -> int:
    """How many slips of the finger a word of this length may hold."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3
