import pytest

from fbss.content.vocabulary import Kind
from fbss.quality import pemat

from .pages import fields_found, page

LONG = " ".join(["You walk."] * 101)
HARD = "Comprehensive multidisciplinary rehabilitation necessitates considerable determination."
HELPLESS = {"what_you_can_do": [], "questions_to_ask": [], "short_answer": "Yes."}
BROKEN = [
    (pemat.purpose, {"aim": "All about exercise."}, ["aim"]),
    (pemat.everyday_language, {"body": " ".join([HARD] * 20)}, ["body"]),
    (pemat.active_voice, {"body": " ".join(["A study was done."] * 9)}, ["body"]),
    (pemat.clear_numbers, {"effort": "About 10-40 days. [@trial]"}, ["effort"]),
    (pemat.short_sections, {"body": f"## One\n\n{LONG}"}, ["body"]),
    (pemat.headings, {"body": f"## {'Long ' * 20}\n\nYou walk."}, ["body"]),
    (pemat.headings, {"body": LONG}, ["body"]),
    (pemat.summary, {"key_messages": []}, ["key_messages"]),
    (pemat.action, {"what_you_can_do": []}, ["what_you_can_do"]),
    (
        pemat.addresses_reader,
        {
            "body": "Pain is real.",
            "key_messages": [],
            "what_you_can_do": [],
            "short_answer": "Yes.",
        },
        ["body"],
    ),
    (pemat.steps, {"what_you_can_do": ["Rest."]}, ["what_you_can_do"]),
    (pemat.tool, {"questions_to_ask": []}, ["questions_to_ask"]),
]


@pytest.mark.parametrize("criterion", pemat.CRITERIA, ids=lambda c: c.item.name)
def test_a_sound_question_meets_each_item(criterion):
    assert fields_found(criterion, page(Kind.FAQ)) == []


@pytest.mark.parametrize(("criterion", "change", "fields"), BROKEN)
def test_what_is_missing_is_found_in_its_field(criterion, change, fields):
    assert fields_found(criterion, page(Kind.FAQ, **change)) == fields


def test_each_item_has_a_failing_case():
    assert {case[0] for case in BROKEN} == set(pemat.CRITERIA)


def test_a_page_about_the_site_needs_no_action():
    assert fields_found(pemat.action, page(Kind.PAGE, what_you_can_do=[])) == []


def test_an_empty_page_has_no_grade_to_complain_of():
    empty = page(
        Kind.PAGE, aim="", key_messages=[], what_you_can_do=[], questions_to_ask=[], body=""
    )

    assert fields_found(pemat.everyday_language, empty) == []
