"""How people say what the pages call by another name. Pure; the pairs are content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import product

from .stems import stems_of, words_asked

Phrase = tuple[str, ...]

# What another name is worth beside the typed one, which is worth 1.
SAME, SIBLING, RELATED = 0.9, 0.75, 0.5
# How many other words may stand between the words of a phrase: "screws came loose".
MOST_BETWEEN = 2


class Haste(IntEnum):
    """How soon somebody who searches for this may need help."""

    NONE = 0
    SAME_DAY = 1
    EMERGENCY = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A patient's word and the term that stands for it."""

    lay: str
    clinical: str
    is_same: bool = True
    is_shown: bool = True
    haste: Haste = Haste.NONE


@dataclass(slots=True)
class Meaning:
    """What else a phrase is called."""

    others: dict[Phrase, float] = field(default_factory=dict)
    # The terms that a reader may be told of: "also searching for spinal cord stimulation".
    shown: dict[str, None] = field(default_factory=dict)
    haste: Haste = Haste.NONE
    urgent_for: dict[str, None] = field(default_factory=dict)

    def add(self, phrase: Phrase, weight: float) -> None:
        self.others[phrase] = max(weight, self.others.get(phrase, 0))

    def warn(self, haste: Haste, term: str) -> None:
        self.haste = max(self.haste, haste)
        self.urgent_for[term] = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the lexicon in a search: the places of its words, and what it means."""

    places: tuple[int, ...]
    phrase: Phrase
    meaning: Meaning


class Lexicon:
    """All pairs, ready to be asked."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._meanings: dict[Phrase, Meaning] = {}
        self._lays: dict[Phrase, list[Phrase]] = {}
        self.words: set[str] = set()
        for pair in pairs:
            self._add(pair)
        self._join_siblings()
        self.stems = {stem for phrase in self._meanings for stem in phrase}
        self._by_stem: dict[str, list[Phrase]] = {}
        for phrase in self._meanings:
            # Any of its stems would do as the door; the longest is the rarest.
            self._by_stem.setdefault(max(phrase, key=len), []).append(phrase)

    def mentions(self, stems: Sequence[str]) -> list[Mention]:
        """Every phrase of the lexicon in a search, the longest first. They may overlap."""
        places: dict[str, list[int]] = {}
        for place, stem in enumerate(stems):
            places.setdefault(stem, []).append(place)
        found = [
            Mention(where, phrase, self._meanings[phrase])
            for stem in places
            for phrase in self._by_stem.get(stem, ())
            if (where := _closest(phrase, places))
        ]
        return sorted(found, key=lambda mention: (-len(mention.places), mention.places))

    def _add(self, pair: Pair) -> None:
        lay, clinical = _phrase(pair.lay), _phrase(pair.clinical)
        if not lay or not clinical:
            return
        self.words.update(words_asked(pair.lay), words_asked(pair.clinical))
        meaning = self._meanings.setdefault(lay, Meaning())
        back = self._meanings.setdefault(clinical, Meaning())
        if lay != clinical:
            meaning.add(clinical, SAME if pair.is_same else RELATED)
            if pair.is_shown:
                meaning.shown[pair.clinical] = None
        if pair.is_same and lay != clinical:
            back.add(lay, SAME)
            self._lays.setdefault(clinical, []).append(lay)
        if pair.haste:
            meaning.warn(pair.haste, pair.clinical)
            if pair.is_same:
                back.warn(pair.haste, pair.clinical)

    def _join_siblings(self) -> None:
        """Two words for one term stand for each other as well."""
        for lays in self._lays.values():
            for one, other in product(lays, lays):
                if one != other:
                    self._meanings[one].add(other, SIBLING)


def _phrase(text: str) -> Phrase:
    return tuple(stems_of(words_asked(text), weak=True))


def _closest(phrase: Phrase, places: dict[str, list[int]]) -> tuple[int, ...]:
    """Where the words of a phrase stand together, in whatever order; () if they do not."""
    if len(phrase) == 1:
        return (places[phrase[0]][0],)
    if any(stem not in places for stem in phrase):
        return ()
    choices = product(*(places[stem][:3] for stem in phrase))
    near = (found for found in _sorted(choices) if len(set(found)) == len(phrase))
    best = min(near, key=_breadth, default=())
    return best if best and _breadth(best) < len(phrase) + MOST_BETWEEN else ()


def _sorted(choices: Iterable[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    return (tuple(sorted(found)) for found in choices)


def _breadth(places: tuple[int, ...]) -> int:
    return places[-1] - places[0]
