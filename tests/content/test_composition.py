"""A page as the composition sets it, from text and references to HTML in reading order."""

import re

import pytest

from fbss.content.composition import compose, compose_claims, compose_help
from fbss.content.glossary import GlossaryWord
from fbss.content.parts import NOTHING, Cards, Claims, Items, Links, Prose
from fbss.content.references import CardText, Claim, Meaning, PageName, References, SourceLine
from fbss.content.vocabulary import CardLevel, Kind, Severity, Verdict


def source(key):
    return SourceLine(key=key, authors=key.title(), kind="Trial", funding="A fund")


def card(key="numb", level=CardLevel.EMERGENCY, **fields):
    told = {
        "key": key,
        "anchor": key,
        "level": level,
        "title": f"Card {key}",
        "service": "Call 911",
        "lead": "If one is new",
        "signs": ("Weak legs [@one]",),
        "advice": "One sign is enough.",
    }
    return CardText(**told | fields)


def claim(**fields):
    told = {
        "key": "S01",
        "question": "What is the fix?",
        "answer": "An operation <b>fixes</b> it. [@two]",
        "origin": "A clinic",
        "verdict": Verdict.MISLEADING,
        "severity": Severity.A,
        "note": "Not for sure. [@two]",
    }
    return Claim(**told | fields)


def references(**fields):
    return References(
        **{"sources": {key: source(key) for key in ("one", "two", "three", "four")}} | fields
    )


SCAR = {"scar": Meaning(GlossaryWord("scar", "Scar", ("scarring",)), "Hard tissue.")}

OUTCOME = {
    "effect": "benefit",
    "outcome": "Half of the pain gone",
    "with_it": "48 of 100",
    "without_it": "9 of 100",
    "comparator": "usual care",
    "over": "6 months",
    "source": "one",
    "note": "",
}

FAQ = {
    "title": "Why?",
    "topic": "causes",
    "short_answer": "Often nobody knows. [@one]",
    "aim": "This page helps you see why.",
    "key_messages": ["It is not your fault. [@two]"],
    "body": "## What is known\n\nSome. [@one]\n\n## What is not known\n\nMuch. [@three]",
    "care_cards": ["numb"],
    "what_you_can_do": ["Walk."],
    "questions_to_ask": ["Why me? [@four]"],
    "see_also": ["topics/causes"],
}

TREATMENT = {
    "title": "Exercise",
    "category": "physical",
    "aim": "This page helps you weigh up exercise.",
    "key_messages": ["It may help."],
    "how_it_works": "## Muscles\n\nIt trains them.",
    "what_happens": "You train.",
    "outcomes": [OUTCOME, OUTCOME | {"effect": "harm", "outcome": "Sore muscles"}],
    "if_nothing": "It may stay.",
    "life_impact": "Time.",
    "suits": ["You can walk."],
    "does_not_suit": ["A fracture."],
    "effort": "An hour.",
    "not_known": "Which is best.",
    "certainty": [{"scale": "grade", "level": "low", "about": "Pain", "source": "two"}],
    "body": "## More\n\nText.",
    "care_cards": ["numb"],
    "what_you_can_do": ["Walk."],
    "questions_to_ask": ["How often?"],
    "alternatives": ["opioids"],
    "see_also": ["topics/causes"],
}

PAGES = {
    "topics/causes": PageName(Kind.TOPIC, "Causes", "/understand/causes/"),
    "treatments/opioids": PageName(Kind.TREATMENT, "Opioids", "/treatments/opioids/"),
}


def marks(html):
    return re.findall(r'href="#note-(\d+)" id="(ref-[\d-]+)"', html)


def all_html(page):
    """The HTML of a page's texts as its template prints them."""
    found = [page.short_answer, page.aim, *page.key_messages]
    for part in page.parts:
        found += {
            "prose": lambda part: [part.html],
            "items": lambda part: part.items,
            "links": lambda part: [],
            "claims": lambda part: [checked.note for checked in part.claims],
            "cards": lambda part: [
                text
                for composed in part.cards
                for text in (composed.service, composed.lead, *composed.signs, composed.advice)
            ],
            "outcomes": lambda part: [
                text
                for table in part.tables
                for row in table.rows
                for text in (row.outcome, row.with_it, row.without_it, row.source, row.note)
            ],
            "certainty": lambda part: [
                text for row in part.rows for text in (row.about, row.level, row.source)
            ],
        }[part.shape](part)
    return "".join(text.html for text in found)


