"""What a search needs in memory: the vocabulary and the lexicon, read again when they change."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from fbss.content.vocabulary import Match, Urgency
from fbss.models import SearchDocument, SearchStamp, SearchWord, Synonym

from .lexicon import Haste, Lexicon, Pair
from .stems import folded
from .vocabulary import Vocabulary

_STRONG = frozenset({Match.SAME, Match.BRAND, Match.SPELLING, Match.SEARCH_ONLY})
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


def knowledge(at: datetime.datetime | None = None) -> Knowledge:
    """What is known now, or at another moment. One small query tells whether it still holds."""
    at = at or timezone.now()
    stamp = SearchStamp.objects.values_list("token", "documents").first()
    token, documents = stamp or (None, 0)
    for held in _held:
        if held.holds(token, at):
            return held
    found = _read(token, documents, at)
    # One assignment: other threads see the old knowledge or the new, never half of it.
    _held[:] = [found]
    return found


def _read(token: UUID | None, documents: int, at: datetime.datetime) -> Knowledge:
    rows = SearchWord.objects.order_by("word").values_list("word", "documents", "live_from")
    words, times = {}, set()
    for word, count, live_from in rows.iterator(5000):
        times.add(live_from)
        if live_from <= at:
            words[word] = count
    synonyms = list(Synonym.objects.order_by("lay", "clinical"))
    told = filter(_is_told, synonyms)
    lexicon = _lexicon((*map(_pair, synonyms), *_glossary_pairs(at)))
    return Knowledge(
        vocabulary=Vocabulary(words, documents, lexicon.words),
        lexicon=lexicon,
        lay_words=tuple(dict.fromkeys((folded(one.lay), one.lay) for one in told)),
        token=token,
        since=max((time for time in times if time <= at), default=None),
        until=min((time for time in times if time > at), default=None),
    )


@lru_cache(maxsize=1)
def _lexicon(pairs: tuple[Pair, ...]) -> Lexicon:
    """Made anew only when a pair changes: most edits are of pages."""
    return Lexicon(pairs)


def _pair(synonym: Synonym) -> Pair:
    return Pair(
        lay=synonym.lay,
        clinical=synonym.clinical,
        is_same=synonym.match in _STRONG,
        is_shown=_is_told(synonym),
        haste=_HASTE[Urgency(synonym.urgency)],
    )


def _is_told(synonym: Synonym) -> bool:
    """Whether a reader is told what else was looked for: what only resembles it would mislead."""
    return synonym.is_shown and synonym.match != Match.RELATED


def _glossary_pairs(at: datetime.datetime) -> Iterator[Pair]:
    """The other names of a word of the glossary."""
    rows = SearchDocument.objects.words().published(at).values_list("title", "names")
    return (
        Pair(lay=name, clinical=title, is_shown=False)
        for title, names in rows.iterator()
        for name in names
    )
