"""How nearly the names of a page are what was asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .stems import WEAK_STEMS
from .terms import WEAK_WEIGHT, Slot
from .vocabulary import Vocabulary

BETWEEN_NAMES = " | "


class Likeness:
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
