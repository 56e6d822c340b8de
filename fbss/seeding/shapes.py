"""The shape of every item of the seed: which fields it has and what each must hold. Pure.

Field names are the names of the models' text fields; a test keeps the two in step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fbss.content import vocabulary as v
from fbss.content.frames import Certainty, Outcome
from fbss.content.text import count_words, words_of

from .nodes import Field, Read, choice, day, key, key_of, lines, rows, text, whole, year

MOST_SHORT_ANSWER_WORDS = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of item: its fields, where it stands, and what is checked beyond single fields."""

    kind: str
    # Folder of Markdown files, or the name of a YAML list.
    place: str
    fields: Mapping[str, Field]
    # The field that holds the Markdown text below the front matter; "" for items of a YAML list.
    body: str = ""
    name: Callable[[Mapping[str, Any]], str] = lambda values: str(values["key"])
    check: Callable[[Mapping[str, Any]], Iterable[tuple[str, str]]] = lambda _values: ()

    @property
    def stated(self) -> tuple[str, ...]:
        """Fields that a visitor reads as statements."""
        return tuple(field.name for field in self.fields.values() if field.stated)


def said(name: str, read: Read | None = None, *, required: bool = False, **more: Any) -> Field:
    """A field that a visitor reads as a statement."""
    return Field(name, read or text(), required=required, stated=True, **more)


def said_lines(name: str, *, required: bool = False) -> Field:
    return said(name, lines(), required=required, default=[])


def listed(name: str, refers: str | None = None, *, required: bool = False) -> Field:
    return Field(name, lines(), required=required, default=[], refers=refers)


def by_name(*fields: Field) -> dict[str, Field]:
    return {field.name: field for field in fields}


def told(name: str, *, required: bool = True) -> Field:
    """Markdown of several paragraphs that a visitor reads."""
    return said(name, required=required, paragraphs=True)


# The fields of an article, in the order in which files hold them.
NAME = by_name(
    Field("key", key, required=True),
    Field("slug", key),
    Field("title", text(120), required=True),
)
PLACE = by_name(
    Field("position", whole, required=True, default=0),
    said("aim", text(240), required=True),
    Field("need", choice(v.Need), required=True),
    listed("also_called"),
)
MESSAGES = by_name(said_lines("key_messages", required=True))
NEXT = by_name(
    said_lines("what_you_can_do"),
    Field("questions_to_ask", lines(), default=[]),
    listed("care_cards", "cards"),
    listed("see_also", ""),
    Field("tier", choice(v.Tier), default=v.Tier.STANDARD.value),
)
EDITED = by_name(Field("edited", day, required=True))
BODY = by_name(said("body"))
ARTICLE = NAME | PLACE | MESSAGES | NEXT | EDITED | BODY


