"""Which pages a reader can keep on a phone, and in which version each of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from django.utils import timezone

from fbss.content.vocabulary import Kind

from . import REVISIONS
from .entry import Entry
from .passage import Passage
from .source import Source
from .synonym import Synonym


class KeptPage(NamedTuple):
    """One page with what its text came from, as a fingerprint."""

    kind: Kind
    slug: str
    address: str
    version: str


def kept_pages() -> list[KeptPage]:
    """Every published page but those of single sources, each with its version. Four queries.

    A text that is corrected changes the version of its own page. What stands on many pages (care
    cards, words, sources, claims) changes the version of all, and so does a new month: then dates
    and everything else are asked for once more.
    """
    shared = [Kind.CARD.value, Kind.WORD.value]
    entries = _entries()
    common = _digest(
        timezone.localdate().isoformat()[:7],
        *(row for row in entries if row[0] in shared),
        *Source.objects.citable().order_by("pk").values_list(),
        *Passage.objects.order_by("pk").values_list(),
        *Synonym.objects.order_by("pk").values_list(),
    )
    return [
        _kept(*row[:3], version=_digest(common, *row))
        for row in entries
        if row[0] != Kind.CARD.value
    ]


def version_of(pages: Iterable[KeptPage], *more: str) -> str:
    """The version of a list of pages: it changes with any of them."""
    return _digest(*(page.version for page in pages), *more)


def _entries() -> list[tuple[object, ...]]:
    """Kind, key and address of everything published, and what tells one text from another."""
    first, *others = [
        model._default_manager.all()
        .published()
        .order_by()
        .values_list(
            "entry__kind",
            "entry__key",
            "entry__slug",
            "fingerprint",
            "number",
            "entry__last_reviewed_on",
        )
        for model in REVISIONS.values()
    ]
    return sorted(first.union(*others, all=True), key=lambda row: row[:2])


def _kept(kind: object, key: object, slug: object, *, version: str) -> KeptPage:
    entry = Entry(kind=str(kind), key=str(key), slug=str(slug))
    return KeptPage(Kind(entry.kind), entry.slug, entry.get_absolute_url(), version)


def _digest(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=6).hexdigest()
