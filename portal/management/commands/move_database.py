"""`manage.py move_database`: from SQLite to PostgreSQL, or back."""

from __future__ import annotations

import os
import time
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import addresses
from portal.backups.manifest import BackupFault
from portal.backups.moving import move
from portal.env import Environment, FaultyEnvironment

FAULTY, USAGE = 1, 2
NAME = "NEW_DATABASE_URL"


class Command(BaseCommand):
    help = (
        f"Copy the whole database into an empty one, at the address in {NAME} (or in the file "
        f"named by {NAME}_FILE), and compare both. Stop the portal before, or nobody edits "
        "meanwhile: later changes are not in the copy. Logins are left out. "
        "Exit codes: 0 done, 1 not done and nothing changed, 2 wrong usage."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        try:
            counts = move(_target())
        except BackupFault as fault:
            raise CommandError(str(fault), returncode=FAULTY) from None
        rows, seconds = sum(counts.values()), time.monotonic() - start
        self.stdout.write(
            f"Copied {rows:,} rows of {len(counts)} tables in {seconds:.1f} s, and compared them. "
            "Now set DATABASE_URL to the new address and start the portal. The old database is "
            "as it was."
        )


def _target() -> dict[str, Any]:
    env = Environment(os.environ)
    target = env.parsed(
        NAME,
        partial(addresses.database, root=settings.BASE_DIR),
        default="sqlite:///:memory:",
        accepts="sqlite:///path or postgres://user:password@host:port/name",
        about="Where to move.",
        secret=True,
    )
    try:
        env.verify(hint="It takes the same addresses as DATABASE_URL.")
    except FaultyEnvironment as fault:
        raise CommandError(str(fault), returncode=USAGE) from None
    if target["NAME"] == ":memory:":
        raise CommandError(f"Set {NAME} to the address of an empty database.", returncode=USAGE)
    return target
