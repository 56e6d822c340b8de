"""A damaged index is made anew from the texts, by whoever meets the damage first.

Most damage is an error of the database. Some is silence: an index whose structure was lost finds
nothing and says so without a fault. Texts that must be found tell the one from the other.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, transaction

from fbss.models import SearchDocument

from .engines import engine
from .index import rebuild

P = ParamSpec("P")
T = TypeVar("T")
# PostgreSQL's word for it, and what SQLite says of an index that is gone.
INDEX_CORRUPTED = "XX002"
GONE = "fbss_searchindex"
# A search that finds nothing is nothing strange: the index is not doubted more often than this.
SECONDS_OF_TRUST = 60
# So many texts must be found: the index may have lost all but what was written since.
TEXTS_TRIED = 3
logger = logging.getLogger(__name__)


class Silent(DatabaseError):
    """The index finds nothing where there is something."""


@dataclass
class Trust:
    """Until when this process takes the silence of the index for the truth."""

    until: float = 0.0


_trust = Trust()


def doubt() -> None:
    """Nothing was found: see whether the index finds anything at all."""
    if time.monotonic() < _trust.until:
        return
    look()
    _trust.until = time.monotonic() + SECONDS_OF_TRUST


def look() -> None:
    """Raise `Silent` if the index does not find the texts that were written to it first."""
    oldest = SearchDocument.objects.order_by("id").values_list("name_words", flat=True)
    for names in oldest[:TEXTS_TRIED]:
        stems = [stem for stem in names.split() if stem.isalnum()]
        # The longest is the rarest.
        if stems and not engine().frequency((max(stems, key=len),)):
            raise Silent("it does not find a text that it holds")


def examine() -> None:
    """Look at all of the index, and make it anew if it is damaged. Nobody waits for this.

    What many edits left in pieces is joined, a bounded share of it.
    """
    try:
        with transaction.atomic():
            look()
            engine().examine()
            engine().tidy()
    except DatabaseError as error:
        mend(error)


def is_damage(error: DatabaseError) -> bool:
    """Whether the index is to blame, and not a database that is away or busy."""
    if isinstance(error, Silent):
        return True
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", 0)
    is_gone = code == sqlite3.SQLITE_ERROR and GONE in str(cause)
    is_corrupt = code & 0xFF == sqlite3.SQLITE_CORRUPT
    return is_gone or is_corrupt or getattr(cause, "sqlstate", "") == INDEX_CORRUPTED


def mend(error: DatabaseError) -> None:
    """Make the index anew if it is to blame; else the error goes on."""
    if not is_damage(error):
        raise error
    logger.error("The search index is damaged and is made anew: %s", error)
    rebuild()


def healing(ask: Callable[P, T]) -> Callable[P, T]:
    """Let a question to the index be asked again once the index is whole."""

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return ask(*args, **kwargs)
        except DatabaseError as error:
            if not is_damage(error):
                raise
        with transaction.atomic():
            # Others met it too; who gets here second finds it mended.
            try:
                with transaction.atomic():
                    return ask(*args, **kwargs)
            except DatabaseError as error:
                mend(error)
        return ask(*args, **kwargs)

    return asked
