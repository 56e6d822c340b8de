"""What the API says of each thing. These classes describe its answers; they make no answer."""

from __future__ import annotations

import datetime
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict


def _by_choice(schema: dict[str, Any]) -> None:
    """A client chooses what it gets: nothing is always there."""
    schema.pop("required", None)


class Chosen(Schema):
    """Of these fields a client gets those that it asks for; all, if it does not say."""

    model_config = ConfigDict(json_schema_extra=_by_choice)


class Text(Chosen):
    """A text in the forms that were asked for; without a choice, in all three."""

    markdown: str = Field(description="As it was written; `[@key]` names a source.")
    html: str = Field(description="Safe HTML. Numbers lead to the notes of the page.")
    plain: str = Field(description="Without markup and without notes.")


class PageLink(Schema):
    ref: str = Field(description="Kind and key, such as `faqs/how-common-is-it`.")
    title: str
    url: str


class Note(Schema):
    """A numbered note of a page."""

    number: int
    key: str
    authors: str
    title: str
    place: str
    kind: str
    funding: str
    url: str = Field(description="Our page about the source.")
    link: str = Field(description="Where the source can be read; may be empty.")


class Outcome(Schema):
    """A benefit or a harm, with it and without it."""

    effect: str = Field(description="`benefit` or `harm`.")
    outcome: str
    with_it: str
    without_it: str
    comparator: str
    over: str
    source: str = Field(description="Key of the source.")
    note: str


class Certainty(Schema):
    """How sure somebody is, on a scale that is named and never converted."""

    scale: str
    scale_label: str
    level: str
    about: str
    source: str = Field(description="Key of the source; empty where there is no study.")


class Item(Chosen):
    """What every item says. With `fields`, only the chosen ones are there."""

    kind: str
    key: str = Field(description="Permanent name within its kind.")
    url: str = Field(description="The page for people; link to this.")
    api: str = Field(description="This item in the API.")
    language: str
    license: str | None = Field(description="SPDX name; null for what is only quoted.")
    credit: str = Field(description="How to name us beside the text.")


class Entry(Item):
    title: str
    revision: int = Field(description="Counts the texts of this entry.")
    published: datetime.datetime | None = Field(description="When this text came out.")
    edited: datetime.date | None
    reviewed_on: datetime.date | None = Field(description="Null: no clinician has checked.")
    reviewed_by: str | None
    review_due: datetime.date | None
    sources: list[Note]


class Claim(Item):
    """A text that people meet elsewhere. It never comes without our verdict and note."""

    question: str
    answer: str = Field(description="Quoted word for word. It may be wrong: read the note.")
    truncated: bool
    printed_date: str
    origin: str
    severity: str = Field(description="A can mislead or harm, B is misleading, C is weak.")
    verdict: str
    verdict_label: str
    note: Text = Field(description="Why, with our sources.")
    answered_by: str = Field(description="The question that corrects it.")


class Article(Entry):
    aim: Text
    need: str
    also_called: list[str]
    key_messages: list[Text]
    body: Text
    what_you_can_do: list[Text]
    questions_to_ask: list[Text]
    care_cards: list[PageLink]
    see_also: list[PageLink]


class Topic(Article):
    pass


class Page(Article):
    pass


class FAQ(Article):
    topic: str
    short_answer: Text
    also_asked: list[str]
    claims: list[Claim]


class Treatment(Article):
    category: str
    how_it_works: Text
    what_happens: Text
    outcomes: list[Outcome]
    if_nothing: Text
    life_impact: Text
    suits: list[Text]
    does_not_suit: list[Text]
    effort: Text
    not_known: Text
    certainty: list[Certainty]
    alternatives: list[PageLink]


class Word(Entry):
    also_called: list[str]
    group: str
    definition: Text


class Card(Entry):
    level: str
    service: Text
    lead: Text
    signs: list[Text]
    advice: Text


class Source(Item):
    authors: str
    title: str
    container: str
    year: int | None
    details: str
    doi: str
    pmid: str
    link: str
    study: str = Field(description="The kind of study, in plain words.")
    funding: str
    read: str = Field(description="R1 read; R1s read in an official second-hand text.")


class Code(Item):
    system: str
    oid: str
    code: str
    title: str = Field(description="The official title.")
    page: PageLink | None


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class TopicList(Schema):
    items: list[Topic]
    next: str | None = Field(description="Address of the next page of the list, if there is one.")


class PageList(Schema):
    items: list[Page]
    next: str | None


class FAQList(Schema):
    items: list[FAQ]
    next: str | None


class TreatmentList(Schema):
    items: list[Treatment]
    next: str | None


class WordList(Schema):
    items: list[Word]
    next: str | None


class CardList(Schema):
    items: list[Card]
    next: str | None


class SourceList(Schema):
    items: list[Source]
    next: str | None


class ClaimList(Schema):
    items: list[Claim]
    next: str | None


class CodeList(Schema):
    items: list[Code]
    next: str | None


class Hit(Schema):
    """A page that was found."""

    kind: str
    key: str
    title: str
    url: str
    excerpt: str
    reason: str
    is_confident: bool = Field(description="Whether it answers what was asked, as far as we know.")


class Hits(Schema):
    items: list[Hit]


class Corpus(Schema):
    """Everything that is public."""

    name: str
    url: str
    language: str
    license: str
    credit: str
    topics: list[Topic]
    faqs: list[FAQ]
    treatments: list[Treatment]
    pages: list[Page]
    words: list[Word]
    cards: list[Card]
    sources: list[Source]
    claims: list[Claim]
    codes: list[Code]
