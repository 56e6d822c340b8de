"""A PostgreSQL server of the tests' own: started when they ask, gone when they end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin")
# Nothing of it outlives the tests, so nothing has to be safe on disk.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def binaries() -> Path | None:
    """Where the server's programs are, the newest first."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [folder for place in PLACES for folder in Path("/").glob(place[1:])]
    whole = [folder for folder in folders if (folder / "initdb").exists()]
    return max(
        whole, key=lambda folder: [int(n) for n in folder.parts if n.isdigit()], default=None
    )


def _as_nobody_special() -> list[str]:
    """The server refuses to run as root; somebody else of this machine runs it then."""
    if os.getuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    return ["runuser", "-u", "postgres" if "postgres" in names else "nobody", "--"]


class Server:
    """A server with one empty database, in a folder of its own; it can go away and come back."""

    def __init__(self, home: Path, more: str = "") -> None:
        programs = binaries()
        assert programs is not None
        self._programs, self._who = programs, _as_nobody_special()
        self._data, self._log = str(home / "data"), str(home / "log")
        self._options = f"{QUICK} -c unix_socket_directories={home} {more}"
        self.address = f"postgres://tests@/portal?host={quote(str(home), safe='')}"
        if self._who:
            shutil.chown(home, self._who[2])
        new = ("-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self._run("initdb", "-D", self._data, *new)
        self.start()
        self._run("createdb", "-h", str(home), "-U", "tests", "portal")

    def start(self) -> None:
        self._control("start", "-w", "-l", self._log, "-o", self._options)

    def stop(self) -> None:
        """At once, as if its machine had failed."""
        self._control("stop", "-m", "immediate")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", *arguments, "-D", self._data)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._who, str(self._programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, text=True, cwd="/")


@contextmanager
def serving(more: str = "") -> Iterator[Server]:
    """A server of one's own, with more options if need be."""
    # Sockets have short names: the usual temporary folder may be too deep.
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        server = Server(home, more)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def running() -> Iterator[str]:
    """The address of such a server, for DATABASE_URL."""
    with serving() as server:
        yield server.address
