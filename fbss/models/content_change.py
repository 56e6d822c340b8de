"""What changed for visitors, as rows that whoever keeps finished pages reads.

A row is written in the transaction of the change itself: there is no change without its row and no
row without its change. Tags are names of tables: a page that read one of them may look different.
"""

from __future__ import annotations

import datetime
from secrets import token_hex
from typing import NamedTuple

from django.db import connection, models, transaction
from django.dispatch import Signal

from . import clock

# The tag of every page.
EVERYTHING = "*"
# PostgreSQL's channel, and our number for its advisory lock.
CHANNEL = "content_change"
ORDER_LOCK = 9611
TOKEN_BYTES = 8
# Every page asks for it: written out, it takes a third of what it takes Django to write it.
EDITION = """
SELECT id, token, made_at,
  (SELECT MAX(at) FROM fbss_contentchange WHERE at IS NOT NULL AND at <= %s)
FROM fbss_contentchange ORDER BY id DESC LIMIT 1
"""

# Sent after the commit of a change.
committed = Signal()


def new_token() -> str:
    return token_hex(TOKEN_BYTES)


class Edition(NamedTuple):
    """The state of the whole library: two that are equal show the same."""

    number: int
    token: str
    # The last time of its own that has come, as the database writes it.
    came: object


class ContentChangeQuerySet(models.QuerySet["ContentChange"]):
    def from_number(self, number: int) -> list[ContentChange]:
        """This change and all later ones, in the order in which they were committed."""
        return _learnt(list(self.filter(pk__gte=number).order_by("pk")))

    def recent(self, count: int) -> tuple[list[ContentChange], list[ContentChange]]:
        """The last changes, and the earlier ones that have a time of their own."""
        recent = list(self.order_by("-pk")[:count])[::-1]
        first = recent[0].pk if recent else 0
        return _learnt(recent), list(self.filter(pk__lt=first, at__isnull=False).order_by("pk"))

    def edition(self) -> Edition | None:
        """What the library stands at now; None before its first change. One query."""
        now = connection.ops.adapt_datetimefield_value(clock.now())
        with connection.cursor() as cursor:
            cursor.execute(EDITION, [now])
            row = cursor.fetchone()
        if row is None:
            return None
        number, token, made_at, came = row
        clock.learn(_as_time(made_at))
        return Edition(number, token, came)

    def last_made_at(self) -> datetime.datetime | None:
        """When something was done last."""
        return self.order_by("-pk").values_list("made_at", flat=True).first()

    @transaction.atomic
    def record(
        self, *tags: str, hard: bool = False, at: datetime.datetime | None = None
    ) -> ContentChange:
        """Write down a change, in the transaction that makes it."""
        if connection.vendor == "postgresql":
            _take_turns_and_notify()
        made_at = clock.moment()
        change = self.create(tags=" ".join(sorted(set(tags))), hard=hard, at=at, made_at=made_at)
        transaction.on_commit(lambda: committed.send(ContentChange), robust=True)
        return change


def _as_time(value: datetime.datetime | None) -> datetime.datetime | None:
    """SQLite writes times without their zone."""
    return value.replace(tzinfo=datetime.UTC) if value and value.tzinfo is None else value


def _learnt(changes: list[ContentChange]) -> list[ContentChange]:
    """The clock of the library goes on with every change that is read."""
    for change in changes:
        clock.learn(change.made_at)
    return changes


class ContentChange(models.Model):
    """Something that visitors see has changed, or will at a time that is known."""

    tags = models.TextField(help_text="Names of tables with spaces between them; * is all.")
    hard = models.BooleanField(
        default=False, help_text="Whether the old page must not be shown once more."
    )
    at = models.DateTimeField(
        null=True, help_text="When the change comes about; empty where it came with its row."
    )
    # By the clock of the library; empty in rows of older releases.
    made_at = models.DateTimeField(null=True, editable=False)
    # Tells two histories apart: a database that was restored counts on from an older number.
    token = models.CharField(max_length=16, default=new_token, editable=False)

    objects = ContentChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(at__isnull=False), name="change_with_its_own_time"
            ),
            models.Index(
                fields=["at"], condition=models.Q(at__isnull=False), name="change_by_its_own_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.tags}{' (hard)' if self.hard else ''}"


def _take_turns_and_notify() -> None:
    """Numbers are given before a commit: without turns, a reader could pass one by.

    The notice goes out with the commit, so a crash cannot come between them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER_LOCK])
        cursor.execute(f"NOTIFY {CHANNEL}")
