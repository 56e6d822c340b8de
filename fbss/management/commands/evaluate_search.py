"""`manage.py evaluate_search FILE.tsv`: how well the search answers judged queries."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fbss.models import SearchDocument
from fbss.search.engines import ENGINES, engine
from fbss.search.evaluation import evaluate
from fbss.search.judged import FaultyJudgements, Figures, read_judged

LINES = (
    ("nDCG@10", "ndcg_at_10", "{:.3f}"),
    ("MRR", "mrr", "{:.3f}"),
    ("recall@5", "recall_at_5", "{:.3f}"),
    ("no result", "zero_results", "{:.1%}"),
    ("confident", "confident", "{:.1%}"),
    ("confident, off topic", "confident_off_topic", "{:.1%}"),
    ("p50", "p50", "{:.1f} ms"),
    ("p99", "p99", "{:.1f} ms"),
)


class Command(BaseCommand):
    help = (
        "Run judged queries through the search and print how good the answers are. The file has the"
        " columns qid, type, query and relevant (37:3 24:2: passage and grade), with tabs between."
        " Queries of the type none should find nothing confident."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.tsv")
        parser.add_argument(
            "--engine",
            choices=sorted(ENGINES),
            help="Refuse to run on another engine than this. DATABASE_URL chooses the engine.",
        )
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        used = engine()
        if options["engine"] not in (None, used.vendor):
            raise CommandError(
                f"DATABASE_URL names a {used.vendor} database; for {options['engine']}, name one"
                " of that kind"
            )
        if not SearchDocument.objects.exists():
            raise CommandError("nothing is indexed: run load_seed, or rebuild_search")
        try:
            queries = read_judged(options["file"])
        except (FaultyJudgements, OSError, UnicodeDecodeError) as fault:
            raise CommandError(str(fault)) from fault
        found = evaluate(queries)
        if options["json"]:
            report = {"engine": used.vendor, "file": options["file"].name, **found.as_dict()}
            self.stdout.write(json.dumps(report, indent=2))
        else:
            self.stdout.write(table(found, used.name))


def table(figures: Figures, engine_name: str) -> str:
    """The figures, one a line."""
    values = figures.as_dict()
    head = f"{figures.queries} queries and {figures.off_topic} off topic on {engine_name}"
    lines = [f"{label:<22}{form.format(values[name]):>9}" for label, name, form in LINES]
    return "\n".join([head, *lines])
