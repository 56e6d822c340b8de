"""The pre-check of a page by all instruments, and which of the eight needs the pages cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fbss.content.outline import sections
from fbss.content.text import count_words
from fbss.content.vocabulary import Kind, Need

from . import clear_communication, discern, house, ipdas, jama, pemat
from .findings import Criterion, Finding, Item
from .page import Facts, Page

CRITERIA: tuple[Criterion, ...] = (
    *house.CRITERIA,
    *discern.CRITERIA,
    *ipdas.CRITERIA,
    *pemat.CRITERIA,
    *clear_communication.CRITERIA,
    *jama.CRITERIA,
)
FULL_SECTION = 40  # words that make a section more than a remark


def precheck(text: Mapping[str, object], facts: Facts) -> tuple[Finding, ...]:
    """All that the instruments find in a text, hard findings first. None of it is a score."""
    return findings_of(Page(text, facts))


def findings_of(page: Page) -> tuple[Finding, ...]:
    found = (finding for criterion in CRITERIA for finding in criterion.findings(page))
    return tuple(sorted(found, key=lambda finding: not finding.hard))


def decided(kind: Kind) -> tuple[Item, ...]:
    """The items that software decides for a page of this kind."""
    return tuple(criterion.item for criterion in CRITERIA if kind in criterion.kinds)


@dataclass(frozen=True)
class NeedsCovered:
    """Which pages answer each of the eight things patients ask for, by their references."""

    pages: Mapping[Need, tuple[str, ...]]

    @property
    def covered(self) -> tuple[Need, ...]:
        """The needs that at least one full section answers."""
        return tuple(need for need in Need if self.pages[need])

    def has_topic(self, need: Need) -> bool:
        """Whether a whole topic is about a need."""
        return any(ref.startswith(f"{Kind.TOPIC.folder}/") for ref in self.pages[need])


def coverage(texts: Iterable[tuple[str, Mapping[str, object]]]) -> NeedsCovered:
    """The map of needs and pages, given each page's reference (`topics/outlook`) and its text.

    A page counts under its need if it holds at least one full section. Pages about the site do not.
    """
    pages: dict[Need, list[str]] = {need: [] for need in Need}
    for ref, text in texts:
        need = text.get("need")
        about_site = ref.startswith(f"{Kind.PAGE.folder}/")
        if need in Need.values() and not about_site and _holds_section(text):
            pages[Need(str(need))].append(ref)
    return NeedsCovered({need: tuple(refs) for need, refs in pages.items()})


def _holds_section(text: Mapping[str, object]) -> bool:
    body = text.get("body")
    parts = sections(body) if isinstance(body, str) else ()
    framed = str(text.get("how_it_works") or "")
    return count_words(framed) >= FULL_SECTION or any(s.words >= FULL_SECTION for s in parts)
