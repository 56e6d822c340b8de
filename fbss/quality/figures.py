"""The figures of one page and of all pages: grades, long sentences, balance, items met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from fbss.content.vocabulary import Kind, Need

from .balance import balance
from .findings import TREATMENTS, Finding, Instrument, Item
from .page import Facts, Page
from .precheck import NeedsCovered, coverage, decided, findings_of


@dataclass(frozen=True)
class Audit:
    """What the pre-check says of one page."""

    ref: str
    title: str
    kind: Kind
    grade: float | None
    sentences: int
    long_sentences: int
    # The part of its words on benefit and harm that is about benefit; treatments only.
    benefit_share: float | None
    findings: tuple[Finding, ...]

    @property
    def hard(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.hard)

    def items(self, instrument: Instrument) -> tuple[Item, ...]:
        """The items of an instrument that software decides for this page."""
        return tuple(item for item in decided(self.kind) if item.instrument is instrument)

    def missed(self, instrument: Instrument) -> tuple[Item, ...]:
        """Those of them with a finding."""
        found = {finding.item for finding in self.findings}
        return tuple(item for item in self.items(instrument) if item in found)


@dataclass(frozen=True)
class Met:
    """How many of the decided items are met on how many pages, over all pages together."""

    pages: int
    clean_pages: int
    items: int
    met: int


@dataclass(frozen=True)
class Figures:
    """The audit of a whole site."""

    audits: tuple[Audit, ...]
    needs: NeedsCovered

    @property
    def hardest_first(self) -> tuple[Audit, ...]:
        """The pages, the one with the highest grade first."""
        return tuple(sorted(self.audits, key=lambda page: (-(page.grade or 0.0), page.ref)))

    @property
    def median_grade(self) -> float | None:
        grades = [page.grade for page in self.audits if page.grade is not None]
        return median(grades) if grades else None

    @property
    def highest_grade(self) -> float | None:
        return max((page.grade for page in self.audits if page.grade is not None), default=None)

    @property
    def long_sentence_share(self) -> float:
        """The share of all sentences that have more than twenty words."""
        sentences = sum(page.sentences for page in self.audits)
        return sum(page.long_sentences for page in self.audits) / sentences if sentences else 0.0

    @property
    def balances(self) -> dict[str, float | None]:
        """The share of benefit of each treatment, by reference."""
        return {page.ref: page.benefit_share for page in self.audits if page.kind in TREATMENTS}

    @property
    def hard(self) -> tuple[tuple[str, Finding], ...]:
        """Every finding that stops publishing, with its page."""
        return tuple((page.ref, finding) for page in self.audits for finding in page.hard)

    def met(self, instrument: Instrument) -> Met:
        """How the pages stand with one instrument."""
        asked = [page for page in self.audits if page.items(instrument)]
        missed = [len(page.missed(instrument)) for page in asked]
        items = sum(len(page.items(instrument)) for page in asked)
        return Met(len(asked), missed.count(0), items, items - sum(missed))

    def as_values(self) -> dict[str, Any]:
        """All of it as plain values, for JSON."""
        return {
            "median_grade": self.median_grade,
            "highest_grade": self.highest_grade,
            "long_sentence_share": round(self.long_sentence_share, 4),
            "balance": self.balances,
            "needs": {need.value: list(self.needs.pages[need]) for need in Need},
            "instruments": {name.value: vars(self.met(name)) for name in Instrument},
            "hard_findings": len(self.hard),
            "pages": [_page_values(page) for page in self.hardest_first],
        }


def audit(ref: str, text: Mapping[str, object], facts: Facts) -> Audit:
    """The pre-check of one page, with its figures."""
    page = Page(text, facts)
    return Audit(
        ref=ref,
        title=page.line("title"),
        kind=facts.kind,
        grade=page.grade,
        sentences=len(page.sentences),
        long_sentences=len(page.long_sentences),
        benefit_share=balance(page).share if facts.kind in TREATMENTS else None,
        findings=findings_of(page),
    )


Auditor = Callable[[str, Mapping[str, object], Facts], Audit]


def figures(
    pages: Iterable[tuple[str, Mapping[str, object], Facts]], audit_of: Auditor = audit
) -> Figures:
    """The audit of all pages, given the reference, text and facts of each."""
    held: Sequence[tuple[str, Mapping[str, object], Facts]] = tuple(pages)
    audits = tuple(audit_of(ref, text, facts) for ref, text, facts in held)
    return Figures(audits, coverage((ref, text) for ref, text, _ in held))


def _page_values(page: Audit) -> dict[str, Any]:
    return {
        "ref": page.ref,
        "title": page.title,
        "grade": page.grade,
        "sentences": page.sentences,
        "long_sentences": page.long_sentences,
        "benefit_share": page.benefit_share,
        "findings": [_finding_values(finding) for finding in page.findings],
    }


def _finding_values(finding: Finding) -> dict[str, Any]:
    return {
        "instrument": finding.item.instrument.value,
        "number": finding.item.number,
        "item": finding.item.name,
        "field": finding.field,
        "problem": finding.problem,
        "remedy": finding.remedy,
        "hard": finding.hard,
    }
