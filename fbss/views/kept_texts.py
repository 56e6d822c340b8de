"""Texts of live revisions as HTML, kept in memory while nothing that they rest on changes.

Composing a text costs ten times as much as all else of its page. The library's edition tells in one
query whether anything at all has changed; if so, what the text refers to is read anew, and the text
is composed again only where that differs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from django.db import connection
from django.template.loader import render_to_string

from fbss.content.composition import Composition
from fbss.content.references import References
from fbss.content.vocabulary import Kind
from fbss.models import ContentChange, Revision
from fbss.models.content_change import Edition
from fbss.models.library import composition_of, references_of

from .caching import Reading, also_read

MOST_TEXTS = 128
# Reads what stands around a text, of the library and of nothing else.
Surroundings = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text with what stands around it, what both were made of, and which tables were read."""

    page: Composition
    opening: str
    closing: str
    fingerprint: str
    slug: str
    references: References
    around: Mapping[str, Any]
    edition: Edition | None
    tables: frozenset[str]

    def is_of(self, revision: Revision) -> bool:
        """Whether the revision says what was composed here."""
        return (self.fingerprint, self.slug) == (revision.fingerprint, revision.slug)


class Shelf:
    """The texts that were read lately."""

    def __init__(self, most: int = MOST_TEXTS) -> None:
        self._most = most
        self._texts: OrderedDict[tuple[Kind, int], KeptText] = OrderedDict()
        self._lock = Lock()

    def get(self, revision: Revision) -> KeptText | None:
        kept = self._texts.get((revision.KIND, revision.pk))
        return kept if kept and kept.is_of(revision) else None

    def put(self, revision: Revision, text: KeptText) -> None:
        with self._lock:
            self._texts[revision.KIND, revision.pk] = text
            self._texts.move_to_end((revision.KIND, revision.pk))
            while len(self._texts) > self._most:
                self._texts.popitem(last=False)


_SHELF = Shelf()


def text_of(revision: Revision, surroundings: Surroundings) -> KeptText:
    """The text of a live revision, as it reads now."""
    # Read before all else: a change that comes meanwhile makes this text old, not another one new.
    edition = ContentChange.objects.edition()
    kept = _SHELF.get(revision)
    if kept is None or edition is None or kept.edition != edition:
        kept = _brought_up(kept, revision, surroundings, edition)
        _SHELF.put(revision, kept)
    also_read(kept.tables)
    return kept


def _brought_up(
    kept: KeptText | None, revision: Revision, surroundings: Surroundings, edition: Edition | None
) -> KeptText:
    """The kept text where all that it refers to is the same, else a new one."""
    reading = Reading()
    with connection.execute_wrapper(reading):
        references, around = references_of(revision, revision.text()), surroundings()
    if kept is None or kept.references != references:
        kept = _composed(revision, references)
    return replace(kept, around=around, edition=edition, tables=frozenset(reading.tables))


def _composed(revision: Revision, references: References) -> KeptText:
    page = composition_of(revision, references)
    return KeptText(
        page=page,
        opening=render_to_string("fbss/entry_text.html", {"page": page}),
        closing=render_to_string("fbss/entry_notes.html", {"page": page}),
        fingerprint=revision.fingerprint,
        slug=revision.slug,
        references=references,
        around={},
        edition=None,
        tables=frozenset(),
    )
