"""Pages in memory: those that were read lately, within a bound of count and of bytes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

from .page import Page

K = TypeVar("K")

MOST_PAGES = 2000
MOST_BYTES = 64 * 1024 * 1024


class Memory(Generic[K]):
    """Reading takes no lock and moves nothing; a page that was read survives one tidying."""

    def __init__(self, most_pages: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self.most_pages, self.most_bytes = most_pages, most_bytes
        self.bytes = 0
        self._pages: OrderedDict[K, Page] = OrderedDict()
        self._asked: set[K] = set()
        self._lock = Lock()
        self.get = self._pages.get

    def __len__(self) -> int:
        return len(self._pages)

    def is_wanted(self, key: K) -> bool:
        """Whether a page that is a file is worth a place here.

        Where there is room it is; else only if it was asked for before, lately: a crawler that
        reads every page once does not drive out what people read.
        """
        if len(self._pages) < self.most_pages // 2 and self.bytes < self.most_bytes // 2:
            return True
        if key in self._asked:
            return True
        if len(self._asked) >= self.most_pages:
            self._asked.clear()
        self._asked.add(key)
        return False

    def put(self, key: K, page: Page) -> None:
        if page.size > self.most_bytes:
            return
        with self._lock:
            self._take_out(key)
            self._pages[key] = page
            self.bytes += page.size
            self._tidy()

    def drop(self, key: K, page: Page) -> None:
        """Let go of a page, unless another has taken its place."""
        with self._lock:
            if self._pages.get(key) is page:
                self._take_out(key)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.bytes = 0

    def _take_out(self, key: K) -> None:
        if page := self._pages.pop(key, None):
            self.bytes -= page.size

    def _tidy(self) -> None:
        while self._pages and (len(self._pages) > self.most_pages or self.bytes > self.most_bytes):
            key, page = next(iter(self._pages.items()))
            if page.used:
                page.used = False
                self._pages.move_to_end(key)
            else:
                self._take_out(key)
