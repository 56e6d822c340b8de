"""Which of the pages that an engine found answers a search, and how surely. Pure.

Both engines hand over the same stems, so both give the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .company import gains, subjects
from .lexicon import SAME
from .naming import BETWEEN_NAMES, Likeness
from .phrases import Phrase
from .terms import Slot, Understood, Word
from .vocabulary import Vocabulary, english

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
# How many of the best may rise beside pages that say the same things.
MOST_RISING = 24
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

    def __init__(self, candidate: Candidate, stems: frozenset[str]) -> None:
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
        self.held = stems & set(self._whole.split())
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
    stems = asked.stems.union(
        stem for slot in slots for phrase in slot.phrases() for stem in phrase
    )
    scored = []
    for candidate in candidates:
        page = _Page(candidate, stems)
        score, share = _score(page, slots)
        if score:
            scored.append((score * _kind(page), share, page))
    scored.sort(key=lambda item: (-item[0], item[2].candidate.id))
    likeness = Likeness(asked.slots, vocabulary)
    ranked = [
        _ranked(page, score, share, likeness if place < MOST_COMPARED else None)
        for place, (score, share, page) in enumerate(scored)
    ]
    ranked.sort(key=_best_first)
    return sorted(
        _in_company(ranked, {page.candidate.id: page for _, _, page in scored}), key=_best_first
    )


def _best_first(one: Ranked) -> tuple[float, int]:
    return -one.score, one.id


def _in_company(ranked: Sequence[Ranked], pages: Mapping[int, _Page]) -> list[Ranked]:
    """The best of them with what they gain beside pages that say the same things."""
    near = ranked[:MOST_RISING]
    said = [(one.score, _said(pages[one.id].candidate)) for one in near]
    risen = [
        replace(one, score=one.score + gain) for one, gain in zip(near, gains(said), strict=True)
    ]
    return [*risen, *ranked[MOST_RISING:]]


def _said(candidate: Candidate) -> frozenset[str]:
    return subjects(candidate.names, candidate.summary, candidate.body)


def _ranked(page: _Page, score: float, share: float, likeness: Likeness | None) -> Ranked:
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
