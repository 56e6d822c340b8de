"""What a reader takes along: the questions of all pages, and the short form of a topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fbss.content.references import PageName
from fbss.content.text import plain
from fbss.content.vocabulary import Kind

from .entry import Entry
from .library import NAMED


@dataclass(frozen=True)
class AskedOnPage:
    """The questions to ask of one page, as plain text."""

    page: PageName
    questions: tuple[str, ...]


def questions_by_page() -> list[AskedOnPage]:
    """All questions to ask, page by page: topics first, then in the order of lists. One query."""
    first, *others = [
        model._default_manager.all().published().all_questions() for model in NAMED.values()
    ]
    kinds = [kind.value for kind in NAMED]
    found = sorted(first.union(*others, all=True), key=lambda row: (kinds.index(row[0]), *row[1:3]))
    return [
        _asked(kind, title, key, slug, asked) for kind, _place, title, key, slug, asked in found
    ]


def _asked(kind: str, title: str, key: str, slug: str, questions: Sequence[str]) -> AskedOnPage:
    address = Entry(kind=kind, key=key, slug=slug).get_absolute_url()
    return AskedOnPage(PageName(Kind(kind), title, address), tuple(map(plain, questions)))
