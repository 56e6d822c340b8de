"""The parts of a composed page. Each shape has one template, one leaflet form, one API form."""

from dataclasses import dataclass
from typing import ClassVar

from fbss.content.markdown import Heading, Rendered
from fbss.content.references import CardText, Claim, PageName, SourceLine

NOTHING = Rendered("")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a page, with a heading of its own unless its text brings its headings."""

    shape: ClassVar[str]

    name: str
    title: str = ""
    anchor: str = ""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings at the top level of the page that this part adds."""
        return (Heading(2, self.title, self.anchor),) if self.title else ()


@dataclass(frozen=True, kw_only=True)
class Prose(Part):
    """Running text."""

    shape = "prose"

    html: Rendered

    @property
    def headings(self) -> tuple[Heading, ...]:
        inside = tuple(heading for heading in self.html.headings if heading.level == 2)
        return super().headings or inside


@dataclass(frozen=True, kw_only=True)
class Items(Part):
    """One thing a line."""

    shape = "items"

    items: tuple[Rendered, ...]


@dataclass(frozen=True, kw_only=True)
class Links(Part):
    """Pages to read next."""

    shape = "links"

    links: tuple[PageName, ...]


@dataclass(frozen=True)
class OutcomeRow:
    """A benefit or a harm: with the treatment, without it, over what time, who says so."""

    outcome: Rendered
    with_it: Rendered
    without_it: Rendered
    comparator: Rendered
    over: Rendered
    source: Rendered
    note: Rendered


@dataclass(frozen=True)
class OutcomeTable:
    """All benefits, or all harms."""

    effect: str
    caption: str
    rows: tuple[OutcomeRow, ...]


@dataclass(frozen=True, kw_only=True)
class Outcomes(Part):
    """Benefits and harms, in two tables of one form."""

    shape = "outcomes"

    tables: tuple[OutcomeTable, ...]


@dataclass(frozen=True)
class CertaintyRow:
    """How sure a statement is, on the scale of those who rated it."""

    about: Rendered
    level: Rendered
    scale: str
    source: Rendered


@dataclass(frozen=True, kw_only=True)
class Certainties(Part):
    """How sure anybody is, each level with the name of its scale."""

    shape = "certainty"

    rows: tuple[CertaintyRow, ...]


@dataclass(frozen=True)
class ComposedCard:
    """A care card with its texts as HTML."""

    card: CardText
    service: Rendered
    lead: Rendered
    signs: tuple[Rendered, ...]
    advice: Rendered


@dataclass(frozen=True, kw_only=True)
class Cards(Part):
    """Care cards. They are never folded away."""

    shape = "cards"

    cards: tuple[ComposedCard, ...]


@dataclass(frozen=True)
class CheckedClaim:
    """A claim, to be quoted as plain text, together with the reason for the verdict as HTML."""

    claim: Claim
    note: Rendered


@dataclass(frozen=True, kw_only=True)
class Claims(Part):
    """What readers may have met elsewhere, each text with its correction."""

    shape = "claims"

    claims: tuple[CheckedClaim, ...]


@dataclass(frozen=True)
class SourceNote:
    """A numbered note: its source, and the places in the page that lead to it."""

    number: int
    source: SourceLine
    uses: int

    @property
    def anchor(self) -> str:
        return f"note-{self.number}"

    @property
    def marks(self) -> tuple[str, ...]:
        """The anchors of the marks in the text."""
        return tuple(f"ref-{self.number}-{use}" for use in range(1, self.uses + 1))


@dataclass(frozen=True)
class WordNote:
    """The meaning of a word that the page links to."""

    title: str
    anchor: str
    address: str
    definition: Rendered
