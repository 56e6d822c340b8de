"""Keeping the index: in the transaction that publishes, or all of it anew."""

from __future__ import annotations

import datetime
import json
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F, JSONField, Q, TextField
from django.db.models.functions import Cast

from fbss.content.vocabulary import Kind
from fbss.models import (
    REVISIONS,
    Entry,
    Passage,
    SearchDocument,
    SearchStamp,
    SearchWord,
    State,
    clock,
)

from .documents import Asked, Document, document, fields_of
from .engines import engine

BATCH = 1000
# A load, and no editor's work: the index is tidied afterwards.
MANY = 20
_ALWAYS = datetime.datetime.max.replace(tzinfo=datetime.UTC)
# Words are counted in one statement, on both databases.
_COUNT = """
INSERT INTO fbss_searchword (word, documents, live_from) VALUES (%s, %s, %s)
ON CONFLICT (word) DO UPDATE SET
  documents = fbss_searchword.documents + excluded.documents,
  live_from = CASE WHEN excluded.live_from < fbss_searchword.live_from
              THEN excluded.live_from ELSE fbss_searchword.live_from END
"""


def synonyms_changed() -> None:
    """Let every copy of the lexicon be read again."""
    _stamp(0, synonyms=uuid.uuid4())


def index(entries: Collection[int]) -> None:
    """Write the documents of some entries anew. The caller holds a transaction."""
    kinds = (
        Entry.objects.filter(id__in=entries).values_list("kind", flat=True).order_by().distinct()
    )
    _replace(entries, [row for kind in kinds for row in _documents(Kind(kind), entries)])
    if len(entries) >= MANY:
        engine().tidy()


def forget(entries: Collection[int]) -> None:
    """Take the documents of some entries out. The caller holds a transaction."""
    _replace(entries, [])


def _replace(entries: Collection[int], new: list[_Made]) -> None:
    held = SearchDocument.objects.filter(entry__in=entries)
    old = list(held.values_list("words", flat=True))
    if old:
        held.delete()
    if new:
        _insert(new)
    _count_words(new, old)
    _stamp(len(new) - len(old))


def rebuild() -> int:
    """Make the whole index anew, and say how many documents it holds."""
    counts = _Counts()
    with transaction.atomic(), engine().rebuilding():
        for model in (SearchDocument, SearchWord, SearchStamp):
            model._default_manager.all().delete()
        for kind in REVISIONS:
            rows = _documents(Kind(kind))
            while batch := list(islice(rows, BATCH)):
                _insert(batch)
                counts.add(batch)
        SearchWord.objects.bulk_create(counts.words(), batch_size=BATCH)
        _stamp(counts.documents)
    return counts.documents


class _Counts:
    """How many documents hold each word, and since when."""

    def __init__(self) -> None:
        self.documents = 0
        # By the time from which the documents are public: most came in one load.
        self._counts: dict[datetime.datetime, Counter[str]] = {}

    def add(self, batch: Iterable[_Made]) -> None:
        for made in batch:
            self.documents += 1
            counter = self._counts.setdefault(made.live_from, Counter())
            counter.update(made.document.words.split())

    def words(self) -> Iterator[SearchWord]:
        counts: Counter[str] = Counter()
        since: dict[str, datetime.datetime] = {}
        for live_from in sorted(self._counts, reverse=True):
            counts.update(self._counts[live_from])
            since.update(dict.fromkeys(self._counts[live_from], live_from))
        for word, count in counts.items():
            yield SearchWord(word=word, documents=count, live_from=since[word])


class _Made(NamedTuple):
    """The document of one revision, and when it is public."""

    entry: int
    number: int
    kind: str
    live_from: datetime.datetime
    live_until: datetime.datetime | None
    document: Document

    def values(self) -> tuple[Any, ...]:
        """The row as the database takes it: a row has no object of its own, that is quicker."""
        made = self.document
        return (
            self.entry,
            self.number,
            self.kind,
            _adapted(self.live_from),
            _adapted(self.live_until),
            made.title,
            json.dumps(made.names),
            made.summary,
            json.dumps(made.passages),
            made.name_words,
            made.summary_words,
            made.body_words,
            made.claim_words,
            made.words,
        )


