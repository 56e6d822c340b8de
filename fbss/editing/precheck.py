"""What the pre-check finds in a text, with what the database knows around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils import timezone

from fbss import content, quality
from fbss.content.fingerprint import fingerprint
from fbss.content.vocabulary import Kind, Verdict
from fbss.models import REVISIONS, InfoPage, Passage, Revision, Source, Word
from fbss.quality.figures import Audit, Figures, audit, figures
from fbss.quality.findings import ARTICLES, Finding
from fbss.quality.library import gather
from fbss.quality.page import Facts, Library
from fbss.quality.precheck import precheck

T = TypeVar("T")
SECONDS_KEPT = 90 * 24 * 60 * 60


def library() -> Library:
    """What all pages share, in three queries."""
    words = Word.objects.published().values("title", "also_called", "group")
    pages = InfoPage.objects.published().values_list("entry__key", flat=True)
    return gather(Source.objects.values("key", "kind", "funding", "read"), words, pages)


def facts_of(revision: Revision, shared: Library) -> Facts:
    """What is known about the page of a revision."""
    return Facts(
        kind=revision.KIND,
        library=shared,
        review_due_on=revision.entry.next_review_due_on or revision.review_due_on(),
        today=timezone.localdate(),
        checked_by_clinician=revision.entry.last_reviewed_on is not None,
    )


def findings_of(revision: Revision) -> tuple[Finding, ...]:
    """What the instruments find in a text; the hard findings, which stop publishing, first."""
    return precheck(revision.text(), facts_of(revision, library()))


def hard_findings_of(revision: Revision) -> list[Finding]:
    return [finding for finding in findings_of(revision) if finding.hard]


def site_audit() -> dict[str, Any]:
    """The audit of all that is public now, as plain values; kept until any of it changes.

    Grading every page takes seconds, and the same texts always get the same findings. They are
    kept for all workers and through a restart, those of each page too: after a change of one page
    that page alone is graded.
    """
    shared, pages = library(), public_articles()
    verdicts = Counter(Passage.objects.values_list("verdict", flat=True))
    found: dict[str, Any] = _kept(
        f"site-audit-{_stamp(shared, pages)}", lambda: figures_of(pages, shared).as_values()
    )
    today = timezone.localdate()
    return found | {
        "claims": {verdict.value: verdicts[verdict.value] for verdict in Verdict},
        "overdue": [page.entry.ref for page in pages if page.entry.is_overdue(today)],
        "unchecked": [page.entry.ref for page in pages if not page.entry.last_reviewed_on],
        "addresses": {page.entry.ref: page.get_absolute_url() for page in pages},
    }


def figures_of(pages: Iterable[Revision], shared: Library) -> Figures:
    """The audit of these pages."""
    around = _around(shared)

    def audit_of(ref: str, text: Mapping[str, object], facts: Facts) -> Audit:
        known = {"text": text, "facts": _facts_that_count(facts), "around": around}
        return _kept(f"page-audit-{ref}-{fingerprint(known)}", lambda: audit(ref, text, facts))

    texts = ((page.entry.ref, page.text(), facts_of(page, shared)) for page in pages)
    return figures(texts, audit_of)


def _kept(name: str, make: Callable[[], T]) -> T:
    """What was made under this name before, by any worker of this host."""
    found: T | None = cache.get(name)
    if found is None:
        found = make()
        cache.set(name, found, SECONDS_KEPT)
    return found


def public_articles() -> list[Revision]:
    """All pages that are public now and that the instruments are asked about."""
    return [revision for kind in Kind if kind in ARTICLES for revision in _published(kind)]


def _published(kind: Kind) -> Iterable[Revision]:
    model = REVISIONS[kind]
    rows = model._default_manager.all().published()
    return rows.select_related("entry", *model.REFERENCES).order_by("entry__key")


def _stamp(shared: Library, pages: Iterable[Revision]) -> str:
    """Changes whenever the findings could: with a text, a date, or what all pages share."""
    texts = [
        (page.entry.ref, page.fingerprint, _facts_that_count(facts_of(page, shared)))
        for page in pages
    ]
    return fingerprint({"texts": texts, "around": _around(shared)})


def _facts_that_count(facts: Facts) -> tuple[object, ...]:
    """The facts of one page; of the day only what it means."""
    return facts.kind.value, facts.review_due_on, facts.is_overdue, facts.checked_by_clinician


def _around(shared: Library) -> str:
    """A mark of what all pages share: the library, and the instruments themselves."""
    held = (
        sorted(shared.sources.items()),
        sorted(shared.explained),
        sorted(shared.medical_names),
        shared.authors,
        shared.names_funding,
    )
    return fingerprint({"library": held, "instruments": _instruments()})


@lru_cache(maxsize=1)
def _instruments() -> str:
    """Another release finds other things in the same text."""
    folders = (Path(room.__path__[0]) for room in (content, quality))
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return fingerprint({str(path): path.read_text(encoding="utf-8") for path in files})
