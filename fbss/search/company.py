"""Pages beside good answers are better answers: what helps may be said in other words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

from .stems import WEAK_STEMS

# So many of the best pages lift the others.
BEST = 8


@lru_cache(maxsize=256)
def subjects(*parts: str) -> frozenset[str]:
    """What the parts of a page speak of, each stem once."""
    return frozenset(" ".join(parts).split()) - WEAK_STEMS


def gains(pages: Sequence[tuple[float, frozenset[str]]]) -> list[float]:
    """What each page gains by the best ones. They come best first, each with score and subjects."""
    best = list(enumerate(pages[:BEST]))
    return [
        sum(score * _likeness(own, said) for rank, (score, said) in best if rank != place) / BEST
        for place, (_score, own) in enumerate(pages)
    ]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0, nothing in common, to 1, the same subjects."""
    return len(one & other) / sqrt(len(one) * len(other) or 1)
