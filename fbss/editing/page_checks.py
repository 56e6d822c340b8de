"""The pre-check of live pages, kept for the desk: which pages need mending now."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.utils import timezone

from fbss.models import REVISIONS, PageCheck, Revision
from fbss.quality.findings import ARTICLES
from fbss.quality.page import Library
from fbss.quality.precheck import precheck

from .precheck import facts_of, library


def keep_check(revision: Revision, shared: Library | None = None) -> None:
    """Check the text of a page and keep what was found."""
    if revision.KIND not in ARTICLES:
        return
    found = precheck(revision.text(), facts_of(revision, shared or library()))
    hard = sum(finding.hard for finding in found)
    PageCheck.objects.update_or_create(
        entry=revision.entry,
        defaults={
            "fingerprint": revision.fingerprint,
            "hard": hard,
            "soft": len(found) - hard,
            "checked_on": timezone.localdate(),
        },
    )


def check_pages(most: int | None = None) -> tuple[int, int]:
    """Check the live pages that were not checked today as they are; how many, and how many wait.

    What a page says is not all that counts: a source may be withdrawn, a review fall due.
    """
    kept = dict(
        PageCheck.objects.filter(checked_on=timezone.localdate()).values_list(
            "entry_id", "fingerprint"
        )
    )
    waiting = (page for page in _live() if kept.get(page[1]) != page[2])
    chosen = list(islice(waiting, most))
    shared = library()
    for revision in _texts(chosen):
        keep_check(revision, shared)
    return len(chosen), sum(1 for _page in waiting)


def _live() -> Iterator[tuple[str, int, str]]:
    """Kind, entry and fingerprint of every page that the instruments are asked about."""
    for kind in ARTICLES:
        rows = REVISIONS[kind]._default_manager.all().published().order_by("entry_id")
        for entry, fingerprint in rows.values_list("entry_id", "fingerprint"):
            yield kind, entry, fingerprint


def _texts(pages: list[tuple[str, int, str]]) -> Iterator[Revision]:
    for kind in ARTICLES:
        entries = [entry for page_kind, entry, _fingerprint in pages if page_kind == kind]
        for start in range(0, len(entries), 100):
            rows = REVISIONS[kind]._default_manager.all().published()
            yield from rows.of_entries(entries[start : start + 100])
