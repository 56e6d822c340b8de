"""Phrases: what a search has to say to mean something, and where it says it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from .stems import LIGHT, MOST_WORDS, WEAK_STEMS, stem, stems_of, words_asked

Phrase = tuple[str, ...]
# Where each stem of a search stands.
Places = Mapping[str, Sequence[float]]

# How many other words may stand between the words of a phrase: "screws came loose".
MOST_BETWEEN = 2


def phrase_of(text: str) -> Phrase:
    """What a page has to say to mean it."""
    return tuple(stems_of(words_asked(text), weak=True))


def key_of(text: str) -> Phrase:
    """What a search has to say to mean it.

    Light words count where a phrase has at most one word of weight beside them: "backing out" is
    more than "back", and "don't want to be here" more than "don't want".
    """
    words = words_asked(text)
    phrase = phrase_of(text)
    if not phrase or len(phrase) == len(words) or len(set(phrase) - WEAK_STEMS) > 1:
        return phrase
    return tuple(word if word in LIGHT else stem(word) for word in words)


def is_name(text: str) -> bool:
    """Whether pages may say it that way: "in bits" would find every bit."""
    return key_of(text) == phrase_of(text)


def places_of(words: Iterable[str]) -> dict[str, list[float]]:
    """Where each stem stands. Light words stand between the places of the others."""
    places: dict[str, list[float]] = {}
    place = light = 0
    for word in words:
        if word in LIGHT:
            light += 1
            places.setdefault(word, []).append(place - 1 + light / (MOST_WORDS + 1))
        else:
            places.setdefault(stem(word), []).append(place)
            place, light = place + 1, 0
    return places


def where(phrase: Phrase, places: Places) -> tuple[int, ...]:
    """Where the words of a phrase stand together; () if they do not. Light words have no place.

    They stand in any order, unless small words are among them: "work not" is no "not work".
    """
    if len(phrase) == 1:
        return (int(places[phrase[0]][0]),)
    if any(word not in places for word in phrase):
        return ()
    best = min(_choices(phrase, places), key=_breadth, default=())
    is_near = bool(best) and _breadth(best) < len(phrase) + MOST_BETWEEN
    return tuple(int(place) for place in best if place == int(place)) if is_near else ()


def _choices(phrase: Phrase, places: Places) -> Iterator[tuple[float, ...]]:
    keeps_order = not (WEAK_STEMS.isdisjoint(phrase) and LIGHT.isdisjoint(phrase))
    for found in product(*(places[word][:3] for word in phrase)):
        inorder = tuple(sorted(found))
        if len(set(found)) == len(phrase) and (found == inorder or not keeps_order):
            yield inorder


def _breadth(places: tuple[float, ...]) -> float:
    return places[-1] - places[0]
