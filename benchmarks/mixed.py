"""Readers, searches and an editor at once: `python benchmarks/mixed.py [--seconds 60]`.

Of 100 requests 95 read pages and 5 search, at a steady rate, while an editor publishes once a
second. No answer may be a failure, and 99 of 100 pages come within 50 ms. Whoever searches has a
connection of their own, so that no reader stands behind somebody else's search.
"""

from __future__ import annotations

import argparse
import http.client
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kills import EDITOR
from measuring import p99
from servers import ARTICLE, ROOT, Portal

MOST_MILLISECONDS = 50.0
RATE = 100
READERS, SEARCHERS = 8, 2
SEARCHES = 0.05
PAGES = (ARTICLE, "/", "/questions/", "/treatments/", "/words/", "/help-now/", "/a-to-z/")
ASKED = ("pain pump", "slipped disc", "numb leg after op", "can i fly", "laminectamy")


@dataclass(frozen=True)
class Seen:
    """One answer: its status, whether it was a search, and how long it took."""

    status: int
    is_search: bool
    milliseconds: float


def visit(port: int, seconds: float, seed: int, *, searches: bool) -> list[Seen]:
    """One connection's share of the requests, each at its own time whatever the others take."""
    dice, seen = random.Random(seed), []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    step = SEARCHERS / (RATE * SEARCHES) if searches else READERS / (RATE * (1 - SEARCHES))
    due = time.perf_counter() + dice.uniform(0, step)
    end = due + seconds
    while due < end:
        time.sleep(max(0.0, due - time.perf_counter()))
        status = ask(connection, searched(dice) if searches else dice.choice(PAGES))
        seen.append(Seen(status, searches, (time.perf_counter() - due) * 1000))
        due += step
    return seen


def searched(dice: random.Random) -> str:
    return f"/search/?q={dice.choice(ASKED).replace(' ', '+')}"


def ask(connection: http.client.HTTPConnection, path: str) -> int:
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
    return response.status


@contextmanager
def publishing(portal: Portal) -> Iterator[list[str]]:
    """An editor who publishes with each second; the texts that were told to be public."""
    program = EDITOR.replace("time.sleep(0.02)", "time.sleep(1 - time.time() % 1)")
    editor = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=portal.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert editor.stdout is not None
    told = [editor.stdout.readline()]
    try:
        yield told
    finally:
        editor.terminate()
        told += [line for line in editor.communicate()[0].splitlines() if line.isdecimal()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="portal-mixed-") as folder:
        # They all come from one address here; visitors do not.
        portal = Portal(Path(folder) / "data", LIMITS="0")
        with portal.served("portal") as server, publishing(portal) as told:
            with ThreadPoolExecutor(READERS + SEARCHERS) as visitors:
                parts = [
                    visitors.submit(visit, server.port, seconds, n, searches=n >= READERS)
                    for n in range(READERS + SEARCHERS)
                ]
            seen = [one for part in parts for one in part.result()]
    return report(seen, len(told))


def report(seen: list[Seen], published: int) -> int:
    failures = [one.status for one in seen if one.status != 200]
    pages = sorted(one.milliseconds for one in seen if not one.is_search)
    searches = sorted(one.milliseconds for one in seen if one.is_search)
    print(f"requests            {len(seen)}, of them {len(searches)} searches")
    print(f"texts published     {published}")
    print(f"failures            {len(failures)} {sorted(set(failures)) or ''}")
    print(f"pages, p50 and p99  {pages[len(pages) // 2]:.1f} and {p99(pages):.1f} ms (at most 50)")
    print(f"searches, p99       {p99(searches):.1f} ms")
    return 1 if failures or p99(pages) > MOST_MILLISECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
