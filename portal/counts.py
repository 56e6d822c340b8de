"""Small numbers that all workers of a host share: how often something was asked for lately.

A memory-mapped file of fixed length. It holds no names: a number stands under a short fingerprint
of its name, from which nobody finds the name again. A full table forgets what runs out first.
"""

from __future__ import annotations

import fcntl
import logging
import mmap
import os
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

# When it runs out, what it stands under, how much it is.
PLACE = struct.Struct("<QQQ")
ROWS, PLACES_A_ROW = 16_384, 4
ROW_BYTES = PLACE.size * PLACES_A_ROW
logger = logging.getLogger(__name__)


class HostCounts(BaseCache):
    """As much of a Django cache as counting takes: whole numbers that run out."""

    def __init__(self, path: str | Path, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._path = Path(path)
        self._lock = Lock()
        self._opened: tuple[int, int | None, mmap.mmap] | None = None

    def add(
        self,
        key: str,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        mark, row = self._where(key, version)
        with self._table() as table:
            if _find(table, row, mark) is not None:
                return False
            ends = int(self.get_backend_timeout(timeout) or time.time())
            PLACE.pack_into(table, _first_to_end(table, row), ends, mark, value)
            return True

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        mark, row = self._where(key, version)
        with self._table() as table:
            place = _find(table, row, mark)
            if place is None:
                raise ValueError("nothing is counted under this name")
            ends, _mark, value = PLACE.unpack_from(table, place)
            PLACE.pack_into(table, place, ends, mark, value + delta)
            return int(value) + delta

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        mark, row = self._where(key, version)
        with self._table() as table:
            place = _find(table, row, mark)
            return default if place is None else PLACE.unpack_from(table, place)[2]

    def clear(self) -> None:
        with self._table() as table:
            table[:] = bytes(len(table))

    @property
    def is_alone(self) -> bool:
        """Whether this worker found no file to share."""
        return self._opened is not None and self._opened[1] is None

    def _where(self, key: str, version: int | None) -> tuple[int, int]:
        name = self.make_and_validate_key(key, version=version).encode()
        digest = blake2b(name, digest_size=10).digest()
        row = int.from_bytes(digest[8:], "big") % ROWS
        return int.from_bytes(digest[:8], "big") | 1, row * ROW_BYTES

    @contextmanager
    def _table(self) -> Iterator[mmap.mmap]:
        """The table for one at a time, in this process and among all."""
        with self._lock:
            # A child of this process needs a lock of its own.
            if self._opened is None or self._opened[0] != os.getpid():
                self._opened = (os.getpid(), *self._open())
            _process, file, table = self._opened
            if file is None:
                yield table
                return
            fcntl.flock(file, fcntl.LOCK_EX)
            try:
                yield table
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _open(self) -> tuple[int | None, mmap.mmap]:
        """The shared file; without room for it, memory of this worker alone."""
        length = ROWS * ROW_BYTES
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            # Now or never: a page of a mapped file that finds no room ends the process.
            os.posix_fallocate(file, 0, length)
            return file, mmap.mmap(file, length)
        except OSError as error:
            logger.warning("Each worker counts for itself: %s", error)
            return None, mmap.mmap(-1, length)


def _places(row: int) -> range:
    return range(row, row + ROW_BYTES, PLACE.size)


def _find(table: mmap.mmap, row: int, mark: int) -> int | None:
    now = time.time()
    for place in _places(row):
        ends, held, _value = PLACE.unpack_from(table, place)
        if held == mark and ends > now:
            return place
    return None


def _first_to_end(table: mmap.mmap, row: int) -> int:
    return min(_places(row), key=lambda place: int(PLACE.unpack_from(table, place)[0]))