def test_a_question_is_composed_in_the_order_of_its_frame():
    page = compose(
        Kind.FAQ, FAQ, references(cards={"numb": card()}, claims=(claim(),), pages=PAGES)
    )

    assert [part.name for part in page.parts] == [
        "body",
        "claims",
        "care_cards",
        "what_you_can_do",
        "questions_to_ask",
        "see_also",
    ]
    assert [type(part) for part in page.parts] == [Prose, Claims, Cards, Items, Items, Links]


def test_a_treatment_is_composed_in_the_order_of_its_frame():
    page = compose(Kind.TREATMENT, TREATMENT, references(cards={"numb": card()}, pages=PAGES))

    assert [part.name for part in page.parts] == [
        "how_it_works",
        "what_happens",
        "outcomes",
        "if_nothing",
        "life_impact",
        "suits",
        "does_not_suit",
        "effort",
        "not_known",
        "certainty",
        "body",
        "care_cards",
        "what_you_can_do",
        "questions_to_ask",
        "alternatives",
        "see_also",
    ]


@pytest.mark.parametrize("kind", [Kind.TOPIC, Kind.PAGE])
def test_topics_and_pages_about_the_site_have_the_plain_frame(kind):
    page = compose(kind, FAQ, references(cards={"numb": card()}, pages=PAGES))

    assert [part.name for part in page.parts] == [
        "body",
        "care_cards",
        "what_you_can_do",
        "questions_to_ask",
        "see_also",
    ]


def test_notes_are_numbered_once_in_the_order_of_reading():
    page = compose(
        Kind.FAQ, FAQ, references(cards={"numb": card()}, claims=(claim(),), pages=PAGES)
    )

    assert [(note.number, note.source.key, note.uses) for note in page.notes] == [
        (1, "one", 3),
        (2, "two", 2),
        (3, "three", 1),
        (4, "four", 1),
    ]


def test_every_mark_of_a_page_leads_to_a_note_and_back():
    page = compose(
        Kind.TREATMENT, TREATMENT, references(cards={"numb": card()}, claims=(), pages=PAGES)
    )

    found = marks(all_html(page))

    assert {number for number, _ in found} == {str(note.number) for note in page.notes}
    assert sorted(mark for _, mark in found) == sorted(
        mark for note in page.notes for mark in note.marks
    )
    assert [note.anchor for note in page.notes] == ["note-1", "note-2"]


def test_rows_name_their_sources_by_the_same_numbers():
    page = compose(Kind.TREATMENT, TREATMENT, references())

    outcomes = next(part for part in page.parts if part.name == "outcomes")
    [benefits, harms] = outcomes.tables

    assert (benefits.effect, harms.effect) == ("benefit", "harm")
    assert [row.outcome.html for row in benefits.rows] == ["Half of the pain gone"]
    assert [row.outcome.html for row in harms.rows] == ["Sore muscles"]
    assert marks(benefits.rows[0].source.html) == [("1", "ref-1-1")]
    assert marks(harms.rows[0].source.html) == [("1", "ref-1-2")]


def test_a_level_keeps_the_name_of_its_scale():
    page = compose(Kind.TREATMENT, TREATMENT, references())

    [row] = next(part for part in page.parts if part.name == "certainty").rows

    assert (row.level.html, row.scale, row.about.html) == ("low", "GRADE", "Pain")


def test_a_row_without_source_has_no_mark():
    text = TREATMENT | {"certainty": [{"scale": "none", "level": "no good studies"}]}

    [row] = next(
        part for part in compose(Kind.TREATMENT, text).parts if part.name == "certainty"
    ).rows

    assert row.source == NOTHING


