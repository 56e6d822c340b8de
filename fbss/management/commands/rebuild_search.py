"""`manage.py rebuild_search`: the search index anew, from the published texts."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from fbss.models import SearchMiss
from fbss.search.index import rebuild


class Command(BaseCommand):
    help = (
        "Make the search index anew from the texts that are published or scheduled, in one"
        " transaction. Publishing keeps it up to date by itself; this is for after a restore."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        documents = rebuild()
        SearchMiss.objects.drop_old()
        seconds = time.monotonic() - start
        self.stdout.write(f"Search: {documents} texts indexed in {seconds:.1f} s.")
