"""What the desk says of a text while it is being written: findings, reading grade, hard words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from fbss.models import Revision
from fbss.quality.findings import ARTICLES, Finding
from fbss.quality.page import Page
from fbss.quality.precheck import findings_of
from fbss.quality.reading import Reading, reading

from .conditions import like_published
from .legible import label_of, unknown_names
from .precheck import facts_of, library

# The reading grade stands by itself, with the sentences and words behind it.
_TOLD_BY_READING = frozenset(
    {"grade about 6", "sentences of at most 20 words", "hard words explained"}
)
_QUOTE = re.compile(r"“(.+?)…?”")


@dataclass(frozen=True)
class Place:
    """Where in the form something stands: the field, its name, and the words to look for."""

    field: str
    label: str
    quote: str = ""


@dataclass(frozen=True)
class Remark:
    """A finding as the desk shows it."""

    place: Place | None
    says: str
    item: str


@dataclass(frozen=True)
class LookedOver:
    """All remarks on a text: what stops publishing, and what would make it better."""

    stops: tuple[Remark, ...]
    improves: tuple[Remark, ...]
    reading: Reading | None
    place_of: Callable[[str, str], Place]

    @property
    def sentence(self) -> str:
        """The state of the text in one sentence."""
        count = len(self.stops)
        if count:
            return f"{count} thing{'s' * (count > 1)} to mend before this can be published."
        return "Nothing stops this text from being published."

    @property
    def sentences(self) -> list[tuple[Place, str]]:
        """The hard sentences with their places, and what makes each hard."""
        found = self.reading.sentences if self.reading else ()
        return [
            (self.place_of(one.field, one.text), f"{one.words} words, grade {one.grade:.0f}")
            for one in found
        ]

    @property
    def words(self) -> list[tuple[Place, int]]:
        """The hard words with their places, and how often each comes."""
        found = self.reading.words if self.reading else ()
        return [(self.place_of(one.field, one.word), one.count) for one in found]


def looked_over(revision: Revision) -> LookedOver:
    """What the instruments find in a text, saved or not. Five queries."""
    page = Page(revision.text(), facts_of(revision, library()))
    found = findings_of(page)
    names = set(revision.text_fields())

    def place_of(field: str, quote: str = "") -> Place:
        return Place(field, label_of(type(revision), field), quote)

    def remarks(findings: Iterable[Finding]) -> tuple[Remark, ...]:
        return tuple(
            Remark(
                place_of(finding.field, _quoted(finding)) if finding.field in names else None,
                f"{finding.problem} {finding.remedy}",
                str(finding.item),
            )
            for finding in findings
        )

    soft = (one for one in found if not one.hard and one.item.name not in _TOLD_BY_READING)
    return LookedOver(
        stops=(*_refusals(revision), *remarks(one for one in found if one.hard)),
        improves=(*_unknown(revision, place_of), *remarks(soft)),
        reading=reading(page) if revision.KIND in ARTICLES else None,
        place_of=place_of,
    )


def _refusals(revision: Revision) -> Iterator[Remark]:
    """Why a word or a card could not be published; the instruments are asked about articles.

    The other promises of the database cannot be broken by what somebody types.
    """
    if revision.KIND in ARTICLES:
        return
    published = like_published(revision)
    for constraint in revision._meta.constraints:
        if constraint.name.startswith("published_"):
            try:
                constraint.validate(type(revision), published)
            except ValidationError as error:
                yield Remark(None, " ".join(error.messages), "Rules of this site")


def _unknown(revision: Revision, place_of: Callable[[str, str], Place]) -> Iterator[Remark]:
    """Keys that lead to nothing public: readers would miss them without a word."""
    for field, key in unknown_names(revision.text()):
        says = f"“{key}” names nothing that is public, so readers will not see it."
        yield Remark(place_of(field, key), f"{says} Choose from the list under the field.", "Names")


def _quoted(finding: Finding) -> str:
    quote = _QUOTE.match(finding.problem)
    return quote[1] if quote else ""
