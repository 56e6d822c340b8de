"""Where the items of each kind stand in the database, and how they are put there.

Two sorts of shelf with the same doors: entries, whose every change is a new revision, and
registers, whose lines are changed in place.
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Max, Q, QuerySet

from fbss.content.fingerprint import fingerprint
from fbss.content.vocabulary import Kind
from fbss.models import (
    REVISIONS,
    Citation,
    Code,
    Decision,
    Entry,
    Origin,
    Passage,
    Picture,
    Revision,
    SeedRecord,
    Source,
    State,
    Synonym,
    cited_keys,
)
from fbss.models.publication import announce_entries, announce_lines
from fbss.models.register import RegisterLine
from fbss.models.rows import insert_rows

from .documents import Document
from .faults import Fault

BATCH = 1000
# What stands for the text of a page that an editor withdrew: like no text of any seed.
WITHDRAWN = "withdrawn"
# What stands for the text of an entry that has none: its only draft was thrown away.
NOTHING = ""


class Missing(Exception):
    """A seed item names an entry that an editor deleted."""

    def __init__(self, document: Document, name: str) -> None:
        self.fault = Fault(
            document.file, document.line, "", f"names {name}, which an editor deleted"
        )
        super().__init__(str(self.fault))


class Shelf(ABC):
    """All items of one kind."""

    kind: str
    # At which another page of the site stands.
    taken_addresses: frozenset[str] = frozenset()

    @abstractmethod
    def held(self) -> dict[str, str]:
        """The fingerprint of what the database holds, by key; of the newest approved text first."""

    def live(self) -> dict[str, str]:
        """The fingerprints of texts that visitors read while a newer text waits for its day."""
        return {}

    def addresses(self) -> dict[str, str]:
        """Which key has which address, by address."""
        return {}

    @abstractmethod
    def text_of(self, key: str) -> dict[str, Any]:
        """What the database holds under a key."""

    @abstractmethod
    def create(self, documents: Sequence[Document]) -> None:
        """Put new items on the shelf, at most BATCH of them."""

    @abstractmethod
    def update(self, document: Document) -> None:
        """Replace a text that nobody but the seed has written."""

    @abstractmethod
    def set_aside(self, document: Document, then: str) -> None:
        """Let a seed's text wait for an editor.

        `then` is the fingerprint of the seed's text before it, "" if there was none.
        """

    def remembered(self, document: Document) -> dict[str, Any] | None:  # noqa: ARG002 -- for registers
        """What a record keeps of an item's text, where nothing else keeps it."""
        return None

    @abstractmethod
    def waiting(self) -> set[str]:
        """Keys of the items for which a seed's text waits."""

    @abstractmethod
    def drop_waiting(self, key: str) -> None:
        """Forget the text that waits: the item says it already."""


