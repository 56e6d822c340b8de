"""A page as the checks see it: the fields of its text, and what is known around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from fbss.content import citations, readability, text
from fbss.content.frames import Certainty, Outcome
from fbss.content.vocabulary import Kind, ReadStatus

LONGEST_SENTENCE = 20
# What a visitor reads as sentences, in the order of the page.
PROSE = (
    *("aim", "short_answer", "key_messages", "how_it_works", "what_happens", "if_nothing"),
    *("life_impact", "suits", "does_not_suit", "effort", "not_known"),
    *("what_you_can_do", "questions_to_ask", "body"),
)
# A rule in Markdown: no sentence crosses it.
_BREAK = "\n\n***\n\n"


@dataclass(frozen=True)
class SourceFacts:
    """What the checks want to know of a source."""

    key: str
    kind: str = ""
    funding: str = ""
    read: str = ReadStatus.R1.value

    @property
    def is_citable(self) -> bool:
        return self.read in ReadStatus.values() and ReadStatus(self.read).citable


@dataclass(frozen=True)
class Library:
    """What all pages of a site share."""

    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    # Names of parts, conditions and treatments, counted apart when a text is graded.
    medical_names: frozenset[str] = frozenset()
    # Every word that the glossary explains, in all its forms.
    explained: frozenset[str] = frozenset()
    # Who answers for the pages: real people, or "the editors".
    authors: tuple[str, ...] = ()
    # Whether the site says in public who pays for it.
    names_funding: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known about one page beside its text."""

    kind: Kind
    library: Library = field(default_factory=Library)
    review_due_on: datetime.date | None = None
    today: datetime.date | None = None
    checked_by_clinician: bool = False

    @property
    def is_overdue(self) -> bool:
        """Whether the next review is due and did not happen."""
        return bool(self.review_due_on and self.today and self.review_due_on < self.today)


class Passage(NamedTuple):
    """A stretch of Markdown, or one sentence of it, with the field it stands in."""

    field: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page: the fields as `Revision.text()` or a seed file gives them, with the facts."""

    text: Mapping[str, object]
    facts: Facts

    def line(self, name: str) -> str:
        """A field that holds one text; "" where it holds something else, or nothing."""
        value = self.text.get(name)
        return value.strip() if isinstance(value, str) else ""

    def lines(self, name: str) -> tuple[str, ...]:
        """A field that holds a list of texts."""
        value = self.text.get(name)
        found = value if isinstance(value, list) else []
        return tuple(item.strip() for item in found if isinstance(item, str) and item.strip())

    def says(self, name: str, least: int = 1) -> bool:
        """Whether a field says something, in at least so many words."""
        return sum(map(text.count_words, self._parts(name))) >= least

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(Outcome.from_dict(row) for row in self._rows("outcomes"))

    @cached_property
    def certainty(self) -> tuple[Certainty, ...]:
        return tuple(Certainty.from_dict(row) for row in self._rows("certainty"))

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """All that a visitor reads as sentences; each line of a list stands alone."""
        return tuple(Passage(name, part) for name in PROSE for part in self._parts(name))

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        return tuple(
            Passage(name, said) for name, part in self.prose for said in text.sentences(part)
        )

    @cached_property
    def long_sentences(self) -> tuple[Passage, ...]:
        """The sentences of more than twenty words."""
        return tuple(
            found for found in self.sentences if len(text.words_of(found.text)) > LONGEST_SENTENCE
        )

    @cached_property
    def grade(self) -> float | None:
        """The Flesch-Kincaid grade of all its prose, medical names apart."""
        whole = _BREAK.join(part for _, part in self.prose)
        return readability.grade(whole, medical_names=self.facts.library.medical_names).value

    @cached_property
    def cited(self) -> tuple[Passage, ...]:
        """The key of each source with the field that names it, in order, once a field."""
        return tuple(dict.fromkeys(self._citations()))

    def _citations(self) -> Iterator[Passage]:
        for name, part in self.prose:
            yield from (Passage(name, key) for key in citations.keys_in(part))
        for name in ("outcomes", "certainty"):
            for row in self._rows(name):
                yield from _keys_of_row(name, row)

    def _parts(self, name: str) -> tuple[str, ...]:
        return self.lines(name) or tuple(filter(None, (self.line(name),)))

    def _rows(self, name: str) -> tuple[Mapping[str, object], ...]:
        value = self.text.get(name)
        found = value if isinstance(value, list) else []
        return tuple(row for row in found if isinstance(row, dict))


def _keys_of_row(name: str, row: Mapping[str, object]) -> Iterator[Passage]:
    if isinstance(source := row.get("source"), str) and source.strip():
        yield Passage(name, source.strip())
    for value in row.values():
        if isinstance(value, str):
            yield from (Passage(name, key) for key in citations.keys_in(value))
