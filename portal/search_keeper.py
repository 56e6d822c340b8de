"""A thread of each worker that looks after the search, so that no visitor waits for it.

It reads what the first search would have to read, and has the index examined in a slow rhythm.
"""

from __future__ import annotations

import logging
import time
from threading import Thread

from django.core.cache import caches
from django.db import Error, connection

from fbss.search import search
from fbss.search.healing import examine

# The first page of a new worker comes before what the first search needs.
SECONDS_LATER = 1.0
SECONDS_BETWEEN = 60 * 60
logger = logging.getLogger(__name__)


def begin() -> Thread:
    """Look after the search from now on."""
    thread = Thread(target=_run, name="search keeper", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    time.sleep(SECONDS_LATER)
    while True:
        tend()
        time.sleep(SECONDS_BETWEEN)


def tend() -> None:
    """Read ahead; one worker of all examines the index. A database that is away costs nothing."""
    try:
        search("pain")
        if caches["counts"].add("search-examined", 1, SECONDS_BETWEEN):
            examine()
    except (Error, OSError) as error:
        logger.warning("The search could not be looked after: %s", error)
    finally:
        connection.close()
