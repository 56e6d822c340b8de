"""`manage.py export_seed DIR`: write what visitors read back as seed files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fbss.seeding.exporter import Unfit, export

FAULTY, USAGE = 1, 2


class Command(BaseCommand):
    help = (
        "Write the texts that visitors read as seed files, in the format that load_seed reads. "
        "Drafts, pages that were never published and withdrawn pages are left out, and named. "
        "Exit codes: 0 done, 1 written but load_seed would refuse it, 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that is empty or not there yet.")
        parser.add_argument("--force", action="store_true", help="Replace an earlier export.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            result = export(folder, force=options["force"])
        except Unfit as unfit:
            raise CommandError(str(unfit), returncode=USAGE) from None
        except OSError as error:
            message = f"{folder} cannot be written: {error.strerror}"
            raise CommandError(message, returncode=USAGE) from None
        for name, reason in result.left_out.items():
            self.stdout.write(f"left out  {name}: {reason}")
        self.stdout.write(f"Wrote {result.written} items to {folder}.")
        if result.faults:
            self.stderr.write("\n".join(map(str, result.faults)))
            raise CommandError(
                "load_seed would refuse this export; mend these texts in the admin, then export "
                "again",
                returncode=FAULTY,
            )