def test_contents_list_parts_and_the_headings_of_the_text():
    page = compose(Kind.FAQ, FAQ, references(cards={"numb": card()}, pages=PAGES))

    assert [(heading.text, heading.anchor) for heading in page.contents] == [
        ("What is known", "part-what-is-known"),
        ("What is not known", "part-what-is-not-known"),
        ("When to get help", "part-when-to-get-help"),
        ("What you can do today", "part-what-you-can-do-today"),
        ("Questions to ask", "part-questions-to-ask"),
        (
            "Other choices and pages to read next",
            "part-other-choices-and-pages-to-read-next",
        ),
    ]
    assert page.has_contents


def test_a_short_page_needs_no_contents():
    page = compose(Kind.TOPIC, {"title": "T", "body": "## One\n\na\n\n## Two\n\nb"})

    assert not page.has_contents


def test_headings_inside_a_field_stand_below_the_heading_of_the_field():
    page = compose(Kind.TREATMENT, TREATMENT)

    assert page.parts[0].html.html.startswith('<h3 id="part-muscles">Muscles</h3>')
    assert [heading.text for heading in page.parts[0].headings] == ["How it works"]


def test_anchors_are_unique_though_text_and_frame_share_a_heading():
    text = TREATMENT | {"body": "## What is not known\n\nMuch."}

    anchors = [heading.anchor for heading in compose(Kind.TREATMENT, text).contents]

    assert sorted(set(anchors)) == sorted(anchors)


def test_a_word_is_linked_where_it_is_read_first_and_explained_once():
    text = FAQ | {"short_answer": "A scar.", "body": "## Scar\n\nScarring and a scar."}

    page = compose(Kind.FAQ, text, references(meanings=SCAR))

    assert all_html(page).count('data-word="scar"') == 1
    assert 'data-word="scar"' in page.short_answer.html
    assert [(word.title, word.anchor, word.address) for word in page.words] == [
        ("Scar", "word-scar", "/words/scar/")
    ]
    assert page.words[0].definition.html == "Hard tissue."


def test_a_word_is_not_linked_on_its_own_page():
    text = {"title": "Scar", "group": "cause", "definition": "A scar is hard tissue."}

    page = compose(Kind.WORD, text, references(meanings=SCAR), own_word="scar")

    assert page.parts[0].html.html.strip() == "<p>A scar is hard tissue.</p>"
    assert (page.words, page.caption, page.description) == ((), "Causes", "A scar is hard tissue.")


def test_meanings_do_not_link_further_words():
    meanings = SCAR | {"pain": Meaning(GlossaryWord("pain", "Pain"), "A scar can hurt.")}

    page = compose(Kind.TOPIC, {"title": "T", "body": "Pain."}, references(meanings=meanings))

    assert [word.definition.html for word in page.words] == ["A scar can hurt."]


def test_a_care_card_links_words_in_its_advice_alone():
    told = card(service="Scar", lead="Scar", signs=("Scar",), advice="A scar.")

    page = compose_help("Help", references(cards={"numb": told}, meanings=SCAR))

    [composed] = page.parts[0].cards
    assert "data-word" in composed.advice.html
    assert [composed.service.html, composed.lead.html, composed.signs[0].html] == ["Scar"] * 3


def test_words_are_not_linked_in_cells():
    text = TREATMENT | {"outcomes": [OUTCOME | {"outcome": "Scar"}]}

    page = compose(Kind.TREATMENT, text, references(meanings=SCAR))

    assert "data-word" not in all_html(page)


@pytest.mark.parametrize(
    ("kind", "text", "caption"),
    [
        (Kind.FAQ, FAQ, "Causes"),
        (Kind.FAQ, FAQ | {"topic": "hidden"}, "Question"),
        (Kind.TREATMENT, TREATMENT, "Physical therapy and exercise"),
        (Kind.TREATMENT, TREATMENT | {"category": ""}, "Treatment"),
        (Kind.TOPIC, FAQ, "Topic"),
        (Kind.PAGE, FAQ, "About this site"),
        (Kind.WORD, {"group": "no such group"}, "Word"),
    ],
)
def test_the_caption_says_where_a_page_belongs(kind, text, caption):
    assert compose(kind, text, references(pages=PAGES)).caption == caption


