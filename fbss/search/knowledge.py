"""What a search needs in memory: the vocabulary and the lexicon, read again when they change."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from threading import Lock
from typing import TypeAlias
from uuid import UUID

from django.db.models import Max, Min, Q

from fbss.content.vocabulary import Match, Urgency
from fbss.models import SearchDocument, SearchStamp, SearchWord, Synonym, clock

from .lexicon import Haste, Lexicon, Pair
from .stems import folded
from .vocabulary import Vocabulary

_STRONG = frozenset({Match.SAME, Match.BRAND, Match.SPELLING, Match.SEARCH_ONLY})
# A reader is told what else was looked for; what only resembles it would mislead.
_UNTOLD = frozenset({Match.RELATED, Match.SEARCH_ONLY})
_HASTE = {
    Urgency.NONE: Haste.NONE,
    Urgency.SAME_DAY: Haste.SAME_DAY,
    Urgency.EMERGENCY: Haste.EMERGENCY,
}


# Patients' words for suggestions, folded and as they are written.
LayWords: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The words of the published pages, and the names that things go by."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    lay_words: LayWords
    token: UUID | None
    # From when until when it holds: a scheduled text brings its words at its time.
    since: datetime.datetime | None
    until: datetime.datetime | None

    def holds(self, token: UUID | None, at: datetime.datetime) -> bool:
        began = self.since is None or self.since <= at
        return self.token == token and began and (self.until is None or at < self.until)


_held: list[Knowledge] = []
# Reading it anew is work: of many who search right after a change, one does it for all.
_reading = Lock()


def knowledge(at: datetime.datetime | None = None) -> Knowledge:
    """What is known now, or at another moment. One small query tells whether it still holds."""
    at = at or clock.now()
    stamp = SearchStamp.objects.first()
    token = stamp.token if stamp else None
    if held := _held_for(token, at):
        return held
    with _reading:
        if held := _held_for(token, at):
            return held
        found = _read(stamp, at)
        # One assignment: other threads see the old knowledge or the new, never half of it.
        _held[:] = [found]
        return found


def _held_for(token: UUID | None, at: datetime.datetime) -> Knowledge | None:
    return next((held for held in _held if held.holds(token, at)), None)


def _read(stamp: SearchStamp | None, at: datetime.datetime) -> Knowledge:
    come = Q(live_from__lte=at)
    # Times are compared by the database: reading two thousand of them takes longer than the words.
    words = SearchWord.objects.filter(come).order_by("word").values_list("word", "documents")
    times = SearchWord.objects.aggregate(
        since=Max("live_from", filter=come), until=Min("live_from", filter=~come)
    )
    lexicon, lay_words = _lexicon(stamp.synonyms if stamp else None, tuple(_glossary_pairs(at)))
    return Knowledge(
        vocabulary=Vocabulary(dict(words), stamp.documents if stamp else 0, lexicon.words),
        lexicon=lexicon,
        lay_words=lay_words,
        token=stamp.token if stamp else None,
        **times,
    )


@lru_cache(maxsize=1)
def _lexicon(_synonyms: UUID | None, glossary: tuple[Pair, ...]) -> tuple[Lexicon, LayWords]:
    """Made anew only when a synonym or a word of the glossary changes: most edits are of pages."""
    rows = Synonym.objects.order_by("lay", "clinical")
    # As plain values: two thousand objects take as long as all the rest.
    pairs = tuple(starmap(_pair, rows.values_list(*_PAIR)))
    told = (pair.lay for pair in pairs if pair.is_shown)
    return Lexicon((*pairs, *glossary)), tuple(dict.fromkeys((folded(lay), lay) for lay in told))


_PAIR = ("lay", "clinical", "match", "urgency")


def _pair(lay: str, clinical: str, match: str, urgency: str) -> Pair:
    return Pair(
        lay=lay,
        clinical=clinical,
        is_same=match in _STRONG,
        is_shown=match not in _UNTOLD,
        haste=_HASTE[Urgency(urgency)],
    )


def _glossary_pairs(at: datetime.datetime) -> Iterator[Pair]:
    """The other names of a word of the glossary."""
    rows = SearchDocument.objects.words().published(at).values_list("title", "names")
    return (
        Pair(lay=name, clinical=title, is_shown=False)
        for title, names in rows.iterator()
        for name in names
    )
