"""How each database is copied whole, checked and put back. All else asks only here."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from django.db import DatabaseError, connection

from .manifest import BackupFault

# Whoever is logged in logs in again: a copy of the site must not hold keys to it, and a login
# that was ended must not come back.
LOGINS = ("django_session", "usersessions_usersession")
PATIENCE = 60


class Engine(Protocol):
    """One kind of database."""

    name: str
    # What the copy is called inside a backup.
    member: str

    def dump(self, to: Path) -> None:
        """Write all of the database as of one moment, without logins, while others write."""

    def check(self, copy: Path) -> None:
        """Raise BackupFault unless the copy is whole."""

    def restore(self, copy: Path) -> None:
        """Replace the database by the copy: all of it or nothing."""


def engine() -> Engine:
    """That of the configured database."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


class SQLite:
    """By its own backup interface in one step: one moment, and nobody waits."""

    name = "sqlite"
    member = "database.sqlite3"

    def dump(self, to: Path) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(to)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("PRAGMA secure_delete=ON")
            with copy:
                for table in _tables(copy) & set(LOGINS):
                    copy.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names

    def check(self, copy: Path) -> None:
        try:
            with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
                (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            verdict = str(error)
        if verdict != "ok":
            raise BackupFault(f"The copy of the database is damaged: {verdict}.")

    def restore(self, copy: Path) -> None:
        self._make_way()
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as source:
            source.backup(connection.connection)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def _make_way(self) -> None:
        """A file that is no database any more is put aside: nothing can be written into it."""
        try:
            connection.ensure_connection()
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM sqlite_master")
        except DatabaseError:
            connection.close()
            for ending in ("-wal", "-shm", ""):
                path = Path(f"{connection.settings_dict['NAME']}{ending}")
                if path.exists():
                    path.replace(f"{path}.damaged")


class PostgreSQL:
    """By its own programs; restored in one transaction."""

    name = "postgresql"
    member = "database.pgdump"

    def dump(self, to: Path) -> None:
        without = [f"--exclude-table-data={table}" for table in LOGINS]
        run_program("pg_dump", *FORM, "--compress=0", *without, f"--file={to}", *_target())

    def check(self, copy: Path) -> None:
        run_program("pg_restore", "--list", str(copy))

    def restore(self, copy: Path) -> None:
        script = copy.with_suffix(".sql")
        run_program("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
        try:
            first = [f"--command={line}" for line in _clearing()]
            once = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc")
            run_program("psql", *once, *first, f"--file={script}", *_target())
        finally:
            script.unlink()
            connection.close()


# Those of triggers; not what an extension brought.
_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema() AND p.prokind = 'f'
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
FORM = ("--format=custom", "--no-owner", "--no-privileges")


def run_program(name: str, *arguments: str) -> None:
    """One of PostgreSQL's programs; raises BackupFault with what it complains about."""
    try:
        done = subprocess.run(  # noqa: S603 -- no shell; arguments are paths and names of ours
            [name, *arguments],
            env=os.environ | _password(),
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise BackupFault(
            f"The program {name} is missing: install PostgreSQL's client, "
            "for example with apt-get install postgresql-client."
        ) from None
    if done.returncode:
        raise BackupFault(f"{name} failed: {done.stderr.strip()}")


def _clearing() -> Iterable[str]:
    yield f"SET lock_timeout = '{PATIENCE}s'"
    for table in connection.introspection.table_names():
        yield f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE"
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTIONS)
        for (function,) in cursor.fetchall():
            yield f"DROP FUNCTION IF EXISTS {function} CASCADE"


def _target() -> list[str]:
    """The database as PostgreSQL's programs want it, without the password."""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 -- only where PostgreSQL is

    return ["--dbname", make_conninfo(**_parameters())]


def _parameters() -> dict[str, Any]:
    known = {"dbname", "host", "port", "user", "service", "sslmode", "sslrootcert", "sslcert"}
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name in known | {"sslkey"} and value}


def _password() -> dict[str, str]:
    """In the environment, where other users of the machine cannot read it."""
    given = connection.settings_dict["PASSWORD"]
    return {"PGPASSWORD": given} if connection.vendor == "postgresql" and given else {}


def _tables(database: sqlite3.Connection) -> set[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}
