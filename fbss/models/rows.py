"""Many small rows at once, where an object for each would cost more than the row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows of plain values in the order of `columns`. No defaults, no signals."""
    name = connection.ops.quote_name
    names = ", ".join(map(name, columns))
    places = ", ".join(["%s"] * len(columns))
    table = name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(rows))  # noqa: S608 -- names of our own models