@lru_cache(maxsize=64)
def _adapted(at: datetime.datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(at) if at else None


_INSERT = """
INSERT INTO fbss_searchdocument (
  entry_id, number, kind, live_from, live_until, title, names, summary, passages,
  name_words, summary_words, body_words, claim_words, words
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _insert(batch: Iterable[_Made]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, [made.values() for made in batch])


def _documents(kind: Kind, entries: Collection[int] | None = None) -> Iterator[_Made]:
    """Documents of the approved texts of one kind that are public, or will be."""
    fields = fields_of(kind)
    rows: Any = REVISIONS[kind]._default_manager.filter(state=State.APPROVED)
    rows = rows.filter(Q(live_until=None) | Q(live_until__gt=clock.now()))
    if entries is not None:
        rows = rows.filter(entry__in=entries)
    asked = _passages(entries) if kind is Kind.FAQ else {}
    rows = rows.order_by("entry_id", "number").values_list(
        "entry_id", "number", "live_from", "live_until", *(_as_text(kind, name) for name in fields)
    )
    lists = [name for name in fields if _is_list(kind, name)]
    for entry, number, live_from, live_until, *values in rows.iterator(BATCH):
        text: dict[str, Any] = dict(zip(fields, values, strict=True))
        for name in lists:
            text[name] = _NOTHING if text[name] == "[]" else json.loads(text[name])
        made = document(kind, text, asked.get(entry, ()))
        yield _Made(entry, number, kind.value, live_from, live_until, made)


def _is_list(kind: Kind, name: str) -> bool:
    return isinstance(REVISIONS[kind]._meta.get_field(name), JSONField)


def _as_text(kind: Kind, name: str) -> str | Cast:
    """A field of a text. Lists come as they are written: most are empty, and need no reading."""
    return Cast(name, TextField()) if _is_list(kind, name) else name


_NOTHING: tuple[str, ...] = ()


def _passages(entries: Collection[int] | None) -> dict[int, list[Asked]]:
    rows = Passage.objects.order_by("key")
    if entries is not None:
        rows = rows.filter(answered_by__in=entries)
    found: dict[int, list[Asked]] = {}
    for entry, *asked in rows.values_list("answered_by", "key", "question", "answer"):
        found.setdefault(entry, []).append(Asked(*asked))
    return found


def _count_words(new: Iterable[_Made], old: Iterable[str]) -> None:
    changes: Counter[str] = Counter()
    since: dict[str, datetime.datetime] = {}
    for words in old:
        changes.subtract(words.split())
    for made in new:
        for word in made.document.words.split():
            changes[word] += 1
            since[word] = min(made.live_from, since.get(word, made.live_from))
    rows = [(word, count, since.get(word)) for word, count in sorted(changes.items()) if count]
    gone = [word for word, count, _ in rows if count < 0]
    field = SearchWord._meta.get_field("live_from")
    values = [
        (word, count, field.get_db_prep_save(first or _ALWAYS, connection))
        for word, count, first in rows
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(_COUNT, values)
    if gone:
        SearchWord.objects.filter(word__in=gone, documents__lte=0).delete()


def _stamp(more: int, **changed: uuid.UUID) -> None:
    new: dict[str, Any] = {"token": uuid.uuid4(), "documents": F("documents") + more, **changed}
    while not SearchStamp.objects.update(**new):
        SearchStamp.objects.get_or_create(id=SearchStamp.ONLY)


def is_missing() -> bool:
    """Whether nothing was ever indexed although there are texts."""
    return not SearchStamp.objects.exists() and Entry.objects.exists()
