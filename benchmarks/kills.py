"""Whether anything is lost when processes are killed: `python benchmarks/kills.py [--rounds 200]`.

An editor publishes without a pause and a reader reads without a pause. Each round kills the server
or the editor at a random moment, without a warning, and starts it again. What the editor was told
is published has to be there; what the reader sees has to be whole and new.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Self

from servers import ARTICLE, ROOT, Portal, free_port, granian

MOST_SECONDS_TO_RECOVER = 5.0
# A change that nobody could tell the server of is read within this time.
SECONDS_UNTIL_SEEN = 1.5
TITLE = re.compile(rb"<h1>Text (\d+)</h1>")

EDITOR = """
import time
import django
django.setup()
from django.contrib.auth import get_user_model
from fbss.editing import revisions
from fbss.models import Topic

def person(name):
    people = get_user_model().objects
    return people.get_or_create(username=name, defaults={"is_superuser": True, "is_staff": True})[0]

writer, reviewer = person("writer"), person("reviewer")
texts = Topic.objects.filter(entry__key="what-it-is")
for left in texts.filter(state__in=["draft", "in-review"]):
    if left.state == "in-review":
        revisions.recall(left, writer)
    revisions.discard(left, writer)
last = texts.filter(state="approved").latest("number").title
number = int(last.removeprefix("Text ")) if last.startswith("Text ") else 0
while True:
    number += 1
    text = texts.filter(state="approved").latest("number")
    text.title = f"Text {number}"
    draft = revisions.save_draft(text, writer)
    revisions.submit(draft, writer, "Says it better.")
    revisions.approve(draft, reviewer)
    print(number, flush=True)
    time.sleep(0.02)
"""


class Editor:
    """A process that publishes one text after the other, and what it was told is done."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        # When each number was told.
        self.told: dict[int, float] = {}
        self.start()

    def start(self) -> None:
        before = len(self.told)
        self._process = subprocess.Popen(
            [sys.executable, "-c", EDITOR],
            cwd=ROOT,
            env=self._portal.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        wait_for(lambda: len(self.told) > before, "the editor cannot publish")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()

    def told_before(self, moment: float) -> int:
        """The newest text that was told to be public by then."""
        return max((n for n, when in list(self.told.items()) if when < moment), default=0)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            # What was cut off was not told.
            if line.endswith("\n"):
                self.told[int(line)] = time.monotonic()


class Host:
    """The server with its worker; killed together, as by a power switch."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self.port = free_port()
        self.up_since = float("inf")
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            granian("portal.wsgi:application", self.port),
            cwd=ROOT,
            env=self._portal.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(self._answers, "the server does not answer")
        self.up_since = time.monotonic()

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            sys.exit(f"the server ended with {self._process.returncode}")
        return get(self.port)[0] == 200

    def kill(self) -> None:
        self.up_since = float("inf")
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        # The worker may die a little later than the process that we wait for.
        wait_for(self._is_gone, "the killed server still listens")

    def _is_gone(self) -> bool:
        try:
            socket.create_server(("127.0.0.1", self.port)).close()
        except OSError:
            return False
        return True


@dataclass
class Reader:
    """Somebody who reads all the time, and what was wrong with what they saw."""

    host: Host
    editor: Editor
    pages: int = 0
    faults: list[str] = field(default_factory=list)
    _is_over: Event = field(default_factory=Event)

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._read)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._is_over.wait(0.01):
            moment = time.monotonic() - SECONDS_UNTIL_SEEN
            # A server that begins shows what it kept while it makes its first page.
            due = self.editor.told_before(moment) if self.host.up_since < moment else 0
            status, page = get(self.host.port)
            self.pages += status == 200
            if fault := fault_of(status, page, due):
                self.faults.append(fault)


def fault_of(status: int, page: bytes, due: int) -> str:
    """What is wrong with an answer; a connection that broke is none."""
    if status in (0, 503):
        return ""
    if status != 200:
        return f"status {status}"
    found = TITLE.search(page)
    if not page.rstrip().endswith(b"</html>") or (due and not found):
        return "half a page"
    if found and int(found[1]) < due:
        return f"text {found[1].decode()} when {due} was public"
    return ""


def get(port: int) -> tuple[int, bytes]:
    """Status and body of the page; 0 where the server is gone."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", ARTICLE)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def wait_for(is_done: Callable[[], bool], otherwise: str, seconds: float = 60) -> None:
    start = time.monotonic()
    while not is_done():
        if time.monotonic() - start > seconds:
            sys.exit(otherwise)
        time.sleep(0.005)


def lost(database: Path, told: dict[int, float]) -> list[str]:
    """What is missing of all that was told, and what is wrong with the file."""
    with closing(sqlite3.connect(database)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        rows = connection.execute(
            "SELECT title, live_until IS NULL FROM fbss_topic JOIN fbss_entry e ON e.id = entry_id"
            " WHERE e.key = 'what-it-is' AND state = 'approved' ORDER BY number"
        ).fetchall()
    titles = [title for title, _is_live in rows]
    missing = [f"Text {n} is missing" for n in sorted(told) if f"Text {n}" not in set(titles)]
    if [title for title, is_live in rows if is_live] != titles[-1:]:
        missing.append("the newest text is not the only live one")
    return missing + ([] if verdict == "ok" else [f"the database is damaged: {verdict}"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="repeats the moments of a run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-kills-") as folder:
        return report(*run(Path(folder) / "data", options.rounds, random.Random(options.seed)))


def run(home: Path, rounds: int, dice: random.Random) -> tuple[int, Reader, list[str], float]:
    """All rounds: how many, what the reader saw, what is lost, and the slowest start."""
    portal = Portal(home, DATABASE_URL="")
    editor, host = Editor(portal), Host(portal)
    gone: list[str] = []
    slowest = 0.0
    try:
        with Reader(host, editor) as reader:
            for _round in range(rounds):
                time.sleep(dice.uniform(0, 0.4))
                victim = dice.choice([host, editor])
                victim.kill()
                gone += lost(home / "db.sqlite3", editor.told)
                start = time.monotonic()
                victim.start()
                slowest = max(slowest, time.monotonic() - start)
            time.sleep(SECONDS_UNTIL_SEEN)
        return len(editor.told), reader, gone, slowest
    finally:
        for process in (editor, host):
            process.kill()


def report(published: int, reader: Reader, gone: list[str], slowest: float) -> int:
    print(f"texts published     {published}")
    print(f"texts lost          {len(gone)}")
    print(f"pages read          {reader.pages}")
    print(f"pages wrong         {len(reader.faults)}")
    print(f"slowest recovery    {slowest:.1f} s (at most {MOST_SECONDS_TO_RECOVER:.0f})")
    for fault in [*gone, *reader.faults][:20]:
        print(f"  {fault}")
    return 1 if gone or reader.faults or slowest > MOST_SECONDS_TO_RECOVER else 0


if __name__ == "__main__":
    sys.exit(main())
