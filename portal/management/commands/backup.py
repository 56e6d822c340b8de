"""`manage.py backup FILE`: the whole site in one file."""

from __future__ import annotations

import time
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.backups.making import dated, keep_newest, make
from portal.backups.manifest import BackupFault, Manifest

FAULTY, USAGE = 1, 2


def at_least_one(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError(f"expected 1 or more, not {text!r}")
    return int(text)


class Command(BaseCommand):
    help = (
        "Write the whole site into one file: database, uploads, and which release made it. Safe "
        "while people edit. The file is read again before it gets its name; an older one of that "
        "name stays until then. With BACKUP_KEY set it is encrypted. Logins are left out. "
        "Exit codes: 0 done, 1 not done, 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="Where to; in a folder, the file is named by date and time."
        )
        parser.add_argument(
            "--keep", type=at_least_one, metavar="N", help="Keep the newest N files of a folder."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        keep: int | None = options["keep"]
        folder = target if target.is_dir() else None
        if keep and folder is None:
            raise CommandError(f"--keep needs a folder; {target} is none.", returncode=USAGE)
        path = dated(folder) if folder else target
        start = time.monotonic()
        try:
            manifest = make(path, settings.BACKUP_KEY)
        except BackupFault as fault:
            raise CommandError(str(fault), returncode=FAULTY) from None
        self.stdout.write(_sentence(path, manifest, time.monotonic() - start))
        if folder and keep:
            for old in keep_newest(folder, keep):
                self.stdout.write(f"Removed {old}.")


def _sentence(path: Path, manifest: Manifest, seconds: float) -> str:
    size = path.stat().st_size / 1e6
    uploads = len(manifest.media)
    kind = "encrypted" if settings.BACKUP_KEY else "not encrypted"
    return (
        f"Wrote {path}: {size:.1f} MB, {kind}; the database and {uploads} "
        f"upload{'' if uploads == 1 else 's'}, checked, in {seconds:.1f} s."
    )
