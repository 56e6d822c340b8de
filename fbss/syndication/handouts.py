"""Hand-out cards: some pages and questions that a clinician gives to somebody, on one sheet.

The choice stands in the address alone. Nothing is kept, and nothing can be written on a card but
what this site says: so an address tells nothing about a patient.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fbss.content.text import plain
from fbss.content.vocabulary import Kind
from fbss.models import Entry

from .holdings import published
from .qr import Drawing, drawing
from .short import code_of
from .site import Site

# More does not fit one sheet of paper in letters that can be read.
MOST_PAGES, MOST_QUESTIONS = 4, 6
KINDS = (Kind.TOPIC, Kind.TREATMENT, Kind.FAQ)


@dataclass(frozen=True)
class Question:
    """A question to ask, and the code that stands for it in an address."""

    code: str
    text: str


@dataclass(frozen=True)
class Offer:
    """A page that can be put on a card, with its questions to ask."""

    kind: Kind
    code: str
    title: str
    aim: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Line:
    """A page on a card: where it is, to type and to photograph."""

    title: str
    aim: str
    address: str
    qr: Drawing

    @property
    def spoken(self) -> str:
        """The address as a person writes it down."""
        return self.address.partition("://")[2]


@dataclass(frozen=True)
class Card:
    """What an address asks for, as far as there is such a thing."""

    asked_pages: tuple[str, ...]
    asked_questions: tuple[str, ...]
    offers: tuple[Offer, ...]

    @cached_property
    def pages(self) -> tuple[Offer, ...]:
        return tuple(offer for offer in self.offers if offer.code in self.asked_pages)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions that were chosen, each once: two pages may ask the same."""
        every = {asked.code: asked for offer in self.offers for asked in offer.questions}
        return tuple(asked for code, asked in every.items() if code in self.asked_questions)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.asked_pages or self.asked_questions)

    @property
    def is_sound(self) -> bool:
        """Whether there is a card to print."""
        return bool(self.pages or self.questions) and not tuple(self._too_many())

    @property
    def faults(self) -> tuple[str, ...]:
        """Sentences about what is wrong."""
        return (*self._gone(), *self._too_many())

    def _gone(self) -> Iterator[str]:
        if len(self.pages) < len(set(self.asked_pages)):
            yield "A page that was chosen is not on this site, or not any more."
        if len(self.questions) < len(set(self.asked_questions)):
            yield "A question that was chosen is not on this site, or not any more."

    def _too_many(self) -> Iterator[str]:
        for chosen, most, name in (
            (self.pages, MOST_PAGES, "pages"),
            (self.questions, MOST_QUESTIONS, "questions"),
        ):
            if len(chosen) > most:
                yield (
                    f"{len(chosen)} {name} are chosen. At most {most} fit one sheet: "
                    "take some away."
                )

    def lines(self, site: Site) -> list[Line]:
        """The pages as they stand on the card."""
        addresses = ((offer, site.url(f"/q/{offer.code}")) for offer in self.pages)
        return [
            Line(offer.title, offer.aim, address, drawing(address)) for offer, address in addresses
        ]


def card_of(pages: Sequence[str], questions: Sequence[str], offers: Sequence[Offer]) -> Card:
    """The card for the codes in an address."""
    wanted, asked = ([text.strip().lower() for text in codes] for codes in (pages, questions))
    return Card(tuple(filter(None, wanted)), tuple(filter(None, asked)), tuple(offers))


def offers() -> list[Offer]:
    """All pages that can be put on a card, in the order of lists. One query a kind."""
    return [offer for kind in KINDS for offer in _of(kind)]


def _of(kind: Kind) -> Iterator[Offer]:
    fields = ("entry__key", "title", "aim", "questions_to_ask")
    rows = published(kind).order_by("position", "title").values_list(*fields)
    for key, title, aim, asked in rows:
        questions = tuple(Question(code_of(text), text) for text in map(plain, asked))
        code = code_of(Entry(kind=kind.value, key=key).ref)
        yield Offer(kind, code, title, plain(aim), questions)