class EntryShelf(Shelf):
    """Entries of one kind, with their revisions."""

    def __init__(self, model: type[Revision], now: datetime.datetime) -> None:
        self.model = model
        self.now = now
        self.kind = model.KIND.value
        self.taken_addresses = model.KIND.taken_addresses

    def held(self) -> dict[str, str]:
        entries = Entry.objects.filter(kind=self.kind)
        held = dict.fromkeys(entries.values_list("key", flat=True), NOTHING)
        rows = self.model._default_manager.order_by("number")
        held |= dict(rows.exclude(state=State.APPROVED).values_list("entry__key", "fingerprint"))
        held |= dict(rows.filter(state=State.APPROVED).values_list("entry__key", "fingerprint"))
        withdrawn = entries.filter(withdrawn_at__isnull=False)
        return held | dict.fromkeys(withdrawn.values_list("key", flat=True), WITHDRAWN)

    def live(self) -> dict[str, str]:
        ending = self.model._default_manager.all().published().filter(live_until__isnull=False)
        return dict(ending.values_list("entry__key", "fingerprint"))

    def addresses(self) -> dict[str, str]:
        return dict(Entry.objects.filter(kind=self.kind).values_list("slug", "key"))

    def text_of(self, key: str) -> dict[str, Any]:
        rows = self.model._default_manager.filter(entry__kind=self.kind, entry__key=key)
        newest = rows.order_by("number")
        revision = newest.filter(state=State.APPROVED).last() or newest.last()
        return revision.text() if revision else {}

    def create(self, documents: Sequence[Document]) -> None:
        finder = Finder()
        revisions = [self._first(document, finder) for document in documents]
        Entry.objects.bulk_create([revision.entry for revision in revisions])
        self.model._default_manager.bulk_create(revisions)
        approved = [one for one in revisions if one.state == State.APPROVED]
        _cite(approved)
        announce_entries(one.entry_id for one in approved)

    def _first(self, document: Document, finder: Finder) -> Revision:
        revision = self.model(
            entry=Entry(kind=self.kind, key=document.key, slug=document.slug),
            number=1,
            origin=Origin.SEED,
            state=State.DRAFT if document.draft else State.APPROVED,
            live_from=None if document.draft else self.now,
            reason="First version",
            fingerprint=document.fingerprint,
        )
        revision.set_text(document.values(), finder.for_document(document))
        revision.entry.next_review_due_on = revision.review_due_on()
        return revision

    def update(self, document: Document) -> None:
        entry = self._entry(document.key)
        revision = self._next(entry, document, Origin.SEED)
        if document.draft:
            revision.save()
            return
        revision.go_live(self.now)
        _cite([revision])
        entry.next_review_due_on = revision.review_due_on()
        entry.save(update_fields=["next_review_due_on"])

    def set_aside(self, document: Document, then: str) -> None:
        entry = self._entry(document.key)
        self._updates(entry).delete()
        self._next(entry, document, Origin.SEED_UPDATE).save()
        before = self.model._default_manager.filter(entry=entry, fingerprint=then).first()
        if before:
            record = SeedRecord.objects.filter(kind=self.kind, key=document.key)
            record.filter(before__isnull=True).update(before=before.text())

    def _entry(self, key: str) -> Entry:
        return Entry.objects.by_key(Kind(self.kind), key)

    def _next(self, entry: Entry, document: Document, origin: Origin) -> Revision:
        rows = self.model._default_manager.filter(entry=entry)
        live = rows.filter(state=State.APPROVED, live_until=None).order_by("number").last()
        if document.draft:
            rows.open().filter(origin=Origin.SEED).delete()
        highest = Max("number", default=0)
        # The record may know of versions that were thrown away; no number is given twice.
        used = (
            rows.aggregate(highest=highest)["highest"],
            Decision.objects.filter(entry=entry).aggregate(highest=highest)["highest"],
        )
        revision = self.model(
            entry=entry,
            number=max(used) + 1,
            based_on=live.number if live else None,
            origin=origin,
            reason="Seed update",
        )
        revision.set_text(document.values(), Finder().for_document(document))
        return revision

    def waiting(self) -> set[str]:
        updates = self.model._default_manager.all().seed_updates()
        return set(updates.values_list("entry__key", flat=True))

    def drop_waiting(self, key: str) -> None:
        self._updates(self._entry(key)).delete()
        SeedRecord.objects.filter(kind=self.kind, key=key).update(before=None)

    def _updates(self, entry: Entry) -> Any:
        return self.model._default_manager.filter(entry=entry).seed_updates()


