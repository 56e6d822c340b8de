"""Writes down every change that visitors may see: what `ContentChange` is made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal

from fbss.content.vocabulary import Kind

from . import REVISIONS, clock
from .content_change import EVERYTHING, ContentChange
from .entry import Entry, Redirect
from .picture import Picture
from .publication import entries_changed, lines_changed
from .register import RegisterLine
from .revision import Revision, Significance
from .source import Citation

# Whom to call and when: an old care card is not shown once more.
HARD_KINDS = {Kind.CARD.value}
# From so many entries on, it is quicker to call everything changed than to look closer.
MANY = 500


def table(model: type[models.Model]) -> str:
    """The tag of everything that a model holds."""
    return model._meta.db_table


def listen() -> None:
    """Record a change whenever something that pages show is written."""
    entries_changed.connect(_on_entries, dispatch_uid="content change")
    lines_changed.connect(_on_lines, dispatch_uid="content change")
    registers = [model for model in apps.get_models() if issubclass(model, RegisterLine)]
    shown: list[type[models.Model]] = [*registers, Picture, Redirect, get_user_model()]
    for model in shown:
        post_save.connect(_on_row, sender=model, dispatch_uid="content change")
        post_delete.connect(_on_row, sender=model, dispatch_uid="content change")
    post_save.connect(_on_entry, sender=Entry, dispatch_uid="content change")
    post_delete.connect(_on_entry, sender=Entry, dispatch_uid="content change")


def _on_entries(entries: set[int], **_signal: Any) -> None:
    if len(entries) > MANY:
        ContentChange.objects.record(EVERYTHING)
        return
    now = clock.now()
    for kind in Entry.objects.filter(pk__in=entries).values_list("kind", flat=True).distinct():
        model = REVISIONS[kind]
        tags = (table(model), table(Citation))
        texts = model._default_manager.filter(entry__in=entries)
        ContentChange.objects.record(*tags, hard=_is_hard(kind, texts, now))
        for at in sorted(set(_times_to_come(texts, now))):
            ContentChange.objects.record(*tags, hard=True, at=at)


def _is_hard(kind: str, texts: models.QuerySet[Revision], now: datetime.datetime) -> bool:
    """Whether a page went, or its advice changed: nobody may read the old one from now on."""
    if kind in HARD_KINDS or texts.filter(entry__withdrawn_at__isnull=False).exists():
        return True
    live = texts.filter(live_from__lte=now, live_until=None)
    return live.filter(significance=Significance.ADVICE).exists()


def _times_to_come(
    texts: models.QuerySet[Revision], now: datetime.datetime
) -> Iterator[datetime.datetime]:
    for name in ("live_from", "live_until"):
        yield from texts.filter(**{f"{name}__gt": now}).values_list(name, flat=True)


def _on_entry(instance: Entry, signal: Signal, **_about: Any) -> None:
    """Its address, its review dates or its standing changed."""
    is_gone = signal is post_delete or instance.withdrawn_at is not None
    tags = (table(REVISIONS[instance.kind]), table(Citation))
    ContentChange.objects.record(*tags, hard=is_gone)


def _on_lines(sender: type[RegisterLine], **_signal: Any) -> None:
    ContentChange.objects.record(table(sender))


def _on_row(
    sender: type[models.Model], update_fields: frozenset[str] | None = None, **_signal: Any
) -> None:
    # A login is no change of the person whose name stands under a page.
    if update_fields != frozenset({"last_login"}):
        ContentChange.objects.record(table(sender))
