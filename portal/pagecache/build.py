"""Puts the front cache together from the settings."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone

from .ahead import Ahead
from .bulkhead import Application, Bulkhead
from .counter import Counter
from .files import Files
from .front import PageCache
from .memo import Memo
from .release import release_name
from .source import DatabaseSource
from .watch import Watch

if TYPE_CHECKING:
    from .bell import Bell

logger = logging.getLogger(__name__)


def in_front_of(application: Application) -> Application:
    """The application with the front cache before it, or with the bulkhead alone."""
    if not settings.PAGE_CACHE:
        return Bulkhead(application)
    files = Files(folder(), release_name())
    files.remove_other_releases()
    watch = Watch(
        DatabaseSource(),
        shared_counter(),
        day_of=day_of,
        on_new_history=lambda: _forget(front),
        in_quiet=lambda: _in_quiet(front, files),
        memo=Memo(folder() / "known.json"),
    )
    watch.listener = bell()
    front = PageCache(
        application,
        watch,
        page_parameters,
        files=files,
        proxy=settings.SECURE_PROXY_SSL_HEADER,
        ahead=Ahead(folder(), is_made_ahead),
    )
    return front


def folder() -> Path:
    """Where pages are kept as files."""
    return Path(settings.DATA_DIR) / "pages"


@cache
def shared_counter() -> Counter | None:
    """The counter of this host; without it workers hear of a change within a second."""
    try:
        return Counter(folder() / "changes")
    except OSError as error:
        logger.warning("No shared counter of changes: %s", error)
        return None


@cache
def bell() -> Bell | None:
    """The way to other hosts through Redis, where there is one. Its client is an extra."""
    if not settings.REDIS_URL:
        return None
    from .bell import Bell  # noqa: PLC0415 -- an extra

    return Bell(settings.REDIS_URL)


def count_change(**_signal: Any) -> None:
    """Tell the other processes of this host, and other hosts, that something was committed."""
    if not settings.PAGE_CACHE:
        return
    if counter := shared_counter():
        counter.count()
    if other_hosts := bell():
        other_hosts.ring()


@lru_cache(maxsize=4096)
def page_parameters(path: str) -> Sequence[str] | None:
    """The query parameters that the view at a path knows; None if it keeps no pages."""
    return cast("Sequence[str] | None", getattr(_view(path), "page_parameters", None))


def is_made_ahead(path: str) -> bool:
    """Whether the page at a path takes too long for a visitor to wait for it."""
    return getattr(_view(path), "is_made_ahead", False)


def _view(path: str) -> object:
    try:
        # WSGI hands bytes over as Latin-1.
        return resolve(path.encode("latin-1").decode()).func
    except (Resolver404, UnicodeError):
        return None


def day_of(now: float) -> float:
    """When the day of a moment began, in the time zone of the site."""
    local = datetime.datetime.fromtimestamp(now, timezone.get_default_timezone())
    return local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def _in_quiet(front: PageCache, files: Files) -> None:
    if files.is_tidying_due:
        files.tidy()
    front.tend()


def _forget(front: PageCache) -> None:
    front.memory.clear()
    if front.files is not None:
        front.files.clear()
