"""`manage.py doctor`: is all well, and if not, what to do."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.doctor import Finding, Grade, examine

FAULTY = 1


class Command(BaseCommand):
    help = (
        "Look at configuration, files, disk, database, mail, backups, clock, search index and "
        "people, and say what to do. Exit codes: 0 all well, or advice alone; 1 a fault."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="One list of objects.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(examine())
        if options["json"]:
            rows = [{"about": f.about, "grade": f.grade, "says": f.says} for f in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            for finding in found:
                self.stdout.write(self._line(finding))
        faults = sum(finding.grade is Grade.FAULT for finding in found)
        if faults:
            things = "one thing needs" if faults == 1 else f"{faults} things need"
            raise CommandError(f"{things} attention.", returncode=FAULTY)

    def _line(self, finding: Finding) -> str:
        style = {
            Grade.OK: self.style.SUCCESS,
            Grade.ADVICE: self.style.WARNING,
            Grade.FAULT: self.style.ERROR,
        }[finding.grade]
        return style(f"{finding.grade:<7}") + f"{finding.about:<14}{finding.says}"
