"""Which care card stands above the results when a search sounds urgent."""

from __future__ import annotations

from collections.abc import Iterable

from fbss.content.vocabulary import CardLevel
from fbss.models import CareCard, SearchDocument

from .lexicon import Haste
from .stems import stems_of, words_asked
from .terms import Understood

_LEVELS = {Haste.SAME_DAY: CardLevel.SAME_DAY, Haste.EMERGENCY: CardLevel.EMERGENCY}


def card_for(asked: Understood) -> CareCard | None:
    """The care card that names what the search means; else the first of its level."""
    level = _LEVELS.get(asked.haste)
    if level is None:
        return None
    cards = {card.entry_id: card for card in CareCard.objects.published().in_order()}
    named = (cards[entry] for entry in _naming(asked.urgent_for, cards))
    of_level = (card for card in cards.values() if card.level == level)
    return next(named, None) or next(of_level, None)


def _naming(terms: Iterable[str], cards: Iterable[int]) -> Iterable[int]:
    """Cards that hold one of the terms, word for word."""
    phrases = [f" {' '.join(stems_of(words_asked(term)))} " for term in terms]
    rows = SearchDocument.objects.published().filter(entry__in=list(cards))
    for entry, *texts in rows.values_list("entry", "name_words", "summary_words", "body_words"):
        whole = f" {' | '.join(texts)} "
        if any(phrase in whole for phrase in phrases):
            yield entry
