"""Where search listens: it follows every change in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete

from fbss.models import Entry, Passage, SearchDocument, Synonym
from fbss.models.publication import entries_changed, lines_changed

from .healing import look, mend
from .index import forget, index, is_missing, rebuild, synonyms_changed


def listen() -> None:
    """Follow every change from now on."""
    post_migrate.connect(_on_migrated, sender=apps.get_app_config("fbss"), dispatch_uid="search")
    entries_changed.connect(_on_entries, dispatch_uid="search")
    pre_delete.connect(_on_entry_deleted, sender=Entry, dispatch_uid="search")
    lines_changed.connect(_on_lines, dispatch_uid="search")
    for model in (Passage, Synonym):
        post_save.connect(_on_line, sender=model, dispatch_uid="search")
        post_delete.connect(_on_line, sender=model, dispatch_uid="search")


def _on_migrated(using: str, **_signal: object) -> None:
    """A site that is older than its search is indexed when it is brought up to date."""
    if using == DEFAULT_DB_ALIAS and is_missing():
        rebuild()


def _on_entries(entries: Collection[int], **_signal: object) -> None:
    try:
        with transaction.atomic():
            # A write to an index that lost its structure costs SQLite the whole transaction.
            look()
            index(entries)
    except DatabaseError as error:
        mend(error)


def _on_entry_deleted(instance: Entry, **_signal: object) -> None:
    try:
        with transaction.atomic():
            look()
            forget([instance.pk])
    except DatabaseError as error:
        mend(error)
        forget([instance.pk])


def _on_line(instance: Any, **_signal: object) -> None:
    _on_lines([instance])


def _on_lines(lines: Sequence[Any], **_signal: object) -> None:
    if isinstance(lines[0], Synonym):
        synonyms_changed()
    elif isinstance(lines[0], Passage):
        _on_entries({line.answered_by_id for line in lines} | _quoting(lines))


def _quoting(lines: Sequence[Any]) -> set[int]:
    """Entries that quoted a passage before: an editor may have moved it to another answer."""
    if len(lines) > 1:
        return set()
    rows = SearchDocument.objects.filter(passages__icontains=f'"{lines[0].key}"')
    return set(rows.values_list("entry", flat=True))
