"""An invented example of every component, for the style guide. Nothing of it is a medical fact."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from fbss.content.alphabet import by_letter
from fbss.content.comparison import Chart, Compared, Comparison, Picture, compare
from fbss.content.composition import Composition, compose, compose_claims, compose_help
from fbss.content.frames import Share
from fbss.content.glossary import GlossaryWord
from fbss.content.icon_arrays import icon_array, shapes
from fbss.content.parts import Claims
from fbss.content.references import CardText, Claim, Meaning, PageName, References, SourceLine
from fbss.content.vocabulary import CardLevel, Category, Kind, Severity, Verdict
from fbss.models import FAQ, CareCard, Entry, Topic, Treatment
from fbss.search.find import Result
from fbss.syndication.qr import drawing

from .filters import plain_filter
from .leaves import Leaf

DAY = datetime.date(2026, 1, 31)
MOMENT = datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC)
HOME = PageName(Kind.TOPIC, "An example page", "/understand/what-it-is/")
SOURCE = SourceLine(
    key="example",
    authors="Example A, Example B",
    year=2024,
    title="A study that does not exist",
    container="Journal of Examples",
    kind="Example",
    funding="Nobody",
    link="https://example.org/",
)
MEANING = Meaning(GlossaryWord("example-word", "Example word"), "A word with its meaning.")
SIGNS = ("a first sign", "a second sign")
ROW = {
    "outcome": "Something that is counted",
    "with_it": "3 of 10",
    "without_it": "1 of 10",
    "comparator": "nothing else",
    "over": "6 months",
    "note": "An invented row.",
}
TEXT: Mapping[str, Any] = {
    "title": "An example treatment",
    "category": Category.PHYSICAL.value,
    "key_messages": ["The most important sentence.", "The next one."],
    "how_it_works": "Text with a source [@example] and an example word.\n\n- One thing\n- Another",
    "outcomes": [
        {**ROW, "effect": "benefit", "source": "example"},
        {**ROW, "effect": "harm", "source": "example"},
    ],
    "life_impact": "A part is a section with a heading of its own.",
    "suits": ["People who like lists", "People who like examples"],
    "certainty": [
        {"about": "The example", "level": "low", "scale": "grade", "source": "example"},
    ],
    "care_cards": ["part"],
    "questions_to_ask": ["What is a good question?", "What is another?"],
    "see_also": ["topics/example"],
}


def _card(key: str, level: CardLevel) -> CardText:
    return CardText(
        key=key,
        anchor=f"card-{key}",
        level=level,
        title=f"An example card: {level.label.lower()}",
        service="Whom to call",
        lead="If any one of these is new",
        signs=SIGNS,
        advice="What else to know.",
    )


REFERENCES = References(
    sources={"example": SOURCE},
    meanings={"example-word": MEANING},
    cards={"part": _card("part", CardLevel.SAME_DAY)},
    pages={"topics/example": HOME},
)
CLAIM = Claim(
    key="example",
    question="Is this an example?",
    answer="It is one, quoted word for word.",
    origin="Nowhere.",
    verdict=Verdict.PARTLY_SUPPORTED,
    severity=Severity.C,
    note="It is invented.",
    answered_on=HOME,
)


def specimens() -> dict[str, dict[str, Any]]:
    """What each component is given, by its name."""
    return dict((*_of_the_page(), *_of_lists(), *_of_entries(), *_of_forms()))


Specimens = Iterator[tuple[str, dict[str, Any]]]


def _of_the_page() -> Specimens:
    page = compose(Kind.TREATMENT, TEXT, REFERENCES)
    part = {part.name: part for part in page.parts}
    yield "key_messages", {"messages": page.key_messages}
    yield "contents_list", {"headings": page.contents}
    yield "part", {"part": part["life_impact"]}
    yield "part_prose", {"part": part["how_it_works"]}
    yield "part_outcomes", {"part": part["outcomes"]}
    yield "part_items", {"part": part["suits"]}
    yield "part_certainty", {"part": part["certainty"]}
    yield "part_cards", {"part": part["care_cards"]}
    yield "add_to_sheet", {"part": part["questions_to_ask"]}
    yield "part_links", {"part": part["see_also"]}
    yield "sources_list", {"notes": page.notes}
    yield "source_line", {"line": SOURCE}
    yield "word_notes", {"words": page.words}
    yield from _of_charts()
    yield from _of_claims_and_cards()


def _of_charts() -> Specimens:
    rows = [{**row, "source": ""} for row in TEXT["outcomes"]]
    made = compare([Compared("example", {**TEXT, "outcomes": rows})])
    picture = Picture("picture-alone", "2 of 4 people", icon_array(Share(2, 4)))
    yield "evidence_shapes", {"shapes": shapes()}
    yield "icon_array", {"picture": picture}
    yield "evidence_chart", {"chart": _chart(made, "benefits")}
    cell = next(row for row in made.rows if row.name == "suits").cells[0]
    yield "compare_cell", {"cell": cell}


def _chart(made: Comparison, name: str) -> Chart:
    part = next(row for row in made.rows if row.name == name).cells[0].part
    assert isinstance(part, Chart)  # noqa: S101 -- the row of benefits holds a chart
    return part


def _of_claims_and_cards() -> Specimens:
    claims = _claims("example"), _claims("another")
    yield "part_claims", {"part": claims[0]}
    yield "claim_check", {"claim": claims[1].claims[0].claim, "note": claims[1].claims[0].note}
    alone = {"alone": _card("alone", CardLevel.EMERGENCY)}
    helps = compose_help("Help", References(cards=alone))
    composed = helps.parts[0].cards[0]  # type: ignore[attr-defined]  # a part of cards
    yield "care_card", {"composed": composed, "level": composed.card.level.label}
    text = {
        "level": CardLevel.EMERGENCY.value,
        "title": "An example card",
        "service": "Whom to call",
    }
    card = CareCard(entry=_entry(Kind.CARD), lead="If new", signs=list(SIGNS), **text)
    yield "search_card", {"card": card}


def _claims(key: str) -> Claims:
    claim = Claim(**{**CLAIM.__dict__, "key": key})
    page: Composition = compose_claims("Claims", "", References(claims=(claim,)))
    part = page.parts[0]
    assert isinstance(part, Claims)  # noqa: S101 -- composed of nothing else
    return part


def _of_lists() -> Specimens:
    yield "breadcrumbs", {"title": "This page", "shelf": "A list", "href": "/questions/"}
    yield "nav_link", {"href": "/questions/", "text": "Questions", "path": "/questions/"}
    yield "help_strip", {}
    yield "bad_day_link", {}
    yield "bad_day_switch", {"offer": True}
    letters = by_letter(["An example", "Another", "Back"], name=str)
    yield "letter_list", {"letters": letters, "href": "/a-to-z/"}
    yield "pagination", {"leaf": Leaf([], 2, has_next=True), "query": ""}
    result = Result(
        kind=Kind.FAQ,
        key="example",
        title="An example of a result",
        url="/questions/how-common-is-it/",
        excerpt="A short answer in which what was looked for is marked.",
        score=1,
        reason="The title says it.",
        is_confident=True,
        stems=frozenset({"exampl", "answer"}),
    )
    yield "search_result", {"result": result}


def _of_entries() -> Specimens:
    topic = Topic(entry=_entry(Kind.TOPIC, "what-it-is"), title="An example topic", aim="Its aim.")
    topic.key_messages, topic.what_you_can_do = ["What matters most."], ["One thing to do."]
    treatment = Treatment(entry=_entry(Kind.TREATMENT, "exercise"), title="An example treatment")
    treatment.aim, treatment.certainty = "Its aim.", TEXT["certainty"]
    yield "bad_day_topic", {"topic": topic}
    yield "topic_card", {"topic": topic}
    yield "treatment_card", {"treatment": treatment}
    question = FAQ(entry=_entry(Kind.FAQ, "how-common-is-it"), title="An example question?")
    yield "question_list", {"questions": [question]}
    due = Entry(next_review_due_on=DAY)
    yield "review_line", {"entry": due, "edited": DAY, "is_overdue": True}
    changes = [
        Topic(number=2, live_from=MOMENT, reason="A new study."),
        Topic(number=1, live_from=MOMENT),
    ]
    yield "change_list", {"history": changes}
    yield "advice_change", {"change": changes[0]}
    yield "draft_strip", {"draft": {"standing": "Draft", "explains": "Visitors do not see it."}}
    yield "leaflet_links", {"address": "/understand/what-it-is/"}
    yield "qr", {"drawing": drawing("https://example.org/"), "label": "QR code of an example"}


def _entry(kind: Kind, slug: str = "example") -> Entry:
    return Entry(kind=kind.value, key=slug, slug=slug)


def _of_forms() -> Specimens:
    treatment = Treatment(entry=_entry(Kind.TREATMENT, "exercise"), title="An example treatment")
    yield "compare_form", {"groups": [(Category.PHYSICAL, [treatment])], "chosen": ["exercise"]}
    verdict = plain_filter("verdict", "Verdict", Verdict.choices(), {"verdict": "nonsense"})
    yield "filter_form", {"filters": [verdict], "href": "/about/claims/"}
    yield "feedback_form", {"ref": "topics/what-it-is", "question": "Was this page useful?"}
    box = {"label": "What would you like to know?", "id": "example-search", "value": ""}
    yield "search_form", {**box, "href": "/search/", "suggest_href": "/search/suggest/"}
    yield "sheet_field", {"name": "text", "label": "A field of a line"}
    rows = "components/sheet_rows/notes.html"
    sheet = {"name": "notes", "title": "A part of the sheet", "hint": "What belongs here."}
    yield "sheet_part", {**sheet, "add": "Add a note", "rows": rows, "lines": "123"}
    for name in ("diary", "medicines", "notes", "plan", "questions"):
        yield f"sheet_rows/{name}", {}
