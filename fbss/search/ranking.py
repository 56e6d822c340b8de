"""Which of the pages that an engine found answers a search, and how surely. Pure.

Both engines hand over the same stems, so both give the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lexicon import SAME
from .phrases import Phrase
from .stems import WEAK_STEMS
from .terms import WEAK_WEIGHT, Slot, Understood, Word
from .vocabulary import Vocabulary, english

BETWEEN_NAMES = " | "

# What one mention in each part of a page is worth: title, other names, summary, text, claims.
TITLE, NAME, SUMMARY, BODY, CLAIM = 6.0, 4.5, 3.0, 0.8, 1.0
MOST_COUNTED = 4
# How soon further mentions stop to matter.
SATURATION = 3.0
# A phrase whose words stand apart is worth less.
APART = 0.45
# What it is worth that a whole name of the page is what was asked.
NAMED = 0.9
# Kinds that usually answer better, the rest being the same.
KINDS = {"faq": 1.0, "treatment": 1.0, "topic": 0.95, "card": 0.95, "word": 0.85, "page": 0.6}
# How many pages are compared name by name.
MOST_COMPARED = 40
# From which share of the question on an answer is a confident one.
CONFIDENT = 0.58
# How much a common English word says about the page, if it stands only in its text.
IN_PASSING = 0.35
SPECIAL_IN_PASSING = 0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page as the engine hands it over: the stems of its parts."""

    id: int
    entry: int
    kind: str
    names: str
    summary: str
    body: str
    claims: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A page with its place: how well it answers, and which share of the question it touches."""

    id: int
    entry: int
    # The stems of its title: two pages of one name are one result.
    title: str
    score: float
    share: float

    @property
    def is_confident(self) -> bool:
        return self.share >= CONFIDENT


_NOTHING = (0.0, False)


class _Page:
    """A candidate, asked for stems and phrases."""

    __slots__ = ("_found", "_whole", "candidate", "held", "parts")

    def __init__(self, candidate: Candidate, stems: Iterable[str]) -> None:
        self.candidate = candidate
        names = f" {candidate.names} "
        title, _, others = names.partition(BETWEEN_NAMES)
        self.parts = (
            (f"{title} ", TITLE),
            (f" {others}", NAME),
            (f" {candidate.summary} ", SUMMARY),
            (f" {candidate.body} ", BODY),
            (f" {candidate.claims} ", CLAIM),
        )
        self._whole = "|".join(part for part, _ in self.parts)
        # Which of the stems it holds at all: most names are ruled out by one word.
        self.held = frozenset(stem for stem in stems if f" {stem} " in self._whole)
        self._found: dict[str, tuple[float, bool]] = {}

    def strength(self, words: str) -> tuple[float, bool]:
        """How much the page is about some words (0 to 1), and whether it says so up front."""
        found = self._found.get(words)
        if found is None:
            padded = f" {words} "
            found = self._strength(padded) if padded in self._whole else _NOTHING
            self._found[words] = found
        return found

    def _strength(self, padded: str) -> tuple[float, bool]:
        total, up_front = 0.0, False
        for part, worth in self.parts:
            if times := part.count(padded):
                total += worth * min(times, MOST_COUNTED)
                up_front = up_front or worth >= SUMMARY
        return total / (total + SATURATION), up_front

    def phrase_strength(self, phrase: Phrase, *, may_be_apart: bool) -> tuple[float, bool]:
        """The same for words that belong together; apart from each other they are worth less."""
        least, up_front = 1.0, True
        for stem in phrase:
            found, front = self.strength(stem)
            least, up_front = min(least, found), up_front and front
        if len(phrase) == 1:
            return least, up_front
        together = self.strength(" ".join(phrase))
        if together[0] or not may_be_apart:
            return together
        return APART * least, up_front


def rank(
    candidates: Iterable[Candidate], asked: Understood, vocabulary: Vocabulary
) -> list[Ranked]:
    """The candidates that say something about the search, the best first."""
    slots = [slot for slot in asked.slots if not slot.is_weak] or list(asked.slots)
    stems = asked.stems | {stem for slot in slots for phrase in slot.phrases() for stem in phrase}
    scored = []
    for candidate in candidates:
        page = _Page(candidate, stems)
        score, share = _score(page, slots)
        if score:
            scored.append((score * _kind(page), share, page))
    scored.sort(key=lambda item: (-item[0], item[2].candidate.id))
    likeness = _Likeness(asked.slots, vocabulary)
    ranked = [
        _ranked(page, score, share, likeness if place < MOST_COMPARED else None)
        for place, (score, share, page) in enumerate(scored)
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.id))


def _ranked(page: _Page, score: float, share: float, likeness: _Likeness | None) -> Ranked:
    named = likeness.of(page.candidate.names) if likeness else 0.0
    total = score + NAMED * named * _kind(page)
    return Ranked(page.candidate.id, page.candidate.entry, page.parts[0][0], total, share)


def _kind(page: _Page) -> float:
    return KINDS.get(page.candidate.kind, 1.0)


def _score(page: _Page, slots: Sequence[Slot]) -> tuple[float, float]:
    """How well a page answers, and which share of the question it touches; both 0 to 1."""
    total = sum(slot.weight for slot in slots) or 1.0
    score = share = 0.0
    for slot in slots:
        strength, touched = _slot(page, slot)
        score += strength
        share += touched
    return score / total, share / total


def _slot(page: _Page, slot: Slot) -> tuple[float, float]:
    strength = touched = 0.0
    for word in slot.words:
        found, held = _word(page, word)
        strength += found * word.weight
        touched += held * word.weight
    for phrase, worth in slot.names:
        most = worth * slot.weight
        if most <= strength and touched >= slot.weight:
            break  # names come best first: no other can say more
        if not page.held.issuperset(phrase):
            continue
        found, up_front = page.phrase_strength(phrase, may_be_apart=worth >= SAME)
        if found:
            strength = max(strength, found * most)
            touched = max(touched, (1.0 if up_front else _passing(phrase)) * slot.weight)
    return strength, touched


def _word(page: _Page, word: Word) -> tuple[float, float]:
    best, held = 0.0, 0.0
    for stem, worth in word.stems:
        found, up_front = page.strength(stem)
        if found * worth > best:
            best = found * worth
            held = 1.0 if up_front else _passing((stem,))
    return best, held


def _passing(phrase: Phrase) -> float:
    """What it says about a page that its text holds these words somewhere."""
    return IN_PASSING if english().issuperset(phrase) else SPECIAL_IN_PASSING


class _Likeness:
    """How nearly the names of pages are what was asked."""

    def __init__(self, slots: Sequence[Slot], vocabulary: Vocabulary) -> None:
        self._slots = slots
        self._total = sum(slot.weight for slot in slots) or 1.0
        self._stems = {stem for slot in slots for word in slot.words for stem, _ in word.stems}
        self._stems.update(stem for slot in slots for phrase, _ in slot.names for stem in phrase)
        self._vocabulary = vocabulary
        self._weights: dict[str, float] = {}

    def of(self, names: str) -> float:
        """1 if one of the names is what was asked, word for word; 0 if none has a word of it."""
        return max(map(self._of, names.split(BETWEEN_NAMES)))

    def _of(self, name: str) -> float:
        stems = name.split(" ")
        if self._stems.isdisjoint(stems):
            return 0.0
        said: set[str] = set()
        padded = f" {name} "
        asked = sum(_said(padded, slot, said) for slot in self._slots)
        whole = covered = 0.0
        for stem in stems:
            weight = self._weight(stem)
            whole += weight
            covered += weight if stem in said else 0.0
        return (asked / self._total) * covered / whole

    def _weight(self, stem: str) -> float:
        weight = self._weights.get(stem)
        if weight is None:
            count = self._vocabulary.count(stem)
            weight = WEAK_WEIGHT if stem in WEAK_STEMS else self._vocabulary.weight(count)
            self._weights[stem] = weight
        return weight


def _said(padded: str, slot: Slot, said: set[str]) -> float:
    """The weight of a slot that a name says; the stems it says it with are added to `said`."""
    own = 0.0
    for word in slot.words:
        for stem, worth in word.stems:
            if f" {stem} " in padded:
                own += word.weight * worth
                said.add(stem)
                break
    for phrase, worth in slot.names:
        if worth * slot.weight <= own:
            break
        if f" {' '.join(phrase)} " in padded:
            said.update(phrase)
            return worth * slot.weight
    return own
