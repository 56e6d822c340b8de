"""From a pack of seed files to the database, in one transaction that never overwrites an editor."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction

from fbss.models import Citation, Entry, RawText, SeedFile, SeedRecord, clock

from .decide import Step, decide
from .documents import Document
from .faults import Fault, FaultySeed
from .pack import Known, Pack, Progress, read_pack, read_raw_file, silent
from .shapes import FOLDERS, PLACES
from .shelves import (
    BATCH,
    NOTHING,
    Missing,
    Shelf,
    batched,
    known_targets,
    shelves,
    unread_citations,
)

# A number of our own for PostgreSQL's advisory lock: two loads at once take turns.
LOAD_LOCK = 9610
# Drafts of raw texts have records of their own: the same FAQ may also come from a file.
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Change:
    """What a load did with one item, with the difference where both texts are known."""

    step: Step
    item: str
    difference: tuple[str, ...] = ()


@dataclass(slots=True)
class Summary:
    """What a load did, item by item. Unchanged items are only counted."""

    counts: Counter[Step] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    # Seed texts that wait for an editor, from this load and from earlier ones.
    waiting: int = 0

    def add(self, step: Step, item: str, difference: tuple[str, ...] = ()) -> None:
        self.counts[step] += 1
        if step is not Step.UNCHANGED:
            self.changes.append(Change(step, item, difference))

    @property
    def would_write(self) -> bool:
        """Whether the load brings any text that the database does not hold."""
        return any(self.counts[step] for step in (Step.CREATED, Step.UPDATED, Step.CONFLICT))


class _RolledBack(Exception):
    """Ends a dry run: nothing stays."""


def load(path: Path, *, dry_run: bool = False, progress: Progress = silent) -> Summary:
    """Bring the seed at `path` (a folder, or one raw text) into the database.

    With `dry_run` all of it runs and is rolled back. Raises FaultySeed, with nothing written.
    """
    known = _known()
    pack = _read(path, known, progress)
    summary = Summary()
    try:
        with transaction.atomic():
            _take_turns()
            if (now_known := _known()) != known:
                # Somebody wrote while this load was reading: read against what stands now.
                pack = _read(path, now_known, progress)
            _write(pack, path.is_dir(), summary, _Written(progress, len(pack.documents)))
            if dry_run:
                raise _RolledBack
    except _RolledBack:
        pass
    return summary


def _read(path: Path, known: Known, progress: Progress) -> Pack:
    return read_pack(path, known, progress) if path.is_dir() else read_raw_file(path, known)


def _known() -> Known:
    digests = SeedFile.objects.values_list("path", "digest")
    drafts = SeedRecord.objects.filter(kind=DRAFT).values_list("key", "raw_text")
    return Known(dict(digests), known_targets(), dict(drafts))


def _take_turns() -> None:
    # SQLite's immediate transactions take turns by themselves.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])


@dataclass(slots=True)
class _Written:
    """Tells how many texts of a load stand in the database."""

    progress: Progress
    total: int
    done: int = 0

    def add(self, count: int) -> None:
        self.done += count
        self.progress(self.done, self.total, "texts written")


def _write(pack: Pack, is_folder: bool, summary: Summary, written: _Written) -> None:  # noqa: FBT001 -- one caller, by place
    now = clock.moment()
    items = _Items.of(pack)
    all_shelves = shelves(now)
    faults: list[Fault] = []
    for shelf in all_shelves:
        filling = _Filling(shelf, summary, faults, written)
        kind = shelf.kind
        filling.fill(items.fresh.get(kind, []), items.same.get(kind, []), is_folder=is_folder)
        if drafts := items.drafts.get(kind):
            filling = _Filling(shelf, summary, faults, written, DRAFT)
            filling.fill(drafts, [], is_folder=False)
    faults += _unread(pack, now)
    if faults:
        raise FaultySeed(faults)
    if is_folder:
        _remember_files(pack)
    summary.waiting = sum(len(shelf.waiting()) for shelf in all_shelves)


@dataclass(slots=True)
class _Items:
    """The items of a pack by kind."""

    fresh: dict[str, list[Document]] = field(default_factory=dict)
    drafts: dict[str, list[Document]] = field(default_factory=dict)
    # Keys of items whose files have not changed.
    same: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: Pack) -> _Items:
        items = cls()
        for document in pack.documents:
            shelf = items.drafts if document.draft else items.fresh
            shelf.setdefault(document.kind, []).append(document)
        for name in pack.unchanged:
            folder, _, file = name.partition("/")
            items.same.setdefault(FOLDERS[folder].kind, []).append(file.removesuffix(".md"))
        return items


class _Record(NamedTuple):
    """What the last load knew of an item."""

    fingerprint: str
    slug: str


@dataclass(slots=True)
class _Filling:
    """One shelf while a load fills it."""

    shelf: Shelf
    summary: Summary
    faults: list[Fault]
    written: _Written
    # The kind under which records are kept; that of the shelf unless it is told.
    record_kind: str = ""
    records: dict[str, _Record] = field(init=False)
    held: dict[str, str] = field(init=False)
    live: dict[str, str] = field(init=False)
    waiting: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.record_kind = self.record_kind or self.shelf.kind
        rows = SeedRecord.objects.filter(kind=self.record_kind)
        self.records = {
            key: _Record(fingerprint, slug)
            for key, fingerprint, slug in rows.values_list("key", "fingerprint", "slug")
        }
        self.held = self.shelf.held()
        self.live = self.shelf.live()
        self.waiting = self.shelf.waiting()

    def fill(self, documents: list[Document], same: list[str], *, is_folder: bool) -> None:
        taken: dict[Step | None, list[Document]] = {}
        for document in documents:
            step = self._step(document.key, document.fingerprint)
            taken.setdefault(step, []).append(document)
            self._say(step, document.key, self._difference(document, step))
        for key in same:
            self._say(self._step(key, self.records[key].fingerprint), key)
        self._give_addresses(documents, taken.get(Step.CREATED, []))
        try:
            self._write(taken)
        except Missing as missing:
            self.faults.append(missing.fault)
        if is_folder:
            self._say_gone({document.key for document in documents}.union(same))

    def _write(self, taken: Mapping[Step | None, list[Document]]) -> None:
        for batch in batched([] if self.faults else taken.get(Step.CREATED, [])):
            self.shelf.create(batch)
            self.written.add(len(batch))
        for document in taken.get(Step.UPDATED, []):
            self.shelf.update(document)
            self.written.add(1)
        for document in taken.get(Step.CONFLICT, []):
            record = self.records.get(document.key)
            self.shelf.set_aside(document, record.fingerprint if record else "")
        self._remember([document for documents in taken.values() for document in documents])
        for step in (Step.UNCHANGED, Step.ADOPTED):
            for document in taken.get(step, []):
                if document.key in self.waiting:
                    self.shelf.drop_waiting(document.key)

    def _step(self, key: str, now: str | None) -> Step | None:
        record, held = self.records.get(key), self.held.get(key)
        if now is not None and self.live.get(key) == now:
            held = now
        if held == NOTHING and record:
            held = None
        return decide(record.fingerprint if record else None, now, held)

    def _give_addresses(self, documents: list[Document], new: list[Document]) -> None:
        """Follow the seed to new addresses, unless an editor chose one or they are taken."""
        addresses = self.shelf.addresses()
        moves = [document for document in documents if self._moves(document, addresses)]
        while free := [document for document in moves if document.slug not in addresses]:
            for document in free:
                old = self.records[document.key].slug
                Entry.objects.get(kind=self.shelf.kind, slug=old).rename(document.slug)
                addresses[document.slug] = addresses.pop(old)
            moves = [document for document in moves if document not in free]
        self._refuse_taken([*moves, *new])
        for document in moves + [document for document in new if document.slug in addresses]:
            owner = f"{PLACES[document.kind]}/{addresses[document.slug]}"
            message = f"the address {document.slug!r} is that of {owner}"
            self.faults.append(Fault(document.file, document.line, "slug", message))

    def _refuse_taken(self, documents: list[Document]) -> None:
        """A page of the site itself stands before an entry of the same address."""
        for document in documents:
            if document.slug in self.shelf.taken_addresses:
                message = f"the address {document.slug!r} is that of another page of the site"
                self.faults.append(Fault(document.file, document.line, "slug", message))

    def _moves(self, document: Document, addresses: Mapping[str, str]) -> bool:
        record = self.records.get(document.key)
        if not record or record.slug in ("", document.slug):
            return False
        return addresses.get(record.slug) == document.key

    def _difference(self, document: Document, step: Step | None) -> tuple[str, ...]:
        if step not in (Step.UPDATED, Step.CONFLICT):
            return ()
        return tuple(differences(self.shelf.text_of(document.key), document.values()))

    def _say(self, step: Step | None, key: str, difference: tuple[str, ...] = ()) -> None:
        if step:
            self.summary.add(step, f"{PLACES[self.shelf.kind]}/{key}", difference)

    def _say_gone(self, present: set[str]) -> None:
        for key in self.records:
            if key not in present:
                self._say(self._step(key, None), key)

    def _remember(self, documents: list[Document]) -> None:
        records = [
            SeedRecord(
                kind=self.record_kind,
                key=document.key,
                fingerprint=document.fingerprint,
                slug=document.slug,
                raw_text=document.file if document.draft else "",
                text=self.shelf.remembered(document),
            )
            for document in documents
            if self.records.get(document.key) != (document.fingerprint, document.slug)
        ]
        SeedRecord.objects.bulk_create(
            records,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["fingerprint", "slug", "raw_text", "text"],
        )


def _unread(pack: Pack, now: datetime.datetime) -> list[Fault]:
    """A source that texts on the site rest on cannot become unread."""
    citations = unread_citations(now)
    places = {f"{PLACES[item.kind]}/{item.key}": item for item in pack.documents}
    return [_unread_fault(citation, places) for citation in citations]


def _unread_fault(citation: Citation, places: Mapping[str, Document]) -> Fault:
    source, entry = f"sources/{citation.source_id}", citation.entry.ref
    place = places.get(entry) or places.get(source)
    message = f"{source} has not been read, but {entry} rests on it"
    return Fault(place.file, place.line, "", message) if place else Fault(entry, 1, "", message)


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The lines in which two texts differ, field by field."""
    lines: list[str] = []
    for name in now:
        before, after = _lines_of(then.get(name)), _lines_of(now[name])
        if before != after:
            lines.append(f"{name}:")
            lines += list(unified_diff(before, after, lineterm="", n=0))[2:]
    return [line for line in lines if not line.startswith("@@")]


def _lines_of(value: Any) -> list[str]:
    if isinstance(value, list):
        return [item if isinstance(item, str) else _as_json(item) for item in value]
    return str("" if value is None else value).splitlines()


def _as_json(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False)


def _remember_files(pack: Pack) -> None:
    held = dict(SeedFile.objects.values_list("path", "digest"))
    gone = [path for path in held if path not in pack.digests]
    for start in range(0, len(gone), BATCH):
        SeedFile.objects.filter(path__in=gone[start : start + BATCH]).delete()
    SeedFile.objects.bulk_create(
        [
            SeedFile(path=path, digest=now)
            for path, now in pack.digests.items()
            if held.get(path) != now
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["digest"],
    )
    for file, content in pack.raw_texts.items():
        RawText.objects.update_or_create(file=file, defaults={"content": content})
