"""`manage.py check_links`: which addresses elsewhere no longer answer."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from fbss.editing.link_checks import Limits, check, due
from fbss.editing.outside import Outside
from fbss.models import LinkCheck, LinkStanding

BROKEN = 1


class Command(BaseCommand):
    help = (
        "Ask the addresses of sources and the links in texts whether they still answer, and keep "
        "what they say for the editors (Links to elsewhere in the admin). Asks one address a "
        "second of each host, four hosts at once. Exit codes: 0 all of those asked answer, 1 some "
        "are broken, 2 wrong usage."
    )
    # Inward addresses that tests serve. There is no option for it: it stays empty on a site.
    allowed: Collection[str] = ()
    between = Limits.between

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--limit",
            type=_at_least_one,
            default=Limits.addresses,
            help="Ask at most so many addresses (500 unless told), the longest unasked first.",
        )
        parser.add_argument(
            "--minutes",
            type=_at_least_one,
            default=int(Limits.seconds // 60),
            help="Begin nothing new after so many minutes (15 unless told).",
        )
        parser.add_argument(
            "--days",
            type=_whole,
            default=Limits.days,
            help="Leave alone what was asked within so many days (7 unless told; 0 asks all).",
        )
        parser.add_argument("--json", action="store_true", help="Print every answer as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        limits = Limits(
            options["limit"], options["minutes"] * 60, options["days"], between=self.between
        )
        outside = Outside(agent(), allowed=self.allowed)
        rows = sorted(check(due(limits), outside, limits), key=lambda row: row.url)
        if options["json"]:
            self.stdout.write(json.dumps([_plain(row) for row in rows], indent=2))
        else:
            self._print(rows)
        if any(row.is_broken for row in rows):
            sys.exit(BROKEN)

    def _print(self, rows: list[LinkCheck]) -> None:
        for row in rows:
            if row.standing != LinkStanding.FINE:
                since = f"since {row.since:%Y-%m-%d}"
                self.stdout.write(f"{row.get_standing_display()} {since}: {row.url}: {row.detail}")
        counts = Counter(row.standing for row in rows)
        said = ", ".join(f"{counts[value]} {value}" for value in LinkStanding if counts[value])
        self.stdout.write(f"{len(rows)} asked: {said}" if rows else "Nothing is due.")


def agent() -> str:
    """Who asks, and where its owner is found."""
    return f"PainAfterBackSurgery-links/1.0 (+{settings.SITE_ADDRESS or 'address not set'})"


def _plain(row: LinkCheck) -> dict[str, Any]:
    return {
        "url": row.url,
        "standing": row.standing,
        "broken": row.is_broken,
        "code": row.code,
        "detail": row.detail,
        "since": row.since.isoformat(),
    }


def _number(least: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not (value.isascii() and value.isdigit()) or int(value) < least:
            raise argparse.ArgumentTypeError(f"expected a whole number, {least} or more")
        return int(value)

    return read


_at_least_one, _whole = _number(1), _number(0)
