"""What is public, as the doors for other systems ask for it. All of it asks `published()`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fbss.content.vocabulary import Kind
from fbss.models import REVISIONS, Entry, Revision
from fbss.models.changes import Change, change_rows
from fbss.models.revision import RevisionQuerySet

LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Holding(NamedTuple):
    """A public text: what it is, where it is, what it is called, and since when it says so."""

    kind: str
    key: str
    slug: str
    title: str
    since: datetime.datetime

    @property
    def address(self) -> str:
        return Entry(kind=self.kind, key=self.key, slug=self.slug).get_absolute_url()


def published(kind: Kind) -> RevisionQuerySet[Revision]:
    """The live texts of a kind."""
    return REVISIONS[kind]._default_manager.all().published()


def live_texts(entries: Iterable[Entry]) -> Iterator[Revision]:
    """The live texts of these entries, as far as they have one. One query a kind."""
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.pk)
    for kind, numbers in by_kind.items():
        yield from published(Kind(kind)).of_entries(numbers)


def live_texts_named(refs: Iterable[str]) -> Iterator[Revision]:
    """The live texts that seed files call so: `faqs/how-common-is-it`. One query a kind."""
    by_folder: dict[str, list[str]] = {}
    for ref in refs:
        folder, _, key = ref.partition("/")
        by_folder.setdefault(folder, []).append(key)
    for kind in Kind:
        if keys := by_folder.get(kind.folder):
            yield from published(kind).filter(entry__key__in=keys).with_text()


def holdings() -> list[Holding]:
    """All public texts, kind by kind. One query."""
    fields = ("entry__kind", "entry__key", "entry__slug", "title", "live_from")
    first, *others = [published(kind).order_by().values_list(*fields) for kind in Kind]
    rows = first.union(*others, all=True).order_by("entry__kind", "entry__key")
    return [Holding(*row) for row in rows]


def changes(most: int) -> list[Change]:
    """The newest changes of the site."""
    return [Change(*row) for row in change_rows()[:most]]


def changes_of(entry: Entry, most: int) -> list[Change]:
    """The newest changes of one page, its withdrawal among them."""
    texts = REVISIONS[entry.kind]._default_manager.filter(entry=entry)
    rows = texts.appearances().union(texts.withdrawals(), all=True).order_by("-at")
    return [Change(*row) for row in rows[:most]]


def known_entry(kind: Kind, slug: str) -> Entry | None:
    """The entry at an address, if visitors may hear of it: public, or taken back in public."""
    entry = Entry.objects.at_address(kind, slug).first()
    if entry and (entry.withdrawn_at or published(kind).filter(entry=entry).exists()):
        return entry
    return None
