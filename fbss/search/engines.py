"""Where the database looks: SQLite's FTS5 and PostgreSQL's GIN behind one small interface.

An engine only says which documents hold some stems. What a search means, and which document
answers it best, is decided by code that both share.

All stems are quoted before they get here into a query of the engine's language.
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .phrases import Phrase

# More pages than this are not compared with each other.
MOST_CANDIDATES = 80
# Comparing the index with so many documents keeps editors waiting for a second.
MOST_COMPARED = 5_000
PARTS = ("kind", "name_words", "summary_words", "body_words", "claim_words")

# One thing that is asked for: any of these phrases.
Group = Sequence[Phrase]


@dataclass(frozen=True)
class _Query:
    """Documents that hold something of every group; of one kind of page, or of all."""

    groups: Sequence[Group]
    in_names: bool = False
    kind: str = ""


class Engine(ABC):
    """A database's own full-text index over `SearchDocument`."""

    vendor: ClassVar[str]
    name: ClassVar[str]
    _count: ClassVar[str]
    _live: ClassVar[str] = (
        "d.live_from <= %s AND (d.live_until IS NULL OR d.live_until > %s) LIMIT %s"
    )

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def candidates(
        self,
        groups: Sequence[tuple[Group, int]],
        at: datetime.datetime,
        *,
        kind: str = "",
        most: int = MOST_CANDIDATES,
    ) -> list[int]:
        """Documents that hold any of the groups; each group comes with its document frequency.

        Few hits are fetched at once. Where there are many, documents whose names hold everything
        come first, then those that hold everything, then those that hold the rarest group in their
        names, and so on: a common word does not cost more than a rare one.
        """
        found: dict[int, None] = {}
        for query in self._queries(groups, most):
            if len(found) >= most:
                break
            found.update(dict.fromkeys(self._ids(replace(query, kind=kind), at, most)))
        return list(found)[:most]

    def _queries(self, groups: Sequence[tuple[Group, int]], most: int) -> Iterator[_Query]:
        if not groups:
            return
        rarest_first = [group for group, _ in sorted(groups, key=lambda item: item[1])]
        if sum(count for _, count in groups) <= most:
            yield _Query(([phrase for group in rarest_first for phrase in group],))
            return
        if len(groups) > 1:
            yield _Query(rarest_first, in_names=True)
            yield _Query(rarest_first)
        for group in rarest_first:
            yield _Query((group,), in_names=True)
            yield _Query((group,))

    def suggest(self, groups: Sequence[Group], at: datetime.datetime, most: int) -> list[int]:
        """Documents one of whose names holds every group."""
        return self._ids(_Query(groups, in_names=True), at, most) if groups else []

    def frequency(self, phrase: Phrase) -> int:
        """How many documents hold a phrase's stems, whatever their time."""
        with self.connection.cursor() as cursor:
            cursor.execute(self._count, [self._any([phrase])])
            return int(cursor.fetchone()[0])

    def _ids(self, query: _Query, at: datetime.datetime, most: int) -> list[int]:
        when = self.connection.ops.adapt_datetimefield_value(at)
        found, sought = self._found(query)
        with self.connection.cursor() as cursor:
            cursor.execute(f"{found} AND {self._live}", [*sought, when, when, most])
            return [row[0] for row in cursor.fetchall()]

    @abstractmethod
    def _any(self, phrases: Iterable[Phrase]) -> str:
        """Documents that hold all stems of any phrase, in the engine's language."""

    @abstractmethod
    def _found(self, query: _Query) -> tuple[str, list[str]]:
        """The statement that finds the documents of a query, without its end; its parameters."""

    @abstractmethod
    def create(self) -> None:
        """Make the index, and let the database keep it up to date from then on."""

    @abstractmethod
    def drop(self) -> None:
        """Remove the index."""

    @abstractmethod
    def tidy(self) -> None:
        """Join what many changes left in pieces; the work is bounded."""

    def examine(self) -> None:
        """Raise the database's own error if the index is not sound; nothing where it cannot say."""
        return

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """While all documents are written anew: one index at the end is quicker than many steps."""
        self.drop()
        yield
        self.create()

    def _execute(self, *statements: str) -> None:
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