class RegisterShelf(Shelf):
    """Lines of one register."""

    def __init__(self, model: type[RegisterLine]) -> None:
        self.model = model
        self.kind = model.KIND
        self._lines: dict[str, RegisterLine] = {}

    def held(self) -> dict[str, str]:
        lines = self.model._default_manager.select_related(*self.model.REFERENCES)
        self._lines = {line.name: line for line in lines}
        return {name: fingerprint(line.text()) for name, line in self._lines.items()}

    def text_of(self, key: str) -> dict[str, Any]:
        return self._lines[key].text()

    def create(self, documents: Sequence[Document]) -> None:
        finder = Finder()
        lines = []
        for document in documents:
            line = self.model()
            line.set_text(document.values(), finder.for_document(document))
            line.clean()
            lines.append(line)
        self.model._default_manager.bulk_create(lines)
        announce_lines(lines)

    def update(self, document: Document) -> None:
        line = self._lines[document.key]
        line.set_text(document.values(), Finder().for_document(document))
        line.save()

    def set_aside(self, document: Document, then: str) -> None:
        record, _is_new = SeedRecord.objects.get_or_create(
            kind=self.kind, key=document.key, defaults={"fingerprint": document.fingerprint}
        )
        if record.before is None and record.fingerprint == then:
            # Of several updates in a row, the first one began where the editor began.
            record.before = record.text
        record.waiting = document.values()
        record.save(update_fields=["before", "waiting"])

    def remembered(self, document: Document) -> dict[str, Any] | None:
        return document.values()

    def waiting(self) -> set[str]:
        records = self._records().filter(waiting__isnull=False)
        return set(records.values_list("key", flat=True))

    def drop_waiting(self, key: str) -> None:
        self._records().filter(key=key).update(waiting=None, before=None)

    def _records(self) -> QuerySet[SeedRecord]:
        return SeedRecord.objects.filter(kind=self.kind)


class Finder:
    """Finds entries by what the seed calls them, each asked for once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Entry] = {}

    def for_document(self, document: Document) -> Callable[[Kind, str], Entry]:
        def find(kind: Kind, key: str) -> Entry:
            if (kind, key) not in self._found:
                try:
                    self._found[kind, key] = Entry.objects.by_key(kind, key)
                except Entry.DoesNotExist:
                    raise Missing(document, f"{kind.folder}/{key}") from None
            return self._found[kind, key]

        return find


def _cite(revisions: Iterable[Revision]) -> None:
    """Record what approved texts rest on: some ten rows a text, too many to make objects of."""
    rows = [
        (revision.entry_id, revision.number, key)
        for revision in revisions
        for key in cited_keys(revision.text())
    ]
    insert_rows(Citation, ("entry_id", "number", "source_id"), rows)


def unread_citations(now: datetime.datetime) -> list[Citation]:
    """Texts on the site that rest on a source which is called unread now.

    What only older texts rested on is let go.
    """
    citable = Source.objects.citable().values_list("key", flat=True)
    cited = Citation.objects.values_list("source_id", flat=True)
    unread = set(cited.distinct()).difference(citable)
    found = Citation.objects.filter(source_id__in=unread).select_related("entry")
    standing = []
    for citation in found:
        if _is_standing(citation, now):
            standing.append(citation)
        else:
            citation.delete()
    return standing


def _is_standing(citation: Citation, now: datetime.datetime) -> bool:
    """Whether visitors read the citing text now or later."""
    rows = REVISIONS[citation.entry.kind]._default_manager.filter(
        entry=citation.entry, number=citation.number, state=State.APPROVED
    )
    return rows.filter(Q(live_until=None) | Q(live_until__gt=now)).exists()


def batched(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """The documents in portions that one statement can write."""
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        yield batch


def known_targets() -> set[str]:
    """Everything in the database that a seed file may name."""
    folders = {kind.value: kind.folder for kind in Kind}
    entries = Entry.objects.values_list("kind", "key")
    sources = Source.objects.citable().values_list("key", flat=True)
    pictures = Picture.objects.values_list("key", flat=True)
    return {
        *(f"{folders[kind]}/{key}" for kind, key in entries),
        *(f"sources/{key}" for key in sources),
        *(f"pictures/{key}" for key in pictures),
    }


def shelves(now: datetime.datetime) -> tuple[Shelf, ...]:
    """All shelves, in the order in which one kind can name another."""
    kinds = ("card", "word", "topic", "faq", "treatment", "page")
    registers = (Passage, Synonym, Code)
    return (
        RegisterShelf(Source),
        *(EntryShelf(REVISIONS[kind], now) for kind in kinds),
        *map(RegisterShelf, registers),
    )
