"""What a visitor typed, and what it asks for. Pure.

No query is an error or syntax: whatever is typed becomes words, and words become stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .lexicon import SAME, Haste, Lexicon, Mention
from .phrases import Phrase
from .stems import LIGHT, WEAK_STEMS, stem, words_asked
from .vocabulary import LEAST_BEGUN, Vocabulary

# A word that only says how something is asked.
WEAK_WEIGHT = 0.2
# Numbers, and levels of the spine: "L4/L5" tells a surgeon much, but no page is about one level.
_SAYS_LITTLE = re.compile(r"\d+|(?:[ctls]\d{1,2}){1,2}")
# A word that the visitor only began.
BEGUN_WEIGHT = 0.85
# Further names of one thing find nothing new.
MOST_NAMES = 16
# Looking up slips takes time; nobody mistypes more words than this in one search.
MOST_CORRECTED = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a search: the stems that stand for it, and how much it says."""

    stems: tuple[tuple[str, float], ...]
    weight: float
    is_weak: bool = False
    # Whether any page could hold it.
    is_held: bool = True


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that is asked for: its words, or another name for all of them."""

    words: tuple[Word, ...]
    # The best first.
    names: tuple[tuple[Phrase, float], ...] = ()
    weight: float = field(init=False)
    is_weak: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", sum(word.weight for word in self.words))
        is_named = len(self.words) > 1 and bool(self.names)
        object.__setattr__(
            self, "is_weak", not is_named and all(word.is_weak for word in self.words)
        )

    def phrases(self) -> Iterator[Phrase]:
        """Everything that stands for the slot, as the engine looks for it."""
        for word in self.words:
            if word.is_held:
                yield from ((stem,) for stem, _weight in word.stems)
        yield from (phrase for phrase, _weight in self.names)


@dataclass(frozen=True)
class Understood:
    """A search, understood."""

    typed: str = ""
    slots: tuple[Slot, ...] = ()
    # What was typed, with its slips corrected; the same where there are none.
    corrected: str = ""
    also: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    haste: Haste = Haste.NONE
    urgent_for: tuple[str, ...] = ()
    # Folded words as typed, for counting what was not found.
    words: tuple[str, ...] = ()

    @property
    def was_corrected(self) -> bool:
        return self.corrected != self.typed

    @cached_property
    def stems(self) -> frozenset[str]:
        """All stems that a text may hold in answer: what is marked."""
        own = {stem for slot in self.slots for word in slot.words for stem, _ in word.stems}
        others = {stem for slot in self.slots for phrase, _ in slot.names for stem in phrase}
        return frozenset(own | others) - WEAK_STEMS


@dataclass(slots=True)
class _Reading:
    """A search while it is read."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    corrects: bool
    words: list[str]
    replaced: dict[str, str] = field(default_factory=dict)
    corrected: int = 0

    def read(self) -> None:
        self._join()
        read: list[str] = []
        for place, word in enumerate(self.words):
            is_last = place == len(self.words) - 1
            read += self._meant(word, is_last=is_last)
        self.words = read

    def _join(self) -> None:
        """One word written as two: "micro discectomy"."""
        joined: list[str] = []
        for word in self.words:
            whole = joined[-1] + word if joined else ""
            is_piece = whole and not (self.vocabulary.has(word) and self.vocabulary.has(joined[-1]))
            if is_piece and len(whole) > 5 and self._has(whole):
                joined[-1] = whole
            else:
                joined.append(word)
        self.words = joined

    def _has(self, word: str) -> bool:
        return self.vocabulary.has(word) or stem(word) in self.lexicon.stems

    def _meant(self, word: str, *, is_last: bool) -> list[str]:
        if self.vocabulary.knows(word) or self.is_begun(word, is_last=is_last):
            return [word]
        if not self.corrects or self.corrected >= MOST_CORRECTED:
            return [word]
        self.corrected += 1
        found = self.vocabulary.split(word) or (self.vocabulary.nearest(word),)
        if not found[0]:
            return [word]
        self.replaced[word] = " ".join(found)
        return list(found)

    def is_begun(self, word: str, *, is_last: bool) -> bool:
        """Whether a word is one that the visitor has only begun."""
        least = LEAST_BEGUN if is_last else LEAST_BEGUN + 1
        return len(word) >= least and bool(self.vocabulary.begun(word, 1))


