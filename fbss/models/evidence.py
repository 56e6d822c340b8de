"""What rests on a source, in what visitors read now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fbss.content.evidence import statements_on

from . import REVISIONS
from .entry import Entry
from .revision import Revision
from .source import Source


@dataclass(frozen=True)
class Resting:
    """A page and those of its statements that rest on a source."""

    title: str
    address: str
    statements: tuple[str, ...]


def resting_on(source: Source, entries: Iterable[Entry]) -> list[Resting]:
    """The statements of these entries' live texts that rest on a source. One query a kind."""
    pages = (_resting(source, revision) for revision in _live(entries))
    return [page for page in pages if page.statements]


def _resting(source: Source, revision: Revision) -> Resting:
    said = statements_on(source.key, revision.text())
    return Resting(revision.title, revision.get_absolute_url(), said)


def _live(entries: Iterable[Entry]) -> Iterator[Revision]:
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.pk)
    for kind, numbers in by_kind.items():
        yield from REVISIONS[kind]._default_manager.all().published().of_entries(numbers)
