"""What a page of treatments side by side needs, in as many queries for four as for two."""

from __future__ import annotations

from collections.abc import Iterable

from fbss.content.comparison import Compared, Comparison, compare
from fbss.content.references import References
from fbss.content.sheet import Text, strings
from fbss.content.vocabulary import Kind

from .library import cards_named, meanings, page_names, sources_of
from .picture import pictures_of
from .treatment import Treatment


def comparison_of(treatments: Iterable[Treatment]) -> Comparison:
    """These revisions side by side, in this order."""
    compared = [Compared(one.get_absolute_url(), one.text()) for one in treatments]
    return compare(compared, _references([one.text for one in compared]))


def _references(texts: list[Text]) -> References:
    """All that the texts refer to, of what is published. Four queries, one more with pictures."""
    others = [key for text in texts for key in strings(text["alternatives"])]
    return References(
        sources=sources_of({"treatments": texts}, ()),
        meanings=meanings(),
        cards=cards_named(key for text in texts for key in strings(text["care_cards"])),
        pages=page_names(f"{Kind.TREATMENT.folder}/{key}" for key in others),
        pictures={key: shown for text in texts for key, shown in pictures_of(text).items()},
    )