def understand(
    text: str, vocabulary: Vocabulary, lexicon: Lexicon, *, corrects: bool = True
) -> Understood:
    """What a text asks for. With `corrects=False` every word is taken as it was typed."""
    typed = words_asked(text)
    reading = _Reading(vocabulary, lexicon, corrects, typed)
    reading.read()
    words = [word for word in reading.words if word not in LIGHT]
    mentions = lexicon.mentions(reading.words)
    urgent = [mention for mention in mentions if mention.meaning.haste]
    chosen = _without_overlap(mentions)
    slots = tuple(_slots(words, chosen, vocabulary))
    shown = " ".join(text.split())[:200]
    return Understood(
        typed=shown,
        corrected=_corrected(shown, typed, reading.replaced),
        slots=slots,
        also=_also(chosen, frozenset(map(stem, words))),
        unknown=tuple(word for word in words if not vocabulary.knows(word)),
        haste=max((mention.meaning.haste for mention in urgent), default=Haste.NONE),
        urgent_for=tuple(
            dict.fromkeys(term for mention in urgent for term in mention.meaning.urgent_for)
        ),
        words=tuple(typed),
    )


def _without_overlap(mentions: list[Mention]) -> list[Mention]:
    """The longest phrases, and no shorter one inside them; phrases of the same words stay.

    What only resembles something comes last: it hides no word that has a name.
    """
    taken: dict[int, tuple[int, ...]] = {}
    chosen = []
    for mention in sorted(mentions, key=lambda mention: not mention.meaning.has_name):
        if all(taken.get(place, mention.places) == mention.places for place in mention.places):
            taken |= dict.fromkeys(mention.places, mention.places)
            chosen.append(mention)
    return chosen


def _also(chosen: list[Mention], typed: frozenset[str]) -> tuple[str, ...]:
    """The terms that are looked for beside the typed words."""
    terms = dict.fromkeys(term for mention in chosen for term in mention.meaning.shown)
    return tuple(term for term in terms if not typed.issuperset(map(stem, words_asked(term))))


def _corrected(shown: str, typed: list[str], replaced: dict[str, str]) -> str:
    if not replaced:
        return shown
    return " ".join(replaced.get(word, word) for word in typed)


def _slots(words: list[str], chosen: list[Mention], vocabulary: Vocabulary) -> Iterator[Slot]:
    names: dict[tuple[int, ...], dict[Phrase, float]] = {}
    for mention in chosen:
        held = names.setdefault(mention.places, {})
        for phrase, weight in mention.meaning.others.items():
            held[phrase] = max(weight, held.get(phrase, 0))
    taken = {place: places for places in names for place in places}
    spans = dict.fromkeys(taken.get(place, (place,)) for place in range(len(words)))
    for places in spans:
        others = tuple(sorted(names.get(places, {}).items(), key=lambda item: -item[1]))
        held_names = tuple(
            (phrase, weight) for phrase, weight in others if _is_held(phrase, vocabulary)
        )[:MOST_NAMES]
        last = len(words) - 1
        found = [_word(words[place], vocabulary, is_last=place == last) for place in places]
        yield _weighed(found, held_names, vocabulary)


def _is_held(phrase: Phrase, vocabulary: Vocabulary) -> bool:
    return all(vocabulary.count(stem) for stem in phrase)


def _word(word: str, vocabulary: Vocabulary, *, is_last: bool) -> Word:
    found = stem(word)
    if found in WEAK_STEMS or _SAYS_LITTLE.fullmatch(word):
        return Word(((found, 1.0),), WEAK_WEIGHT, is_weak=True, is_held=True)
    stems = {found: 1.0} if vocabulary.count(found) else {}
    if not stems and not vocabulary.knows(word) and len(word) >= LEAST_BEGUN:
        begun = vocabulary.begun(word) if is_last or len(word) > LEAST_BEGUN else []
        stems = {stem(other): BEGUN_WEIGHT for other in begun if vocabulary.count(stem(other))}
    count = max(map(vocabulary.count, stems), default=0)
    held = tuple(stems.items()) or ((found, 1.0),)
    return Word(held, vocabulary.weight(count), is_held=bool(stems))


def _weighed(
    words: list[Word], names: tuple[tuple[Phrase, float], ...], vocabulary: Vocabulary
) -> Slot:
    """A slot whose words weigh no more than the most frequent name that means the same.

    Weak words that mean something together weigh as much as that.
    """
    slot = Slot(tuple(words), names)
    counts = [min(map(vocabulary.count, phrase)) for phrase, weight in names if weight >= SAME]
    if not counts or slot.is_weak:
        return slot
    most = vocabulary.weight(max(counts)) * (1 + 0.5 * (len(words) - 1))
    factor = most / slot.weight
    if not all(word.is_weak for word in words):
        factor = min(1.0, factor)
    lighter = tuple(
        Word(word.stems, word.weight * factor, word.is_weak, word.is_held) for word in words
    )
    return Slot(lighter, names)
