"""What the site rests on, asked item by item: for `/readyz` and for `manage.py doctor`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from fbss.models import SearchDocument, SearchStamp
from fbss.search import search
from fbss.search.healing import look
from fbss.search.index import is_missing

OK, AWAY, WAITING = "ok", "away", "migrations wait"
# Below this, saving a text or a page may fail at any time.
LEAST_FREE = 100 * 10**6


def database() -> str:
    """Whether it answers, in the shape that this release needs."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return AWAY
    return WAITING if waiting else OK


def search_index() -> str:
    """Whether the search has what it looks in."""
    try:
        if is_missing():
            return "missing"
        stamp = SearchStamp.objects.first()
        if stamp and stamp.documents != SearchDocument.objects.count():
            return "incomplete"
        look()
        search("pain")
    except Error:
        return "broken"
    return OK


def free_bytes() -> int:
    return shutil.disk_usage(Path(settings.DATA_DIR)).free


def disk() -> str:
    """Whether there is room where the site writes, and whether it may."""
    try:
        free = free_bytes()
    except OSError:
        return AWAY
    if not os.access(settings.DATA_DIR, os.W_OK):
        return "not writable"
    return OK if free >= LEAST_FREE else f"{free // 10**6} MB free"


def cache() -> str:
    """Whether workers can count together."""
    counts = caches["counts"]
    try:
        counts.add("state", 0, 60)
        counts.incr("state")
    except (OSError, ValueError):
        return AWAY
    is_alone = getattr(counts, "is_alone", False)
    return "each worker counts for itself" if is_alone else OK
