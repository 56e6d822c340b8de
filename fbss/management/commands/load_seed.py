"""`manage.py load_seed [PATH]`: bring the seed files into the database."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import OperationalError

from fbss.seeding.decide import Step
from fbss.seeding.faults import FaultySeed
from fbss.seeding.loader import Summary, load

# What a caller can tell from the exit code.
FAULTY, USAGE, WOULD_CHANGE, CONFLICTS = 1, 2, 3, 4
SECONDS_BEFORE_PROGRESS = 2


class Command(BaseCommand):
    help = (
        "Check the seed files and bring them into the database, in one transaction that never "
        "overwrites what an editor wrote. Exit codes: 0 done, 1 faulty files and nothing written, "
        "2 wrong usage, 3 something would change (--check), 4 seed texts wait for an editor "
        "(--strict)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "seeds",
            help="A folder of seed files, or one raw text (.txt) of questions and answers.",
        )
        for option, about in (
            ("--dry-run", "Do all of it, show the differences, write nothing."),
            ("--check", "Like --dry-run, with exit code 3 if anything would change."),
            ("--strict", "Exit code 4 if seed texts wait for an editor."),
            ("--json", "Print the summary as JSON."),
        ):
            parser.add_argument(option, action="store_true", help=about)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        if problem := problem_with(path):
            raise CommandError(problem, returncode=USAGE)
        only_look = options["dry_run"] or options["check"]
        summary = self._load(path, only_look=only_look, as_json=options["json"])
        self._report(summary, only_look=only_look, as_json=options["json"])
        if options["check"] and summary.would_write:
            sys.exit(WOULD_CHANGE)
        if options["strict"] and summary.waiting:
            sys.exit(CONFLICTS)

    def _load(self, path: Path, *, only_look: bool, as_json: bool) -> Summary:
        progress = Progress(self.stderr)
        try:
            return load(path, dry_run=only_look, progress=progress)
        except FaultySeed as faulty:
            progress.clear()
            self._refuse(faulty, as_json=as_json)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            raise CommandError(
                "another load or save is holding the database; nothing was written, try again",
                returncode=FAULTY,
            ) from None
        finally:
            progress.clear()

    def _refuse(self, faulty: FaultySeed, *, as_json: bool) -> NoReturn:
        if as_json:
            faults = [
                {"file": f.file, "line": f.line, "field": f.field, "message": f.message}
                for f in faulty.faults
            ]
            self.stdout.write(json.dumps({"faults": faults}, indent=2, ensure_ascii=False))
        else:
            self.stderr.write("\n".join(map(str, faulty.faults)))
        count = len(faulty.faults)
        raise CommandError(
            f"{count} fault{'s' if count > 1 else ''} in the seed; nothing was written",
            returncode=FAULTY,
        )

    def _report(self, summary: Summary, *, only_look: bool, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(as_values(summary), indent=2, ensure_ascii=False))
            return
        for change in summary.changes:
            if change.step is not Step.CREATED or only_look:
                self.stdout.write(f"{change.step:>9}  {change.item}")
            for line in change.difference if only_look else ():
                self.stdout.write(f"           {line}")
        self.stdout.write(sentence(summary, only_look=only_look))


def problem_with(path: Path) -> str:
    """Why a path cannot be a seed; nothing where it can."""
    if not path.exists():
        return f"there is no file or folder {path}"
    if path.is_dir() or (path.is_file() and path.suffix.lower() == ".txt"):
        return ""
    return f"{path} is neither a folder of seed files nor a raw text (.txt)"


def sentence(summary: Summary, *, only_look: bool) -> str:
    """One line that says what a load did."""
    counts = ", ".join(f"{summary.counts[step]} {step}" for step in Step if summary.counts[step])
    waiting = f"; {summary.waiting} waiting for an editor" if summary.waiting else ""
    end = " (nothing was written)" if only_look else ""
    return f"Seed: {counts or 'nothing there'}{waiting}{end}."


def as_values(summary: Summary) -> dict[str, Any]:
    """The summary as plain values."""
    return {
        "counts": {str(step): summary.counts[step] for step in Step},
        "waiting": summary.waiting,
        "changes": [
            {"step": str(change.step), "item": change.item, "difference": list(change.difference)}
            for change in summary.changes
        ],
    }


class Progress:
    """One line that counts, on a terminal, once a load takes longer than two seconds."""

    def __init__(self, stream: OutputWrapper) -> None:
        self.stream = stream
        self.shown = False
        self.next_at = time.monotonic() + SECONDS_BEFORE_PROGRESS

    def __call__(self, done: int, total: int, what: str) -> None:
        if time.monotonic() < self.next_at or not self.stream.isatty():
            return
        self.next_at = time.monotonic() + 0.2
        self.shown = True
        self.stream.write(f"\r\033[K{done:,} of {total:,} {what}", ending="")
        self.stream.flush()

    def clear(self) -> None:
        if self.shown:
            self.stream.write("\r\033[K", ending="")
            self.shown = False