class SQLite(Engine):
    """FTS5 over the documents themselves; triggers tell it of every change."""

    vendor = "sqlite"
    name = "SQLite FTS5"
    _count = "SELECT count(*) FROM fbss_searchindex WHERE fbss_searchindex MATCH %s"

    def _any(self, phrases: Iterable[Phrase]) -> str:
        each = (" AND ".join(map(_quoted, phrase)) for phrase in phrases)
        return " OR ".join(f"({phrase})" for phrase in each)

    def _found(self, query: _Query) -> tuple[str, list[str]]:
        sought = " AND ".join(f"({self._any(group)})" for group in query.groups)
        if query.in_names:
            sought = f"name_words : ({sought})"
        if query.kind:
            sought = f"(kind : {_quoted(query.kind)}) AND ({sought})"
        return (
            "SELECT d.id FROM fbss_searchindex JOIN fbss_searchdocument d"
            " ON d.id = fbss_searchindex.rowid WHERE fbss_searchindex MATCH %s",
            [sought],
        )

    def create(self) -> None:
        columns = ", ".join(PARTS)
        old, new = (", ".join(f"{row}.{part}" for part in PARTS) for row in ("old", "new"))
        put = f"INSERT INTO fbss_searchindex (rowid, {columns}) VALUES (new.id, {new});"  # noqa: S608 -- our own columns
        take = (
            f"INSERT INTO fbss_searchindex (fbss_searchindex, rowid, {columns})"  # noqa: S608 -- the same
            f" VALUES ('delete', old.id, {old});"
        )
        self._execute(
            f"CREATE VIRTUAL TABLE fbss_searchindex USING fts5({columns},"
            " content='fbss_searchdocument', content_rowid='id', detail='column',"
            " columnsize=0, tokenize='porter unicode61 remove_diacritics 2')",
            "INSERT INTO fbss_searchindex (fbss_searchindex) VALUES ('rebuild')",
            # No editor waits while pieces are joined: `tidy` does that.
            "INSERT INTO fbss_searchindex (fbss_searchindex, rank) VALUES ('automerge', 0)",
            f"CREATE TRIGGER fbss_search_put AFTER INSERT ON fbss_searchdocument BEGIN {put} END",
            f"CREATE TRIGGER fbss_search_take AFTER DELETE ON fbss_searchdocument BEGIN {take} END",
            f"CREATE TRIGGER fbss_search_change AFTER UPDATE OF {columns} ON fbss_searchdocument"
            f" BEGIN {take} {put} END",
        )

    def drop(self) -> None:
        self._execute(
            "DROP TRIGGER IF EXISTS fbss_search_put",
            "DROP TRIGGER IF EXISTS fbss_search_take",
            "DROP TRIGGER IF EXISTS fbss_search_change",
            "DROP TABLE IF EXISTS fbss_searchindex",
        )

    def examine(self) -> None:
        """It is compared with the documents, word by word, where they are not too many for that."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT count(*) <= %s FROM fbss_searchdocument", [MOST_COMPARED])
            (compares,) = cursor.fetchone()
            cursor.execute(
                "INSERT INTO fbss_searchindex (fbss_searchindex, rank)"
                " VALUES ('integrity-check', %s)",
                [compares],
            )

    def tidy(self) -> None:
        """A search asks every piece: one piece answers ten times as fast as fifty."""
        # At most a thousand pages of 4 kB are written at once.
        self._execute(
            "INSERT INTO fbss_searchindex (fbss_searchindex, rank) VALUES ('merge', -1000)"
        )


class PostgreSQL(Engine):
    """GIN over two columns that the database computes from each document."""

    vendor = "postgresql"
    name = "PostgreSQL GIN"
    _count = "SELECT count(*) FROM fbss_searchdocument d WHERE d.terms @@ %s::tsquery"

    def _any(self, phrases: Iterable[Phrase]) -> str:
        each = (" & ".join(map(_lexeme, phrase)) for phrase in phrases)
        return " | ".join(f"({phrase})" for phrase in each)

    def _found(self, query: _Query) -> tuple[str, list[str]]:
        """One condition for each group: where a rare one leads, GIN leaps over the others."""
        sought = [self._any(group) for group in query.groups]
        if query.kind:
            sought.append(_lexeme(f"kind:{query.kind}"))
        column = "name_terms" if query.in_names else "terms"
        held = " AND ".join([f"d.{column} @@ %s::tsquery"] * len(sought))
        return f"SELECT d.id FROM fbss_searchdocument d WHERE {held}", sought  # noqa: S608 -- our column

    def create(self) -> None:
        names = "'kind:' || kind || ' ' || name_words"
        everything = " || ' ' || ".join(("'kind:' || kind", *PARTS[1:]))
        self._execute(
            *(
                f"ALTER TABLE fbss_searchdocument ADD COLUMN IF NOT EXISTS {column} tsvector"
                " GENERATED ALWAYS AS (array_to_tsvector("
                f"array_remove(string_to_array({text}, ' '), ''))) STORED"
                for column, text in (("name_terms", names), ("terms", everything))
            ),
            *(
                f"CREATE INDEX fbss_search_{column} ON fbss_searchdocument"
                f" USING gin ({column}) WITH (fastupdate = off)"
                for column in ("name_terms", "terms")
            ),
        )

    def drop(self) -> None:
        self._execute(
            "DROP INDEX IF EXISTS fbss_search_name_terms", "DROP INDEX IF EXISTS fbss_search_terms"
        )

    def tidy(self) -> None:
        """Nothing: each change goes straight to its place (`fastupdate = off`)."""

    def examine(self) -> None:
        """Raise the database's own error if the index is not sound; nothing where it cannot say."""
        return

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """The same; references are checked before the table is touched, not at the end.

        The database learns at once which words are common: it looks for those without the index.
        """
        self._execute("SET CONSTRAINTS ALL IMMEDIATE")
        with super().rebuilding():
            yield
        self._execute("SET CONSTRAINTS ALL DEFERRED", "ANALYZE fbss_searchdocument")


def _quoted(stem: str) -> str:
    return '"' + stem.replace('"', '""') + '"'


def _lexeme(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


ENGINES: dict[str, type[Engine]] = {engine.vendor: engine for engine in (SQLite, PostgreSQL)}


def engine(using: str = "default") -> Engine:
    """The engine of a database."""
    connection: Any = connections[using]
    return ENGINES[connection.vendor](connection)
