"""Whether anything is lost when processes are killed: `python benchmarks/kills.py [--rounds 200]`.

An editor saves and publishes without a pause and a reader reads without a pause. Each round kills
the server, the editor, a load, a backup or a migration at a random moment, without a warning, and
starts it again. What the editor was told is saved or published has to be there, what was begun has
to come to its end at the second try, and what the reader sees has to be whole and new.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Self

from servers import ARTICLE, ROOT, Missing, Portal, free_port, granian

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
    print(f"saved {number}", flush=True)
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
        # The last one that was said to be saved.
        self.saved = 0
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
            if not line.endswith("\n"):
                continue
            if line.startswith("saved "):
                self.saved = int(line.removeprefix("saved "))
            else:
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
            status, page, wait = get(self.host.port)
            self.pages += status == 200
            if fault := fault_of(status, page, wait, due):
                self.faults.append(fault)


def fault_of(status: int, page: bytes, wait: str, due: int) -> str:
    """What is wrong with an answer; none where the connection broke or it says when to come."""
    if status == 0 or (status == 503 and wait):
        return ""
    if status != 200:
        return f"status {status}"
    found = TITLE.search(page)
    if not page.rstrip().endswith(b"</html>") or (due and not found):
        return "half a page"
    if found and int(found[1]) < due:
        return f"text {found[1].decode()} when {due} was public"
    return ""


def get(port: int) -> tuple[int, bytes, str]:
    """Status, body and Retry-After of the page; 0 where the server is gone."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", ARTICLE)
        response = connection.getresponse()
        return response.status, response.read(), response.headers.get("Retry-After", "")
    except (OSError, http.client.HTTPException):
        return 0, b"", ""
    finally:
        connection.close()


def wait_for(is_done: Callable[[], bool], otherwise: str, seconds: float = 60) -> None:
    start = time.monotonic()
    while not is_done():
        if time.monotonic() - start > seconds:
            sys.exit(otherwise)
        time.sleep(0.005)


def lost(database: Path, told: dict[int, float], saved: int) -> list[str]:
    """What is missing of all that was told, and what is wrong with the file."""
    with closing(sqlite3.connect(database)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        found = connection.execute(
            "SELECT title, live_until IS NULL, state FROM fbss_topic JOIN fbss_entry e"
            " ON e.id = entry_id WHERE e.key = 'what-it-is' ORDER BY number"
        ).fetchall()
    rows = [(title, is_live) for title, is_live, state in found if state == "approved"]
    titles = [title for title, _is_live in rows]
    missing = [f"Text {n} is missing" for n in sorted(told) if f"Text {n}" not in set(titles)]
    if [title for title, is_live in rows if is_live] != titles[-1:]:
        missing.append("the newest text is not the only live one")
    if saved and f"Text {saved}" not in {title for title, _is_live, _state in found}:
        missing.append(f"Text {saved} was saved and is missing")
    return missing + ([] if verdict == "ok" else [f"the database is damaged: {verdict}"])


@dataclass
class Errands:
    """Commands that are killed at a random moment, and then run to their end."""

    portal: Portal
    folder: Path
    dice: random.Random
    runs: int = 0

    def load(self) -> list[str]:
        """A seed with another title of one page."""
        title, seeds = f"Flare {self.runs}", self.folder / "seeds"
        shutil.copytree(ROOT / "seeds", seeds, dirs_exist_ok=True)
        page = seeds / "topics" / "flare-ups.md"
        page.write_text(re.sub(r"(?m)^title: .*$", f"title: {title}", page.read_text(), count=1))
        return self._twice(self.portal, "manage.py", "load_seed", str(seeds)) or (
            [] if title in self._titles() else [f"{title} was loaded and is missing"]
        )

    def _titles(self) -> set[str]:
        with closing(sqlite3.connect(self.folder / "data" / "db.sqlite3")) as connection:
            rows = connection.execute("SELECT title FROM fbss_topic WHERE live_until IS NULL")
            return {title for (title,) in rows}

    def backup(self) -> list[str]:
        """Over the one before, which stays until the new one is whole."""
        path = self.folder / "site.backup"
        before = path.read_bytes() if path.exists() else b""
        self._kill(self.portal, "manage.py", "backup", str(path))
        after = path.read_bytes() if path.exists() else b""
        faults = [] if after == before else self._restored(path)
        self.portal.run("manage.py", "backup", str(path))
        left = [other.name for other in self.folder.glob("*site.backup*") if other != path]
        return faults + [f"a backup left {name}" for name in left]

    def _restored(self, path: Path) -> list[str]:
        home = self.folder / f"restored-{self.runs}"
        try:
            other = Portal(home, prepares=False)
            other.run("manage.py", "restore", str(path))
        except Missing as error:
            return [f"a killed backup left a file that cannot be read: {error}"]
        finally:
            shutil.rmtree(home, ignore_errors=True)
        return []

    def migration(self) -> list[str]:
        """Of a database of its own, from nothing."""
        home = self.folder / f"new-{self.runs}"
        other = Portal(home, prepares=False)
        faults = self._twice(other, "manage.py", "migrate", "--verbosity=0")
        try:
            other.run("manage.py", "migrate", "--check")
        except Missing as error:
            faults.append(f"migrations wait after a killed one: {error}")
        shutil.rmtree(home)
        return faults

    def _twice(self, portal: Portal, *arguments: str) -> list[str]:
        self._kill(portal, *arguments)
        try:
            portal.run(*arguments)
        except Missing as error:
            return [f"{arguments[1]} fails after it was killed: {error}"]
        return []

    def _kill(self, portal: Portal, *arguments: str) -> None:
        self.runs += 1
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = [sys.executable, *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=portal.environment, **quiet)
        with suppress(subprocess.TimeoutExpired):
            # Not before Python has begun.
            process.wait(self.dice.uniform(0.5, 4))
        process.kill()
        process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="repeats the moments of a run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-kills-") as folder:
        return report(*run(Path(folder) / "data", options.rounds, random.Random(options.seed)))


