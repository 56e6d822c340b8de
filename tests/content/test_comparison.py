"""Treatments side by side."""

import pytest

from fbss.content.comparison import NOT_KNOWN, NOT_RATED, NOTHING_LISTED, Compared, compare
from fbss.content.composition import frame
from fbss.content.parts import Certainties, Items, Links, Prose
from fbss.content.references import CardText, PageName, References, SourceLine
from fbss.content.vocabulary import CardLevel, Kind

TRIAL = SourceLine(key="trial", authors="Roe A", kind="Trial", funding="A public fund")
LEAFLET = SourceLine(key="leaflet", authors="Doe B", kind="Leaflet", funding="A public fund")
CARD = CardText("infection", "infection", CardLevel.SAME_DAY, "Call today", "", "", (), "")
REST = PageName(Kind.TREATMENT, "Rest", "/treatments/rest/")
REFERENCES = References(
    sources={"trial": TRIAL, "leaflet": LEAFLET},
    cards={"infection": CARD},
    pages={"treatments/rest": REST},
)


def outcome(effect="benefit", **fields):
    row = {
        "effect": effect,
        "outcome": "Pain gone",
        "with_it": "48 of 100",
        "without_it": "9 of 100",
        "comparator": "usual care",
        "over": "6 months",
        "source": "trial",
    }
    return row | fields


def certainty(scale="grade", level="low", **fields):
    return {"scale": scale, "level": level, "about": "Less pain", "source": "trial"} | fields


def compared(title="Walking", **text):
    return Compared(f"/treatments/{title.lower()}/", {"title": title, **text})


def row(comparison, name):
    return next(row for row in comparison.rows if row.name == name)


def test_the_frame_is_that_of_a_treatment_page_in_its_order():
    comparison = compare([compared(), compared("Rest")])

    in_frame = [name for name, _, _ in frame(Kind.TREATMENT) if name not in ("body", "see_also")]
    at = in_frame.index("outcomes")
    assert [row.name for row in comparison.rows] == [
        "category",
        *in_frame[:at],
        "benefits",
        "harms",
        *in_frame[at + 1 :],
    ]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_every_part_of_the_frame_has_a_cell_for_every_treatment(count):
    full = compared(how_it_works="It **works**.", certainty=[certainty()], outcomes=[outcome()])
    empty = [compared(f"Rest {number}") for number in range(1, count)]

    comparison = compare([full, *empty], REFERENCES)

    titles = [column.title for column in comparison.columns]
    assert [[cell.heading for cell in row.cells] for row in comparison.rows] == [titles] * len(
        comparison.rows
    )
    assert [len(comparison.figures), len(comparison.columns)] == [count, count]


def test_what_is_empty_says_so_in_words():
    comparison = compare([compared(), compared("Rest", certainty=[certainty()])], REFERENCES)

    said = {row.name: row.cells[0].instead for row in comparison.rows}
    assert all(row.cells[0].part is None for row in comparison.rows)
    assert said["how_it_works"] == said["benefits"] == said["harms"] == said["effort"] == NOT_KNOWN
    assert said["certainty-grade"] == NOT_RATED
    assert said["alternatives"] == said["questions_to_ask"] == NOTHING_LISTED


def test_texts_become_parts_of_the_same_shape_as_on_their_own_page():
    text = {
        "category": "medication",
        "effort": "An hour.",
        "suits": ["You can walk."],
        "alternatives": ["rest", "gone"],
        "care_cards": ["infection", "gone"],
    }

    comparison = compare([compared(**text), compared("Rest")], REFERENCES)

    parts = {row.name: row.cells[0].part for row in comparison.rows}
    assert isinstance(parts["category"], Prose)
    assert parts["category"].html.html == "Medicines"
    assert parts["effort"].html.html.strip() == "<p>An hour.</p>"
    assert isinstance(parts["suits"], Items)
    assert isinstance(parts["alternatives"], Links)
    assert parts["alternatives"].links == (REST,)
    assert [(card.title, card.address) for card in parts["care_cards"].links] == [
        ("Call today", "/help-now/#infection")
    ]


