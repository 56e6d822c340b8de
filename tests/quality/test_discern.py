import pytest

from fbss.content.vocabulary import Kind
from fbss.quality import discern

from .pages import fields_found, outcome, page

HARM_ONLY = [outcome(effect="harm")]
BENEFIT_ONLY = [outcome()]
UNCITED = {
    "key_messages": ["Many people feel pain."],
    "body": "You may feel pain.",
    "outcomes": [],
    "certainty": [],
}
BROKEN = [
    (discern.aims, {"aim": "All about exercise."}, ["aim"]),
    (discern.sources, UNCITED, ["body"]),
    (discern.dates, {"edited": ""}, ["edited"]),
    (discern.balanced, {"outcomes": BENEFIT_ONLY}, ["outcomes"]),
    (discern.balanced, {"effort": "It cures you."}, ["effort"]),
    (discern.further_support, {"see_also": []}, ["see_also"]),
    (
        discern.uncertainty,
        {"not_known": "", "if_nothing": "", "body": "All is well."},
        ["not_known"],
    ),
    (discern.how_it_works, {"how_it_works": "It helps."}, ["how_it_works"]),
    (discern.benefits, {"outcomes": HARM_ONLY}, ["outcomes"]),
    (discern.risks, {"outcomes": BENEFIT_ONLY}, ["outcomes"]),
    (discern.without_treatment, {"if_nothing": "Not known."}, ["if_nothing"]),
    (discern.life_impact, {"life_impact": ""}, ["life_impact"]),
    (discern.choices, {"alternatives": ["opioids"]}, ["alternatives"]),
    (discern.shared_decisions, {"questions_to_ask": ["Why?"]}, ["questions_to_ask"]),
]


@pytest.mark.parametrize("criterion", discern.CRITERIA, ids=lambda c: c.item.name)
def test_a_sound_treatment_meets_each_item(criterion):
    assert fields_found(criterion, page()) == []


@pytest.mark.parametrize(("criterion", "change", "fields"), BROKEN)
def test_what_is_missing_is_found_in_its_field(criterion, change, fields):
    assert fields_found(criterion, page(**change)) == fields


def test_each_item_has_a_failing_case():
    assert {case[0] for case in BROKEN} == set(discern.CRITERIA)


def test_twelve_items_and_the_aim_are_decided_of_treatments():
    numbers = [criterion.item.number for criterion in discern.CRITERIA]

    assert numbers == ["1", *map(str, range(4, 16))]


def test_a_question_is_not_asked_how_a_treatment_works():
    assert fields_found(discern.how_it_works, page(Kind.FAQ)) == []


def test_a_question_says_what_is_uncertain_in_its_text():
    assert fields_found(discern.uncertainty, page(Kind.FAQ, body="All is well.")) == ["body"]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is not known.",
        "We did not find a study.",
        "None of the studies followed people for years.",
        "Experts disagree.",
        "The trial cannot show that.",
        "Only small studies looked at it.",
    ],
)
def test_doubt_is_recognized(sentence):
    assert fields_found(discern.uncertainty, page(Kind.FAQ, body=sentence)) == []


def test_a_cure_promise_is_quoted():
    found = discern.balanced.findings(page(effort="It cures you."))

    assert [finding.problem for finding in found] == ["“It cures you.” promises a cure."]


def test_a_balance_is_not_asked_of_a_question():
    assert fields_found(discern.balanced, page(Kind.FAQ)) == []
