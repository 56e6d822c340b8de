"""At most one thread makes a page; the others wait for it, or go on with the old one."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Event, Lock


class Flights:
    """Which pages are being made now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._landed: dict[Hashable, Event] = {}

    def begin(self, key: Hashable) -> bool:
        """Whether the caller is the one to make it, and must say `end`."""
        with self._lock:
            if key in self._landed:
                return False
            self._landed[key] = Event()
            return True

    def end(self, key: Hashable) -> None:
        with self._lock:
            self._landed.pop(key).set()

    def wait(self, key: Hashable, seconds: float) -> bool:
        """Until it is made or given up; False if that takes too long."""
        landed = self._landed.get(key)
        return landed is None or landed.wait(seconds)
