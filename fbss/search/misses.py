"""Counting what was not found, for editors, without a trace of who looked.

A text is kept only if nothing in it looks personal and it was looked for twice in a day, on any
worker of any host. The first time only a digest is remembered, under a key of that day, until the
day is over.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.cache import caches
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fbss.models import SearchMiss

from .find import Findings

MOST_WORDS = 6
MOST_LETTERS = 80
# So many texts a day at most: a machine that sends nonsense does not fill the table.
MOST_A_DAY = 500

_DIGITS = re.compile(r"\d\D?\d")
_ADDRESS = re.compile(r"@|://|www\.|\b\w+\.(com|org|net|edu|gov|uk|de)\b", re.IGNORECASE)


def record(typed: str, findings: Findings) -> None:
    """Count a search that found nothing, or nothing to be sure of."""
    if findings.is_confident:
        return
    text = kept_text(typed, findings.asked.words)
    if text and _was_seen(text):
        try:
            with not_waiting(), transaction.atomic():
                _count(text)
        except OperationalError:
            # A search never fails because it cannot be counted.
            return


def kept_text(typed: str, words: Sequence[str]) -> str:
    """The words that may be kept of a search; "" if it could say something about a person."""
    text = " ".join(words)
    is_long = not words or len(words) > MOST_WORDS or len(text) > MOST_LETTERS
    return "" if is_long or _DIGITS.search(typed) or _ADDRESS.search(typed) else text


@contextmanager
def not_waiting() -> Iterator[None]:
    """Whoever writes now is not waited for: SQLite refuses at once where a lock is taken."""
    if connection.vendor != "sqlite":
        # PostgreSQL locks rows, and nobody holds those of this table for long.
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual:d}")


def _was_seen(text: str) -> bool:
    """Whether somebody looked for this before. The first time it is only remembered."""
    now = timezone.localtime()
    tomorrow = (now + datetime.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    left = max(1, int((tomorrow - now).total_seconds()))
    if caches["sightings"].add(digest_of(text, now), 1, left):
        return SearchMiss.objects.recent().filter(text=text).exists()
    return True


def digest_of(text: str, at: datetime.datetime) -> str:
    """What stands for a text on one day, and for nothing on the next."""
    key = f"fbss.search.misses {at:%Y-%m-%d}"
    return salted_hmac(key, text, algorithm="sha256").hexdigest()


def _count(text: str) -> None:
    today = timezone.localdate()
    SearchMiss.objects.drop_old()
    is_counted = SearchMiss.objects.filter(day=today, text=text)
    if is_counted.update(count=F("count") + 1):
        return
    if SearchMiss.objects.filter(day=today).count() < MOST_A_DAY:
        is_new = not SearchMiss.objects.recent().filter(text=text).exists()
        # The first of the two was only remembered.
        SearchMiss.objects.bulk_create(
            [SearchMiss(day=today, text=text, count=2 if is_new else 1)], ignore_conflicts=True
        )