def _short_answer_is_short(values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    answer = values["short_answer"]
    # Markup and citations only add to the words, and without them nothing needs to be read.
    if len(words_of(answer)) <= MOST_SHORT_ANSWER_WORDS:
        return
    if (words := count_words(answer)) > MOST_SHORT_ANSWER_WORDS:
        yield "short_answer", f"expected at most {MOST_SHORT_ANSWER_WORDS} words, got {words}"


def _outcome_problems(row: Mapping[str, Any]) -> Iterable[str]:
    return Outcome.from_dict(row).problems()


def _certainty_problems(row: Mapping[str, Any]) -> Iterable[str]:
    return Certainty.from_dict(row).problems()


OUTCOME = [
    Field("effect", choice(v.Effect), required=True),
    Field("outcome", text(200), required=True),
    Field("with_it", text(200), required=True),
    Field("without_it", text(200), required=True),
    Field("comparator", text(200), required=True),
    Field("over", text(120), required=True),
    Field("source", key, required=True),
    Field("note", text(300)),
]
CERTAINTY = [
    Field("scale", choice(v.Scale), required=True),
    Field("level", text(120), required=True),
    Field("about", text(200), required=True),
    Field("source", key),
]
CATEGORY = by_name(Field("category", choice(v.Category), required=True))
FRAME = by_name(
    told("how_it_works"),
    told("what_happens"),
    Field("outcomes", rows(OUTCOME, _outcome_problems), required=True, default=[]),
    told("if_nothing"),
    told("life_impact"),
    said_lines("suits", required=True),
    said_lines("does_not_suit", required=True),
    told("effort"),
    told("not_known"),
    Field("certainty", rows(CERTAINTY, _certainty_problems), required=True, default=[]),
    listed("alternatives", "treatments", required=True),
)
TREATMENT = NAME | CATEGORY | PLACE | MESSAGES | FRAME | NEXT | EDITED | BODY
TOPIC = by_name(Field("topic", key, required=True, refers="topics"))
ASKED = by_name(listed("also_asked"))
ANSWER = by_name(said("short_answer", required=True))
FAQ = NAME | TOPIC | PLACE | ASKED | MESSAGES | ANSWER | NEXT | EDITED | BODY

SHAPES = {
    shape.kind: shape
    for shape in (
        Shape("topic", "topics", ARTICLE, body="body"),
        Shape("faq", "faqs", FAQ, body="body", check=_short_answer_is_short),
        Shape("treatment", "treatments", TREATMENT, body="body"),
        Shape("page", "pages", ARTICLE, body="body"),
        Shape(
            "word",
            "words",
            NAME
            | by_name(
                listed("also_called"),
                Field("group", choice(v.WordGroup), required=True),
                said("definition", required=True),
            )
            | EDITED,
        ),
        Shape(
            "card",
            "cards",
            by_name(
                Field("key", key, required=True),
                Field("slug", key),
                Field("level", choice(v.CardLevel), required=True),
                Field("position", whole, required=True, default=0),
                Field("title", text(120), required=True),
                Field("service", text(200), required=True),
                Field("lead", text(200), required=True),
                said_lines("signs", required=True),
                told("advice", required=False),
            )
            | EDITED,
        ),
        Shape(
            "source",
            "sources",
            by_name(
                Field("key", key, required=True),
                Field("authors", text(300), required=True),
                Field("title", text(400)),
                Field("container", text(200)),
                Field("year", year, default=None),
                Field("details", text(200)),
                Field("doi", text(120)),
                Field("pmid", text(12)),
                Field("url", text(400)),
                Field("kind", text(200), required=True),
                Field("funding", text(400), required=True),
                Field("read", choice(v.ReadStatus), required=True),
                Field("route", text(300)),
                Field("facts", lines(), default=[]),
            ),
        ),
        Shape(
            "passage",
            "passages",
            by_name(
                Field("key", text(20), required=True),
                Field("file", text(200), required=True),
                Field("number", whole, required=True, default=0),
                Field("answered_by", key, required=True, refers="faqs"),
                Field("origin", text(), required=True),
                Field("origin_certainty", choice(v.OriginCertainty), required=True),
                Field("verbatim", choice(v.Verbatim), required=True),
                Field("severity", choice(v.Severity), required=True),
                Field("verdict", choice(v.Verdict), required=True),
                said("note", required=True),
                Field("audit", text()),
            ),
        ),
        Shape(
            "synonym",
            "synonyms",
            by_name(
                Field("lay", text(120), required=True),
                Field("clinical", text(120), required=True),
                Field("match", choice(v.Match), required=True),
                Field("urgency", choice(v.Urgency), default=v.Urgency.NONE.value),
            ),
            name=lambda values: f"{values['lay']} = {values['clinical']}",
        ),
        Shape(
            "code",
            "codes",
            by_name(
                Field("system", key_of(20), required=True),
                Field("code", text(20), required=True),
                Field("title", text(300), required=True),
                Field("entry", text(100), required=True, refers=""),
                Field("note", text(300)),
            ),
            name=lambda values: f"{values['system']} {values['code']}",
        ),
    )
}
FOLDERS = {shape.place: shape for shape in SHAPES.values() if shape.body}
LISTS = {f"{shape.place}.yaml": shape for shape in SHAPES.values() if not shape.body}
PLACES = {shape.kind: shape.place for shape in SHAPES.values()}
