"""Pages that take seconds are made ahead: soon after a change, in a process of their own.

Visitors have the old page meanwhile. Which pages these are is known from whoever asked for one
first; that is written down, so that they are made anew after an update too.
"""

from __future__ import annotations

import fcntl
import json
import logging
import math
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from .key import Key

# An editor often changes several things in a row: the last of them is waited for, but not for long.
QUIET_SECONDS = 3.0
MOST_SECONDS = 60.0
# One for each name of the site.
MOST_KEYS = 4
MODULE = "portal.pagecache.making"
logger = logging.getLogger(__name__)

Maker = Callable[[Sequence[Key], int], "subprocess.Popen[bytes]"]


def begin(keys: Sequence[Key], lock: int) -> subprocess.Popen[bytes]:
    """A process that makes these pages. It holds the lock until it ends, whatever becomes of us."""
    return subprocess.Popen(  # noqa: S603 -- no shell; a name that Django has allowed is in it
        [sys.executable, "-m", MODULE, json.dumps(keys)],
        cwd=settings.BASE_DIR,
        pass_fds=[lock],
        stdin=subprocess.DEVNULL,
    )


class Ahead:
    """What one worker knows of the pages that are made ahead on its host."""

    def __init__(self, folder: Path, is_slow: Callable[[str], bool], make: Maker = begin) -> None:
        self._list, self._lock = folder / "ahead.json", folder / "ahead.lock"
        self._is_slow, self._make = is_slow, make
        self._keys = _read(self._list)
        self._version = self._tried = -1
        # When the first and the last change came that no page was made for yet.
        self._first = self._last = math.inf
        self._process: subprocess.Popen[bytes] | None = None
        self._has_failed = False

    def minds(self, key: Key) -> bool:
        """Whether the new page comes of itself, so that no visitor has to wait for it."""
        # Another worker may have made the old one.
        self.remember(key)
        return key in self._keys and not self._has_failed

    def remember(self, key: Key) -> None:
        """Somebody asked for this page; from now on it is made ahead if it is a slow one."""
        if key in self._keys or len(self._keys) == MOST_KEYS or not self._is_slow(key.path):
            return
        self._keys = [*self._keys, key]
        with suppress(OSError):
            self._list.write_text(json.dumps(self._keys), encoding="utf-8")

    def tend(self, version: int, is_fresh: Callable[[Key], bool], now: float) -> None:
        """Make the pages that are old, once changes have come to rest. Called again and again."""
        if self._process and self._process.poll() is None:
            return
        if version != self._version:
            self._version, self._last = version, now
            self._first = min(self._first, now)
        if now < min(self._last + QUIET_SECONDS, self._first + MOST_SECONDS):
            return
        old = [key for key in self._keys if not is_fresh(key)]
        self._has_failed = bool(old) and self._tried == version
        if old and not self._has_failed:
            self._begin(old, version)
            return
        if old:
            logger.warning("%s could not be made ahead; the next visitor waits.", old[0].path)
        self._first = self._last = math.inf

    def _begin(self, keys: Sequence[Key], version: int) -> None:
        """Unless another worker of this host is at it."""
        try:
            lock = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError:
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._tried = version
            self._process = self._make(keys, lock)
        except OSError:
            pass
        finally:
            os.close(lock)


def _read(path: Path) -> list[Key]:
    try:
        return [Key(*map(str, parts)) for parts in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
