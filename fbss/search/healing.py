"""A damaged index is made anew from the texts, by whoever meets the damage first."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, transaction

from .index import rebuild

P = ParamSpec("P")
T = TypeVar("T")
# PostgreSQL's word for it, and what SQLite says of an index that is gone.
INDEX_CORRUPTED = "XX002"
GONE = "fbss_searchindex"
logger = logging.getLogger(__name__)


def is_damage(error: DatabaseError) -> bool:
    """Whether the index is to blame, and not a database that is away or busy."""
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
