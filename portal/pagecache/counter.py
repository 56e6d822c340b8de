"""A number that all processes of a host share: it tells them at once that something changed."""

from __future__ import annotations

import fcntl
import mmap
import os
from pathlib import Path

LENGTH = 8


class Counter:
    """A number in a memory-mapped file. Reading costs as much as reading a variable."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            self._make_room()
        except OSError:
            os.close(self._file)
            raise
        self._map = mmap.mmap(self._file, LENGTH)
        self._number = memoryview(self._map).cast("Q")

    @property
    def value(self) -> int:
        return self._number[0]

    def count(self) -> None:
        """One more. Processes take turns, so that no step is lost."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            self._number[0] = (self._number[0] + 1) % 2**64
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _make_room(self) -> None:
        """Have the bytes on the disk: in a hole, the first step on a full disk would kill us."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            if os.fstat(self._file).st_size < LENGTH:
                os.pwrite(self._file, bytes(LENGTH), 0)
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        self._number.release()
        self._map.close()
        os.close(self._file)
