"""What a search needs in memory: the vocabulary and the lexicon, read again when they change."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from threading import Lock
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


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The words of the published pages, and the names that things go by."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    # Patients' words for suggestions, folded and as they are written.
    lay_words: tuple[tuple[str, str], ...]
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
    stamp = SearchStamp.objects.values_list("token", "documents").first()
    token, documents = stamp or (None, 0)
    if held := _held_for(token, at):
        return held
    with _reading:
        if held := _held_for(token, at):
            return held
        found = _read(token, documents, at)
        # One assignment: other threads see the old knowledge or the new, never half of it.
        _held[:] = [found]
        return found


def _held_for(token: UUID | None, at: datetime.datetime) -> Knowledge | None:
    return next((held for held in _held if held.holds(token, at)), None)


def _read(token: UUID | None, documents: int, at: datetime.datetime) -> Knowledge:
    come = Q(live_from__lte=at)
    # Times are compared by the database: reading two thousand of them takes longer than the words.
    words = SearchWord.objects.filter(come).order_by("word").values_list("word", "documents")
    times = SearchWord.objects.aggregate(
        since=Max("live_from", filter=come), until=Min("live_from", filter=~come)
    )
    synonyms = Synonym.objects.order_by("lay", "clinical")
    # As plain values: two thousand objects take as long as all the rest.
    pairs = list(starmap(_pair, synonyms.values_list(*_PAIR)))
    told = [pair.lay for pair in pairs if pair.is_shown]
    lexicon = _lexicon((*pairs, *_glossary_pairs(at)))
    return Knowledge(
        vocabulary=Vocabulary(dict(words), documents, lexicon.words),
        lexicon=lexicon,
        lay_words=tuple(dict.fromkeys((folded(lay), lay) for lay in told)),
        token=token,
        **times,
    )


@lru_cache(maxsize=1)
def _lexicon(pairs: tuple[Pair, ...]) -> Lexicon:
    """Made anew only when a pair changes: most edits are of pages."""
    return Lexicon(pairs)


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
