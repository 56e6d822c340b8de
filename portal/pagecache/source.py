"""Reads changes from the database, in a thread with a connection of its own."""

from __future__ import annotations

import os
import select
from collections.abc import Iterable

from django.db import connection

from fbss.models.content_change import CHANNEL, ContentChange

from .ledger import Change
from .page import Stamp

# Pages that rest on something older are made anew after a start.
RECENT = 1000
MOST_RINGS = 4096


class DatabaseSource:
    """The table of changes, and PostgreSQL's notices of it."""

    def begin(self) -> tuple[list[Change], list[Change]]:
        self._listen()
        recent, older = ContentChange.objects.recent(RECENT)
        return _changes(recent), _changes(older)

    def since(self, last: Stamp) -> list[Change]:
        if _is_closed():
            self._listen()
        return _changes(ContentChange.objects.from_number(last.number))

    def wait(self, wake: int, seconds: float) -> None:
        heard = [wake]
        if connection.vendor == "postgresql" and not _is_closed():
            heard.append(connection.connection.fileno())
        ready, _, _ = select.select(heard, [], [], seconds)
        if wake in ready:
            os.read(wake, MOST_RINGS)

    def close(self) -> None:
        connection.close()

    def _listen(self) -> None:
        """The next query takes the notices in; what they say is in the table."""
        if connection.vendor == "postgresql":
            connection.ensure_connection()
            connection.connection.add_notify_handler(lambda _notice: None)
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")


def _is_closed() -> bool:
    return connection.connection is None or bool(getattr(connection.connection, "closed", False))


def _changes(rows: Iterable[ContentChange]) -> list[Change]:
    return [
        Change(
            Stamp(row.pk, row.token),
            frozenset(row.tags.split()),
            row.hard,
            row.at.timestamp() if row.at else None,
        )
        for row in rows
    ]
