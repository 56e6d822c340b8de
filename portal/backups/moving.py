"""From one kind of database to another, row by row as Django reads and writes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor

from . import site
from .engines import LOGINS
from .manifest import BackupFault

OLD, NEW = "default", "new"
BATCH = 1000


def move(target: dict[str, Any]) -> dict[str, int]:
    """Copy every row into an empty database; how many there were, by table.

    Raises BackupFault, and leaves the target without rows, unless both hold the same at the end.
    """
    connections.settings = connections.configure_settings({**settings.DATABASES, NEW: target})
    try:
        _require_ready()
        call_command("migrate", database=NEW, interactive=False, verbosity=0)
        with _one_moment(), transaction.atomic(using=NEW):
            _clear()
            counts = {model._meta.db_table: _copy(model) for model in _models()}
            _count_on_from_there()
            for model in _models():
                _require_same(model)
            return counts
    except DatabaseError as error:
        raise BackupFault(f"The database cannot be moved: {error}".strip()) from None
    finally:
        connections[NEW].close()


def _require_ready() -> None:
    executor = MigrationExecutor(connections[OLD])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupFault("The database is of an older release. Run manage.py migrate first.")
    if connections[OLD].get_connection_params() == connections[NEW].get_connection_params():
        raise BackupFault("NEW_DATABASE_URL names the database that the site has already.")
    if not site.is_empty(NEW):
        raise BackupFault("There is a site in the new database already. Choose an empty one.")


@contextmanager
def _one_moment() -> Iterator[None]:
    """Nothing that is written meanwhile gets in, or gets half in."""
    with transaction.atomic(using=OLD):
        if connections[OLD].vendor == "postgresql":
            with connections[OLD].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _models() -> list[type[models.Model]]:
    """All that have a table of their own. Whoever is logged in logs in again."""
    found = apps.get_models(include_auto_created=True)
    return [
        model
        for model in found
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LOGINS
    ]


def _clear() -> None:
    """The rows that the steps of the shape have made by themselves."""
    new = connections[NEW]
    tables = [model._meta.db_table for model in _models()]
    new.ops.execute_sql_flush(new.ops.sql_flush(no_style(), tables, allow_cascade=True))


def _copy(model: type[models.Model]) -> int:
    rows = model._base_manager.using(OLD).order_by("pk").iterator(BATCH)
    fields = _fields(model)
    size = connections[NEW].ops.bulk_batch_size(fields, [model] * BATCH)
    count = 0
    while batch := list(islice(rows, min(size, BATCH))):
        # As they are: no field sets the time of today, no signal is sent.
        target: Any = model._base_manager.using(NEW)
        target._insert(batch, fields=fields, using=NEW, raw=True)  # noqa: SLF001 -- as loaddata does
        count += len(batch)
    return count


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _count_on_from_there() -> None:
    new = connections[NEW]
    with new.cursor() as cursor:
        for line in new.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(line)


def _require_same(model: type[models.Model]) -> None:
    if _digest(model, OLD) != _digest(model, NEW):
        raise BackupFault(f"The copy of {model._meta.db_table} is not the same. Nothing is moved.")


def _digest(model: type[models.Model], alias: str) -> str:
    """The same for the same rows on every database, which may keep JSON in an order of its own."""
    digest = hashlib.sha256()
    names = [field.attname for field in _fields(model)]
    for row in model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(BATCH):
        digest.update(json.dumps(row, sort_keys=True, default=str).encode())
    return digest.hexdigest()
