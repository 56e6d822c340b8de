"""How people say what the pages call by another name. Pure; the pairs are content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from .phrases import Phrase, Places, is_name, key_of, phrase_of, places_of, where
from .stems import words_asked

# What another name is worth beside the typed one, which is worth 1.
SAME, SIBLING, RELATED = 0.9, 0.6, 0.5


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

    @property
    def has_name(self) -> bool:
        """Whether something else means the same, or it is urgent."""
        return bool(self.haste) or max(self.others.values(), default=RELATED) > RELATED

    def lead_to(self, pair: Pair) -> None:
        """Remember the term of a pair."""
        self.add(phrase_of(pair.clinical), SAME if pair.is_same else RELATED)
        if pair.is_shown:
            self.shown[pair.clinical] = None

    def add(self, phrase: Phrase, weight: float) -> None:
        self.others[phrase] = max(weight, self.others.get(phrase, 0))

    def warn(self, haste: Haste, term: str) -> None:
        self.haste = max(self.haste, haste)
        self.urgent_for[term] = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the lexicon in a search: the places of its words, and what it means.

    Light words have no place of their own.
    """

    places: tuple[int, ...]
    phrase: Phrase
    meaning: Meaning


# By one of its stems: what has to be said, and the phrase of the lexicon that it says.
_Doors = Mapping[str, Sequence[tuple[Phrase, Phrase]]]


class Lexicon:
    """All pairs, ready to be asked."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._meanings: dict[Phrase, Meaning] = {}
        # By term: what stands for it, and how pages may say that.
        self._lays: dict[Phrase, list[tuple[Phrase, Phrase | None]]] = {}
        # By what stands for them: the terms.
        self._terms: dict[Phrase, list[Phrase]] = {}
        # One word for another: "op" is "surgery" in every phrase, so "disc op" is "disc surgery".
        self._plain: dict[str, str] = {}
        self.words: set[str] = set()
        for pair in pairs:
            self._add(pair)
        self.stems = {stem for phrase in self._meanings for stem in phrase}
        self._as_said = _doors((phrase, phrase) for phrase in self._meanings)
        self._as_meant = _doors(
            (self._in_plain_words(phrase), phrase)
            for phrase, meaning in self._meanings.items()
            # Whatever is urgent has to be said: a numb leg is no numb bottom.
            if len(phrase) > 1 and not meaning.haste
        )

    def mentions(self, words: Iterable[str]) -> list[Mention]:
        """Every phrase of the lexicon in a search, the longest first. They may overlap."""
        said = places_of(words)
        meant: dict[str, list[float]] = {}
        for word, places in said.items():
            meant.setdefault(self._plain.get(word, word), []).extend(places)
        direct = [
            Mention(places, phrase, self._meaning(phrase))
            for places, phrase in _found(self._as_said, said)
        ]
        # What stands there word for word is what is meant.
        taken = {mention.places for mention in direct}
        others = [
            Mention(places, phrase, self._meaning(phrase, phrase))
            for places, phrase in _found(self._as_meant, meant)
            if places not in taken
        ]
        return sorted([*direct, *others], key=lambda one: (-len(one.places), one.places))

    def _meaning(self, phrase: Phrase, *names: Phrase) -> Meaning:
        """What a phrase means, with these names for it. Words for one term stand for each other.

        Made when it is asked for: those of all phrases would be most of the lexicon's memory.
        """
        known = self._meanings[phrase]
        meaning = replace(known, others=dict.fromkeys(names, SAME) | known.others)
        for term in self._terms.get(phrase, ()):
            for lay, name in self._lays[term]:
                if name and lay != phrase:
                    meaning.add(name, SIBLING)
        return meaning

    def _in_plain_words(self, phrase: Phrase) -> Phrase:
        return tuple(self._plain.get(stem, stem) for stem in phrase)

    def _add(self, pair: Pair) -> None:
        lay, clinical = key_of(pair.lay), key_of(pair.clinical)
        if not lay or not clinical:
            return
        self.words.update(words_asked(pair.lay), words_asked(pair.clinical))
        meaning = self._meanings.setdefault(lay, Meaning())
        back = self._meanings.setdefault(clinical, Meaning())
        if lay != clinical:
            meaning.lead_to(pair)
        if lay != clinical and pair.is_same:
            self._lead_back(pair, lay, clinical)
        if pair.haste:
            meaning.warn(pair.haste, pair.clinical)
            if pair.is_same:
                back.warn(pair.haste, pair.clinical)

    def _lead_back(self, pair: Pair, lay: Phrase, clinical: Phrase) -> None:
        name = phrase_of(pair.lay) if is_name(pair.lay) else None
        self._lays.setdefault(clinical, []).append((lay, name))
        self._terms.setdefault(lay, []).append(clinical)
        if name:
            self._meanings[clinical].add(name, SAME)
        if len(lay) == len(clinical) == 1:
            self._plain.setdefault(lay[0], clinical[0])


def _found(doors: _Doors, places: Places) -> Iterator[tuple[tuple[int, ...], Phrase]]:
    """Where a phrase was said, and the phrase that it says."""
    for stem in places:
        for said, phrase in doors.get(stem, ()):
            if found := where(said, places):
                yield found, phrase


def _doors(phrases: Iterable[tuple[Phrase, Phrase]]) -> _Doors:
    """Any stem would do as the door to a phrase; the longest is the rarest."""
    doors: dict[str, list[tuple[Phrase, Phrase]]] = {}
    for said, phrase in phrases:
        doors.setdefault(max(said, key=len), []).append((said, phrase))
    return doors
