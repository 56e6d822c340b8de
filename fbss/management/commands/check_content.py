"""`manage.py check_content [PATH]`: what the pre-check finds in the seed files, with figures."""

from __future__ import annotations

import datetime
import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fbss.content.vocabulary import Kind, Need, Tier
from fbss.editing import page_checks
from fbss.models import PageCheck
from fbss.models.entry import review_due
from fbss.quality.figures import Audit, Figures, figures
from fbss.quality.findings import ARTICLES, Instrument
from fbss.quality.library import gather
from fbss.quality.page import Facts
from fbss.seeding.documents import Document
from fbss.seeding.faults import FaultySeed
from fbss.seeding.pack import Pack, read_pack

FAULTY, USAGE = 1, 2
ALL_FINDINGS = 2  # the verbosity that prints soft findings one by one


class Command(BaseCommand):
    help = (
        "Check the seed files against the rules of the site and the questions of DISCERN, IPDAS, "
        "PEMAT-P, the CDC Clear Communication Index and JAMA that software can decide. It is a "
        "pre-check, not a score. -v 2 lists every finding. Exit codes: 0 nothing stops publishing, "
        "1 a hard finding or a faulty file, 2 wrong usage. --site checks the live pages instead."
    )

    # It reads files alone: nothing of the site has to be in order for it.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "seeds",
            help="A folder of seed files.",
        )
        parser.add_argument(
            "--site",
            action="store_true",
            help="Check the pages that visitors read, and keep what is found for the editors.",
        )
        parser.add_argument("--json", action="store_true", help="Print everything as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["site"]:
            self._check_site()
            return
        found = figures_of(self._read(options["path"]), timezone.localdate())
        if options["json"]:
            self.stdout.write(json.dumps(found.as_values(), indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report(found, every=options["verbosity"] >= ALL_FINDINGS)))
        if found.hard:
            sys.exit(FAULTY)

    def _check_site(self) -> None:
        checked, _left = page_checks.check_pages()
        failing = PageCheck.objects.failing().select_related("entry")
        for check in failing:
            self.stdout.write(f"{check.entry}: {check.hard} that stop publishing")
        self.stdout.write(f"Pages checked: {checked}. Failing: {len(failing)}.")
        if failing:
            sys.exit(FAULTY)

    def _read(self, folder: Path) -> Pack:
        if not folder.is_dir():
            raise CommandError(f"there is no folder {folder}", returncode=USAGE)
        try:
            return read_pack(folder)
        except FaultySeed as faulty:
            self.stderr.write(str(faulty))
            raise CommandError("the seed is faulty: mend it first", returncode=FAULTY) from None


def figures_of(pack: Pack, today: datetime.date) -> Figures:
    """The audit of all pages of a seed."""
    library = gather(
        [item.values() | {"key": item.key} for item in pack.documents if item.kind == "source"],
        [item.values() for item in pack.documents if item.kind == Kind.WORD],
        [item.key for item in pack.documents if item.kind == Kind.PAGE],
    )
    return figures(
        (
            f"{Kind(item.kind).folder}/{item.key}",
            item.values(),
            Facts(Kind(item.kind), library, review_due_on=_due(item), today=today),
        )
        for item in pack.documents
        if item.kind in ARTICLES and not item.draft
    )


def _due(item: Document) -> datetime.date:
    values = item.values()
    return review_due(datetime.date.fromisoformat(values["edited"]), Tier(values["tier"]))


def report(found: Figures, *, every: bool) -> Iterator[str]:
    """The lines to print: pages from the hardest to read, findings, figures."""
    for page in found.hardest_first:
        yield _line_of(page)
        shown = page.findings if every else page.hard
        yield from (f"       {'hard' if f.hard else 'soft'}  {f}" for f in shown)
    yield from _soft_counts(found)
    yield from _figures(found)


def _line_of(page: Audit) -> str:
    grade = "  - " if page.grade is None else f"{page.grade:4.1f}"
    soft = len(page.findings) - len(page.hard)
    return f"{grade}  {page.ref}  ({len(page.hard)} hard, {soft} soft)"


def _soft_counts(found: Figures) -> Iterator[str]:
    counts = Counter(str(f.item) for page in found.audits for f in page.findings if not f.hard)
    yield "\nSoft findings:"
    yield from (f"{count:5}  {item}" for item, count in counts.most_common())


def _figures(found: Figures) -> Iterator[str]:
    yield "\nFigures (a pre-check by software, not a score):"
    if found.median_grade is not None and found.highest_grade is not None:
        yield f"  grade: median {found.median_grade:.1f}, highest {found.highest_grade:.1f}"
    yield f"  sentences over 20 words: {found.long_sentence_share:.1%}"
    for ref, share in found.balances.items():
        yield f"  benefit share of {ref}: {'none' if share is None else f'{share:.0%}'}"
    for name in Instrument:
        met = found.met(name)
        yield (
            f"  {name.label}: {met.met} of {met.items} items met,"
            f" {met.clean_pages} of {met.pages} pages without a finding"
        )
    yield f"  needs covered: {len(found.needs.covered)} of {len(Need)}"
    yield f"  hard findings: {len(found.hard)}"
