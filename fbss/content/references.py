"""What a text refers to, as the library holds it: sources, words, care cards, claims, pages."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fbss.content.glossary import Glossary, GlossaryWord
from fbss.content.pictures import PictureText
from fbss.content.vocabulary import CardLevel, Kind, Severity, Verdict

# What the register says of a source until somebody has looked it up.
FUNDING_UNKNOWN = "Not recorded here yet"


@dataclass(frozen=True)
class SourceLine:
    """A source as its note tells it: who, when, what kind of study, who paid, where to read it."""

    key: str
    authors: str
    kind: str
    funding: str
    title: str = ""
    container: str = ""
    year: int | None = None
    details: str = ""
    link: str = ""

    @property
    def place(self) -> str:
        """Where it was published: "BMJ Open 2017, 7(9):e017585"."""
        printed = " ".join(filter(None, (self.container, str(self.year or ""))))
        return ", ".join(filter(None, (printed, self.details)))

    @property
    def payer(self) -> str:
        """Who paid, or who sells it; empty where that is not recorded."""
        return "" if self.funding == FUNDING_UNKNOWN else self.funding

    @property
    def address(self) -> str:
        """Our page about it."""
        return f"/sources/{self.key}/"


@dataclass(frozen=True)
class Meaning:
    """A word of the glossary with what it means."""

    word: GlossaryWord
    definition: str


@dataclass(frozen=True)
class CardText:
    """A care card: how fast help is needed, whom to call, and the signs."""

    key: str
    anchor: str
    level: CardLevel
    title: str
    service: str
    lead: str
    signs: tuple[str, ...]
    advice: str
    checked_by: str = ""
    checked_on: datetime.date | None = None


@dataclass(frozen=True)
class PageName:
    """A page as other pages name it."""

    kind: Kind
    title: str
    address: str


@dataclass(frozen=True)
class Claim:
    """A text that people meet on the web, with our verdict and the reason for it."""

    key: str
    question: str
    answer: str
    origin: str
    verdict: Verdict
    severity: Severity
    note: str
    printed_date: str = ""
    truncated: bool = False
    answered_on: PageName | None = None


@dataclass(frozen=True)
class References:
    """All that the texts of one page may refer to. What is missing here is shown as unknown.

    `meanings` is by a word's slug, `cards`, `sources` and `pictures` are by key, `pages` is by what
    seed files call a page: `faqs/how-common-is-it`.
    """

    sources: Mapping[str, SourceLine] = field(default_factory=dict)
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    cards: Mapping[str, CardText] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    pages: Mapping[str, PageName] = field(default_factory=dict)
    pictures: Mapping[str, PictureText] = field(default_factory=dict)

    def glossary(self) -> Glossary:
        """The words that texts may link to."""
        return _glossary(tuple(meaning.word for meaning in self.meanings.values()))


@lru_cache(maxsize=4)
def _glossary(words: tuple[GlossaryWord, ...]) -> Glossary:
    """Its table of names is made once for the same words."""
    return Glossary(words)
