"""What this host knew of changes last: a start without the database goes on from there."""

from __future__ import annotations

import json
import logging
import os
import time
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from typing import Any

from .ledger import Change, Known
from .page import Stamp

# A page that nobody could check for longer is not shown: as long as caches in front may show it.
MOST_SECONDS = 24 * 60 * 60
logger = logging.getLogger(__name__)


class Memo:
    """A file that each worker of the host writes; the last one to write knew most."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, known: Known) -> None:
        """Whole or not at all. A full disk costs a start without the database, nothing else."""
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}-{get_ident()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(_as_values(known)), encoding="ascii")
            beside.replace(self._path)
        except OSError as error:
            logger.warning("Could not note what changed: %s", error.strerror)
            with suppress(OSError):
                beside.unlink()

    def confirm(self) -> None:
        """It still holds."""
        with suppress(OSError):
            os.utime(self._path)

    def read(self) -> tuple[Known, float] | None:
        """What was known, and the seconds since it was; None where nothing recent is there."""
        try:
            seconds = max(0.0, time.time() - self._path.stat().st_mtime)
            values = json.loads(self._path.read_text(encoding="ascii"))
            return (_from_values(values), seconds) if seconds < MOST_SECONDS else None
        except (OSError, ValueError, TypeError, KeyError):
            return None


def _as_values(known: Known) -> dict[str, object]:
    return {
        "stamps": sorted(known.stamps.items()),
        "soft": known.soft,
        "hard": known.hard,
        "timed": [
            [*change.stamp, sorted(change.tags), change.hard, change.at] for change in known.timed
        ],
    }


def _from_values(values: dict[str, Any]) -> Known:
    return Known(
        stamps={int(number): str(token) for number, token in values["stamps"]},
        soft={tag: int(number) for tag, number in dict(values["soft"]).items()},
        hard={tag: int(number) for tag, number in dict(values["hard"]).items()},
        timed=[_change(row) for row in values["timed"]],
    )


def _change(row: list[Any]) -> Change:
    number, token, tags, hard, at = row
    return Change(Stamp(number, token), frozenset(tags), hard, at)