@dataclass
class Rounds:
    """What was killed, what is lost, and how long each took to be there again at most."""

    home: Path
    host: Host
    editor: Editor
    errands: Errands
    lost: list[str] = field(default_factory=list)
    slowest: dict[str, float] = field(default_factory=lambda: {"server": 0.0, "editor": 0.0})

    def go(self, dice: random.Random) -> None:
        """Kill somebody at a random moment, look at what is there, and start them again."""
        time.sleep(dice.uniform(0, 0.4))
        name = dice.choices(["server", "editor", "errand"], [4, 4, 2])[0]
        if name == "errand":
            errands = self.errands
            self.lost += dice.choice([errands.load, errands.backup, errands.migration])()
            return
        victim = self.host if name == "server" else self.editor
        victim.kill()
        self.lost += lost(self.home / "db.sqlite3", self.editor.told, self.editor.saved)
        start = time.monotonic()
        victim.start()
        self.slowest[name] = max(self.slowest[name], time.monotonic() - start)


def run(home: Path, rounds: int, dice: random.Random) -> tuple[Rounds, Reader]:
    """All rounds, and what the reader saw."""
    portal = Portal(home, DATABASE_URL="")
    editor, host = Editor(portal), Host(portal)
    done = Rounds(home, host, editor, Errands(portal, home.parent, dice))
    try:
        with Reader(host, editor) as reader:
            for _round in range(rounds):
                done.go(dice)
            time.sleep(SECONDS_UNTIL_SEEN)
        return done, reader
    finally:
        for process in (editor, host):
            process.kill()


def report(done: Rounds, reader: Reader) -> int:
    server, editor = done.slowest["server"], done.slowest["editor"]
    print(f"errands killed      {done.errands.runs}")
    print(f"texts published     {len(done.editor.told)}")
    print(f"texts lost          {len(done.lost)}")
    print(f"pages read          {reader.pages}")
    print(f"pages wrong         {len(reader.faults)}")
    print(f"slowest recovery    {server:.1f} s (at most {MOST_SECONDS_TO_RECOVER:.0f})")
    print(f"editor's program    {editor:.1f} s until it publishes again")
    print(f"load of the machine {os.getloadavg()[1]:.1f}")
    for fault in [*done.lost, *reader.faults][:20]:
        print(f"  {fault}")
    return 1 if done.lost or reader.faults or server > MOST_SECONDS_TO_RECOVER else 0


if __name__ == "__main__":
    sys.exit(main())