def test_benefits_and_harms_are_drawn_alike():
    text = {"outcomes": [outcome(), outcome("harm")]}

    comparison = compare([compared(**text), compared("Rest")], REFERENCES)

    benefit = row(comparison, "benefits").cells[0].part.outcomes[0]
    harm = row(comparison, "harms").cells[0].part.outcomes[0]
    assert [arm.picture.array for arm in benefit.arms] == [arm.picture.array for arm in harm.arms]
    assert [arm.label for arm in benefit.arms] == ["With it", "Without it"]
    assert [arm.picture.title for arm in benefit.arms] == [
        "Pain gone, with it: 48 of 100",
        "Pain gone, without it: 9 of 100",
    ]


@pytest.mark.parametrize(
    ("said", "is_drawn", "is_unknown"),
    [
        ("48 of 100", True, False),
        ("1,011 of 4,361", True, False),
        ("about 85 of 100", False, False),
        ("71 to 89 of 100", False, False),
        ("2 points better", False, False),
        ("not known", False, True),
        ("Not known", False, True),
    ],
)
def test_only_what_a_source_counts_is_drawn(said, is_drawn, is_unknown):
    text = {"outcomes": [outcome(with_it=said)]}

    comparison = compare([compared(**text), compared("Rest")], REFERENCES)

    arm = row(comparison, "benefits").cells[0].part.outcomes[0].arms[0]
    assert (arm.picture is not None, arm.is_unknown) == (is_drawn, is_unknown)
    assert arm.words.html == said


def test_few_people_are_told_apart_from_100():
    text = {"outcomes": [outcome(with_it="9 of 19", without_it="3 of 26"), outcome()]}

    comparison = compare([compared(**text), compared("Rest")], REFERENCES)

    outcomes = row(comparison, "benefits").cells[0].part.outcomes
    assert [outcome.is_small for outcome in outcomes] == [True, False]


def test_pictures_have_anchors_of_their_own():
    text = {"outcomes": [outcome(), outcome("harm")]}

    comparison = compare([compared(**text), compared("Rest", **text)], REFERENCES)

    anchors = [
        arm.picture.anchor
        for name in ("benefits", "harms")
        for cell in row(comparison, name).cells
        for outcome in cell.part.outcomes
        for arm in outcome.arms
    ]
    assert anchors == [f"picture-{number}" for number in range(1, 9)]


def test_each_scale_has_a_place_of_its_own_and_levels_stay_on_it():
    walking = compared(
        certainty=[certainty("none", "no good studies"), certainty("grade", "very low")]
    )
    rest = compared("Rest", certainty=[certainty("nice", "consider")])

    comparison = compare([walking, rest], REFERENCES)

    levels = {
        row.title: [
            [level.level.html for level in cell.part.rows]
            if isinstance(cell.part, Certainties)
            else cell.instead
            for cell in row.cells
        ]
        for row in comparison.rows
        if row.name.startswith("certainty")
    }
    assert levels == {
        "How sure this is: GRADE": [["very low"], NOT_RATED],
        "How sure this is: NICE wording": [NOT_RATED, ["consider"]],
        "How sure this is: No scale": [["no good studies"], NOT_RATED],
    }
    assert row(comparison, "certainty-grade").hint == "Its levels: high, moderate, low, very low."
    assert row(comparison, "certainty-none").hint == ""


def test_where_nobody_rated_anything_nothing_is_known():
    comparison = compare([compared(), compared("Rest")])

    assert [cell.instead for cell in row(comparison, "certainty").cells] == [NOT_KNOWN] * 2


def test_the_tables_say_the_same_as_the_pictures():
    walking = compared(outcomes=[outcome(), outcome("harm", outcome="A fall", source="leaflet")])

    comparison = compare([walking, compared("Rest")], REFERENCES)

    first, second = comparison.figures
    told = [(row.outcome.html, row.with_it.html) for table in first.tables for row in table.rows]
    drawn = [
        (outcome.row.outcome.html, outcome.row.with_it.html)
        for name in ("benefits", "harms")
        for outcome in row(comparison, name).cells[0].part.outcomes
    ]
    assert told == drawn == [("Pain gone", "48 of 100"), ("A fall", "48 of 100")]
    assert (second.title, second.tables) == ("Rest", ())


def test_notes_have_one_numbering_in_the_order_of_reading():
    walking = compared(how_it_works="So. [@leaflet]", effort="More. [@trial]")
    rest = compared("Rest", how_it_works="Else. [@trial]")

    comparison = compare([walking, rest], REFERENCES)

    notes = [(note.number, note.source.key, note.uses) for note in comparison.notes]
    assert notes == [(1, "leaflet", 1), (2, "trial", 2)]
