"""What changed for visitors, as rows that whoever keeps finished pages reads.

A row is written in the transaction of the change itself: there is no change without its row and no
row without its change. Tags are names of tables: a page that read one of them may look different.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from django.utils import timezone

from fbss.content.vocabulary import Kind

from . import REVISIONS
from .entry import Entry, Redirect
from .publication import entries_changed, lines_changed
from .register import RegisterLine
from .revision import Revision, Significance
from .source import Citation

EVERYTHING = "*"
# PostgreSQL's channel, and our number for its advisory lock.
CHANNEL = "content_change"
ORDER_LOCK = 9611
# Whom to call and when: an old care card is not shown once more.
HARD_KINDS = {Kind.CARD.value}
# From so many entries on, it is quicker to call everything changed than to look closer.
MANY = 500

# Sent after the commit of a change.
committed = Signal()


class ContentChangeQuerySet(models.QuerySet["ContentChange"]):
    def from_number(self, number: int) -> list[ContentChange]:
        """This change and all later ones, in the order in which they were committed."""
        return list(self.filter(pk__gte=number).order_by("pk"))

    def recent(self, count: int) -> tuple[list[ContentChange], list[ContentChange]]:
        """The last changes, and the earlier ones that have a time of their own."""
        recent = list(self.order_by("-pk")[:count])[::-1]
        first = recent[0].pk if recent else 0
        return recent, list(self.filter(pk__lt=first, at__isnull=False).order_by("pk"))

    @transaction.atomic
    def record(
        self, *tags: str, hard: bool = False, at: datetime.datetime | None = None
    ) -> ContentChange:
        """Write down a change, in the transaction that makes it."""
        if connection.vendor == "postgresql":
            _take_turns_and_notify()
        change = self.create(tags=" ".join(sorted(set(tags))), hard=hard, at=at)
        transaction.on_commit(lambda: committed.send(ContentChange), robust=True)
        return change


class ContentChange(models.Model):
    """Something that visitors see has changed, or will at a time that is known."""

    tags = models.TextField(help_text="Names of tables with spaces between them; * is all.")
    hard = models.BooleanField(
        default=False, help_text="Whether the old page must not be shown once more."
    )
    at = models.DateTimeField(
        null=True, help_text="When the change comes about; empty where it came with its row."
    )
    # Tells two histories apart: a database that was restored counts on from an older number.
    token = models.CharField(max_length=16, default=token_hex)

    objects = ContentChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(at__isnull=False), name="change_with_its_own_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.tags}{' (hard)' if self.hard else ''}"


def table(model: type[models.Model]) -> str:
    """The tag of everything that a model holds."""
    return model._meta.db_table


def listen() -> None:
    """Record a change whenever something that pages show is written."""
    entries_changed.connect(_on_entries, dispatch_uid="content change")
    lines_changed.connect(_on_lines, dispatch_uid="content change")
    registers = [model for model in apps.get_models() if issubclass(model, RegisterLine)]
    for model in (*registers, Redirect, get_user_model()):
        post_save.connect(_on_row, sender=model, dispatch_uid="content change")
        post_delete.connect(_on_row, sender=model, dispatch_uid="content change")
    post_save.connect(_on_entry, sender=Entry, dispatch_uid="content change")
    post_delete.connect(_on_entry, sender=Entry, dispatch_uid="content change")


def _take_turns_and_notify() -> None:
    """Numbers are given before a commit: without turns, a reader could pass one by.

    The notice goes out with the commit, so a crash cannot come between them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER_LOCK])
        cursor.execute(f"NOTIFY {CHANNEL}")


def _on_entries(entries: set[int], **signal: Any) -> None:
    if len(entries) > MANY:
        ContentChange.objects.record(EVERYTHING)
        return
    now = timezone.now()
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


def _on_lines(sender: type[RegisterLine], **signal: Any) -> None:
    ContentChange.objects.record(table(sender))


def _on_row(
    sender: type[models.Model], update_fields: frozenset[str] | None = None, **signal: Any
) -> None:
    # A login is no change of the person whose name stands under a page.
    if update_fields != {"last_login"}:
        ContentChange.objects.record(table(sender))
