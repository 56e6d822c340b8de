"""Keeps up with what changed: one thread a process reads, every other thread only looks.

A commit on this host turns the counter, and the next request waits for the reading of it: no reader
gets an old page after an editor was told "done". Other hosts are woken by the database where it can
do that. Whatever is lost on the way, the thread reads once a second.
"""

from __future__ import annotations

import logging
import math
import os
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Lock, Thread
from typing import Protocol

from django.db import Error

from .counter import Counter
from .ledger import Change, Ledger, Verdict
from .memo import Memo
from .page import Page, Stamp

SECONDS_BETWEEN_LOOKS = 1.0
# A request waits so long for the reading of a change that it knows of.
MOST_WAIT = 2.0
# From then on our knowledge has an age that readers are told.
SECONDS_UNTIL_AWAY = 3.0
logger = logging.getLogger(__name__)


class Source(Protocol):
    """Where changes are read."""

    def begin(self) -> tuple[list[Change], list[Change]]:
        """The recent changes, and older ones that have a time of their own."""

    def since(self, last: Stamp) -> list[Change]:
        """The last change that is known, and all later ones."""

    def wait(self, wake: int, seconds: float) -> None:
        """Until something is written to `wake`, or the database says that something changed."""

    def close(self) -> None:
        """Let go of a connection that failed."""


class Listener(Protocol):
    """Hears what other hosts say."""

    def hear(self, heard: Callable[[], None]) -> None:
        """Call `heard` whenever another host changed something."""


class Watch:
    """What this process knows of changes, and since when."""

    def __init__(
        self,
        source: Source,
        counter: Counter | None,
        *,
        clock: Callable[[], float] = time.time,
        day_of: Callable[[float], float] = lambda _now: -math.inf,
        on_new_history: Callable[[], None] = lambda: None,
        in_quiet: Callable[[], None] = lambda: None,
        memo: Memo | None = None,
    ) -> None:
        self.ledger = Ledger()
        self.clock, self._day_of = clock, day_of
        self.is_running = False
        self._source, self._counter = source, counter
        self._on_new_history, self._in_quiet = on_new_history, in_quiet
        self._memo, self._noted = memo, -1
        # Set before the start, where other hosts can be heard.
        self.listener: Listener | None = None
        self._begun = False
        self._failed = False
        self._seen = self._given_up = -1
        self._is_looking = False
        self._checked = time.monotonic()
        self._looked = Condition()
        self._starting = Lock()
        self._wake = -1
        self._thread: Thread | None = None
        self._is_stopping = False

    def start(self) -> None:
        """Begin to read, and wait for the first reading."""
        with self._starting:
            if not self.is_running:
                heard, self._wake = os.pipe()
                os.set_blocking(self._wake, False)
                self._thread = Thread(
                    target=self._run, args=(heard,), name="page cache", daemon=True
                )
                self._thread.start()
                self._wait_for(lambda: self._seen >= 0)
                self.is_running = True
                if self.listener is not None:
                    self.listener.hear(self._ring)

    def stop(self) -> None:
        """End the thread; the next request begins another."""
        if self._thread:
            self._is_stopping = True
            self._ring()
            self._thread.join()
            wake, self._wake = self._wake, -1
            os.close(wake)
            self._thread, self._is_stopping, self.is_running = None, False, False

    def judge(self, page: Page) -> Verdict:
        """Whether a page is still true, by all that can be known now."""
        self.keep_up()
        now = self.clock()
        if page.version == self.ledger.version and page.rendered <= now:
            return Verdict.FRESH
        return self.ledger.judge(page, now)

    def keep_up(self) -> None:
        """Know of every change on this host, and of every time that has come."""
        if not self.hear_host() and time.monotonic() - self._checked > SECONDS_UNTIL_AWAY - 1:
            self._look_now()
        now = self.clock()
        if not self.ledger.last_due <= now < self.ledger.next_due:
            self.ledger.pass_due(now)

    def hear_host(self) -> bool:
        """Know of every change on this host; whether there was one."""
        if self._counter is None or (value := self._counter.value) == self._seen:
            return False
        self._catch_up(value)
        return True

    @property
    def age(self) -> int:
        """Seconds since our knowledge was sure; 0 while it is."""
        seconds = time.monotonic() - self._checked
        return int(seconds) if seconds > SECONDS_UNTIL_AWAY else 0

    def look(self) -> None:
        """Read what changed, once."""
        value = self._counter.value if self._counter is not None else 0
        self._is_looking = True
        try:
            self._read()
        except (Error, OSError) as error:
            if not self._failed:
                logger.warning("Cannot read what changed; kept pages go on. %s", error)
            self._failed = True
            with suppress(Error, OSError):
                self._source.close()
            self._remember()
        else:
            self._failed = False
            self._checked = time.monotonic()
            self._note()
        self._is_looking = False
        with self._looked:
            self._seen = value
            self._looked.notify_all()

    def _read(self) -> None:
        now = self.clock()
        self.ledger.begin_day(self._day_of(now))
        if self._begun and self.ledger.follow(self._source.since(self.ledger.last), now):
            return
        if self._begun:
            logger.warning("The database has another history now: all kept pages are dropped.")
            self._on_new_history()
        self.ledger.begin(*self._source.begin(), now)
        self._begun = True

    def _remember(self) -> None:
        """A start without the database: go on from what this host knew last, and say its age."""
        if self._begun or self._memo is None or (found := self._memo.read()) is None:
            return
        known, seconds = found
        self.ledger.resume(known, self.clock())
        self._checked = time.monotonic() - seconds
        self._begun = True
        logger.warning("Pages that were kept %d seconds ago are shown meanwhile.", seconds)

    def _note(self) -> None:
        if self._memo is None:
            return
        if self._noted == self.ledger.version:
            self._memo.confirm()
        else:
            self._noted = self.ledger.version
            self._memo.write(self.ledger.known())

    def _run(self, heard: int) -> None:
        while not self._is_stopping:
            self.look()
            with suppress(OSError):
                self._in_quiet()
            try:
                self._source.wait(heard, SECONDS_BETWEEN_LOOKS)
            except (Error, OSError):
                time.sleep(SECONDS_BETWEEN_LOOKS)
        self._source.close()
        os.close(heard)

    def _catch_up(self, value: int) -> None:
        """Wait until a change is read; when the database does not answer, one request waits."""
        if value == self._given_up:
            return
        self._ring()
        if not self._wait_for(lambda: self._seen >= value):
            self._given_up = value

    def _look_now(self) -> None:
        """The thread has not run lately: either the database is away or all stood still."""
        if self._failed or self._is_looking:
            return
        checked = self._checked
        self._ring()
        self._wait_for(lambda: self._checked != checked or self._failed)

    def _ring(self) -> None:
        # A full pipe wakes as well; after a stop there is nobody to wake.
        with suppress(OSError):
            os.write(self._wake, b"!")

    def _wait_for(self, is_done: Callable[[], bool]) -> bool:
        with self._looked:
            return self._looked.wait_for(is_done, MOST_WAIT)