def test_the_caption_of_a_question_leads_to_its_topic():
    assert compose(Kind.FAQ, FAQ, references(pages=PAGES)).home == PAGES["topics/causes"]


def test_the_description_is_the_aim_without_markup():
    text = FAQ | {"aim": "This **page** helps. [@one]"}

    assert compose(Kind.FAQ, text, references()).description == "This page helps."


def test_other_names_come_without_plurals():
    text = FAQ | {"title": "Scar", "also_called": ["scars", "fibrosis"]}

    assert compose(Kind.TOPIC, text).also_called == ("fibrosis",)


def test_what_is_unknown_is_marked_or_left_out():
    text = FAQ | {"short_answer": "So. [@nobody]", "care_cards": ["gone"], "see_also": ["faqs/x"]}

    page = compose(Kind.FAQ, text)

    assert '<mark class="unknown-source">[@nobody: unknown source]</mark>' in page.short_answer.html
    assert [part.name for part in page.parts] == ["body", "what_you_can_do", "questions_to_ask"]


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_text_is_an_empty_page(kind):
    page = compose(kind, {})

    assert (page.title, page.parts, page.notes, page.words) == ("", (), (), ())


@pytest.mark.parametrize("wrong", [None, 3, "text", ["text"], [3], {"a": "b"}, [{"a": 1}]])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_draft_with_wrong_values_is_composed_all_the_same(kind, wrong):
    text = dict.fromkeys([*FAQ, *TREATMENT, "definition", "group"], wrong)

    page = compose(kind, text, references())

    assert page.title in ("", "text")


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"


@pytest.mark.parametrize("kind", list(Kind))
def test_markup_in_any_field_stays_text(kind):
    row = OUTCOME | dict.fromkeys(set(OUTCOME) - {"effect"}, EVIL)
    sure = dict.fromkeys(["level", "about", "source"], EVIL) | {"scale": "grade"}
    lists = ["key_messages", "what_you_can_do", "questions_to_ask", "suits", "does_not_suit"]
    text = (
        dict.fromkeys([*FAQ, *TREATMENT, "definition"], EVIL)
        | {key: [EVIL] for key in lists}
        | {"outcomes": [row], "certainty": [sure], "care_cards": ["numb"]}
    )
    evil_card = card(service=EVIL, lead=EVIL, signs=(EVIL,), advice=EVIL)

    page = compose(kind, text, references(cards={"numb": evil_card}, claims=(claim(note=EVIL),)))

    html = all_html(page)
    assert re.findall(r"<script|<img|<[^>]*\son\w+=|href=.javascript", html) == []


def test_help_now_has_the_most_urgent_level_first():
    cards = {
        "soon": card("soon", CardLevel.ASK_SOON),
        "numb": card("numb"),
        "wound": card("wound", CardLevel.SAME_DAY, signs=("Red [@two]",)),
        "overdose": card("overdose"),
    }

    page = compose_help("Get help now", references(cards=cards))

    assert [(part.name, [one.card.key for one in part.cards]) for part in page.parts] == [
        ("emergency", ["numb", "overdose"]),
        ("same-day", ["wound"]),
        ("ask-soon", ["soon"]),
    ]
    assert [part.title for part in page.parts] == [
        "Emergency: get help now",
        "Call today",
        "Ask soon",
    ]
    assert [note.source.key for note in page.notes] == ["one", "two"]


def test_claims_keep_their_words_and_carry_their_correction():
    page = compose_claims("Claims we checked", "The texts", references(claims=(claim(),)))

    [part] = page.parts
    [checked] = part.claims

    assert checked.claim.answer == "An operation <b>fixes</b> it. [@two]"
    assert marks(checked.note.html) == [("1", "ref-1-1")]
    assert part.headings[0].text == "The texts"


def test_no_claims_make_no_part():
    assert compose_claims("Claims we checked", "The texts", references()).parts == ()
