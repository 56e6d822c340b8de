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


@contextmanager
def running() -> Iterator[str]:
    """A server with one empty database; gives the address for DATABASE_URL."""
    programs, who = binaries(), _as_nobody_special()
    assert programs is not None
    # Sockets have short names: the usual temporary folder may be too deep.
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if who:
        shutil.chown(home, who[2])

    def run(program: str, *arguments: str) -> None:
        command = [*who, str(programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, text=True, cwd="/")

    data = str(home / "data")
    try:
        run("initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        log = str(home / "log")
        options = f"{QUICK} -c unix_socket_directories={home}"
        run("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)
        try:
            run("createdb", "-h", str(home), "-U", "tests", "portal")
            yield f"postgres://tests@/portal?host={quote(str(home), safe='')}"
        finally:
            run("pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)
