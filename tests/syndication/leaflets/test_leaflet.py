import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fbss.content.composition import compose
from fbss.content.references import CardText, Claim, References, SourceLine
from fbss.content.vocabulary import CardLevel, Kind, Severity, Verdict
from fbss.syndication.leaflets.forms import Paper, Print
from fbss.syndication.leaflets.leaflet import About, leaflet_of
from fbss.syndication.leaflets.pieces import in_steps
from fbss.syndication.leaflets.press import printed
from fbss.syndication.site import Site

from .reading import elements, faults_of, structure_of, text_of

SITE = Site("https://pain.example")
ABOUT = About(edited=datetime.date(2026, 11, 1))
MADE = datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)
ROW = {
    "effect": "benefit",
    "outcome": "Half the pain",
    "with_it": "48 of 100",
    "without_it": "9 of 100",
    "comparator": "usual care",
    "over": "6 months",
    "source": "weir",
}
ODD = "w" * 80 + " שלום עולם مرحبا 😀 🦴 中文 #set text(red) $x$ *a* _b_ `c` @d <e> \\ // /* [f]"


def leaflet(text, *, kind=Kind.TOPIC, size=Print.NORMAL, paper=Paper.A4, about=ABOUT, **held):
    page = compose(kind, text, References(**held))
    sheet = leaflet_of(page, about, SITE, "/q/bcdfgh")
    return printed({**sheet, "size": size, "paper": paper}, MADE)


WEIR = SourceLine(
    "weir", "Weir S", "Cohort study", "A public fund", "Pain", "BMJ", 2017, "7", "https://doi.org/x"
)
CARD = CardText(
    "cauda",
    "cauda",
    CardLevel.EMERGENCY,
    "Go now",
    "Call 911",
    "If new",
    ("Numbness",),
    "Tell them.",
)
CLAIM = Claim("S1", "What is the fix?", "A fix.", "A clinic", Verdict.MISLEADING, Severity.A, "No.")
HELD = {"sources": {"weir": WEIR}, "cards": {"cauda": CARD}, "claims": (CLAIM,)}
FAQ = {
    "title": "How common is it?",
    "short_answer": "About 1 in 5. [@weir]",
    "key_messages": ["You are not alone."],
    "body": "## More\n\nText with [a link](/questions/x/).",
    "care_cards": ["cauda"],
    "questions_to_ask": ["What now?"],
}
TREATMENT = {"title": "A device", "outcomes": [ROW] * 40, "certainty": []}


@pytest.mark.parametrize("size", Print)
@pytest.mark.parametrize("paper", Paper)
def test_a_leaflet_keeps_what_pdf_ua_asks_for(size, paper):
    question = leaflet(FAQ, kind=Kind.FAQ, size=size, paper=paper, **HELD)
    treatment = leaflet(TREATMENT, kind=Kind.TREATMENT, size=size, paper=paper, **HELD)

    assert (faults_of(question), faults_of(treatment)) == ([], [])


def test_a_leaflet_is_read_in_the_order_of_the_page():
    told = text_of(leaflet(FAQ, kind=Kind.FAQ, **HELD))

    places = [
        told.find(said)
        for said in (
            "New numbness between the legs",
            "How common is it?",
            "About 1 in 5. 1",
            "No clinician has checked this page yet.",
            "Key messages",
            "You are not alone.",
            "More Text with a link.",
            "What you may have read “What is the fix?” Our check: Misleading A fix.",
            "Why: No.",
            "When to get help",
            "Go now Call 911",
            "Questions to ask",
            "Sources 1. Weir S (2017): Pain. BMJ 2017, 7. Kind: Cohort study.",
            "About this leaflet",
            "Last edited: November 1, 2026",
            "its links: https://pain.example/q/bcdfgh",
        )
    ]
    assert -1 not in places
    assert places == sorted(places)


def test_the_structure_says_what_each_thing_is():
    names = structure_of(leaflet(TREATMENT, kind=Kind.TREATMENT, **HELD))

    assert names.count("/Table") == 1
    assert (names.count("/TH"), names.count("/TD")) == (5, 200)
    assert names.count("/Figure") == 1
    assert "/H2" in names
    assert "/Link" in names


def test_the_code_on_a_leaflet_has_words():
    found = elements(leaflet(FAQ, **HELD))

    assert [words for name, words in found if name == "/Figure"] == [
        "QR code that opens https://pain.example/q/bcdfgh"
    ]


@pytest.mark.parametrize("size", Print)
def test_long_and_odd_content_is_printed(size):
    text = {
        "title": ODD,
        "body": f"#### {ODD}\n\n{ODD}\n\n|{ODD}|b|\n|-|-|\n" + "|1|2|\n" * 40,
        "key_messages": [ODD],
    }

    told = text_of(leaflet(text, size=size))

    assert "#set text(red) $x$" in told
    assert "[bone]" in told


@given(text=st.text(st.characters(), max_size=300), size=st.sampled_from(Print))
@settings(max_examples=60)
def test_no_text_stops_the_press(text, size):
    sheet = {"title": text, "body": text, "key_messages": [text], "also_called": [text]}

    assert leaflet(sheet, size=size).startswith(b"%PDF-")


def test_what_an_editor_writes_is_never_a_command():
    told = text_of(leaflet({"title": "T", "body": '#read("press.py") #import "a.typ": b'}))

    assert '#read("press.py") #import "a.typ": b' in told


def test_the_same_leaflet_is_the_same_bytes():
    assert leaflet(FAQ, **HELD) == leaflet(FAQ, **HELD)


def test_no_level_of_heading_is_left_out():
    levels = [{"is": "h", "level": level, "in": ["H"]} for level in (3, 5, 2, 6)]

    assert [one["level"] for one in in_steps(levels, above=1)] == [2, 3, 2, 3]


@pytest.mark.parametrize(
    ("about", "notice"),
    [
        (ABOUT, "No clinician has checked this page yet."),
        (About(ABOUT.edited, "Dr. R", ABOUT.edited), ""),
        (
            About(ABOUT.edited, "Dr. R", ABOUT.edited, is_overdue=True),
            "The next review of this page is overdue.",
        ),
    ],
)
def test_a_reader_is_told_first_what_was_not_checked(about, notice):
    assert about.notice == notice


def test_a_certainty_names_its_scale():
    rows = [{"scale": "grade", "level": "low", "about": "pain", "source": "weir"}]

    told = text_of(leaflet({"title": "T", "certainty": rows}, kind=Kind.TREATMENT, **HELD))

    assert "What it is about How sure On which scale Source pain low GRADE" in told


def test_harms_that_nobody_listed_are_said_to_be_missing():
    text = {"title": "T", "outcomes": [ROW]}

    told = text_of(leaflet(text, kind=Kind.TREATMENT, **HELD))

    assert "Harms: what it may do. We found nothing to list here." in told


def test_a_heading_without_words_is_left_out():
    blocks = [{"is": "h", "level": 2, "in": ["\u200b"]}, {"is": "p", "in": []}]

    assert in_steps(blocks, above=1) == [{"is": "p", "in": []}]
