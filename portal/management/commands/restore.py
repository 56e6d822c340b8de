"""`manage.py restore FILE`: a site from a backup."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.backups.manifest import BackupFault
from portal.backups.restoring import restore

FAULTY = 1


class Command(BaseCommand):
    help = (
        "Make this site the one of a backup: its texts, accounts and uploads. The file is looked "
        "through whole before anything changes, and the database is replaced in one step. A file "
        "that is damaged, or of a newer release, is refused. Exit codes: 0 done, 1 refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="What `manage.py backup` wrote.")
        parser.add_argument(
            "--force",
            action="store_true",
            help="Replace a site that is there; it is saved into before-restore/ of DATA_DIR.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        try:
            manifest = restore(
                options["file"],
                settings.BACKUP_KEY,
                force=options["force"],
                say=self.stdout.write,
            )
        except BackupFault as fault:
            raise CommandError(str(fault), returncode=FAULTY) from None
        seconds = time.monotonic() - start
        self.stdout.write(
            f"Restored the site of {manifest.made} (release {manifest.release}) in "
            f"{seconds:.1f} s. Everybody logs in again."
        )
