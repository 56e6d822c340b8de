import pytest

from fbss.content.vocabulary import Kind
from fbss.quality import ipdas
from fbss.quality.page import Library

from .pages import fields_found, outcome, page

TIMELESS = outcome(effect="harm", over="", outcome="New pain in the back, arms or legs")
BROKEN = [
    (ipdas.condition, {"aim": "This page helps you choose."}, ["suits"]),
    (ipdas.condition, {"suits": []}, ["suits"]),
    (ipdas.decision, {"aim": "This page helps you with pain."}, ["aim"]),
    (ipdas.options, {"what_happens": "", "alternatives": []}, ["what_happens", "alternatives"]),
    (ipdas.positive, {"outcomes": [outcome(effect="harm")]}, ["outcomes"]),
    (ipdas.negative, {"outcomes": [outcome()]}, ["outcomes"]),
    (ipdas.experience, {"life_impact": "", "effort": ""}, ["life_impact", "effort"]),
    (ipdas.equal_detail, {"outcomes": [outcome(), TIMELESS]}, ["outcomes"]),
    (ipdas.equal_detail, {"outcomes": [outcome()]}, ["outcomes"]),
    (ipdas.evidence, {"outcomes": [outcome(source="")]}, ["outcomes"]),
    (
        ipdas.evidence,
        {"outcomes": [], "certainty": [], "key_messages": [], "body": "You may feel pain."},
        ["body"],
    ),
    (ipdas.date, {"edited": ""}, ["edited"]),
    (ipdas.update_policy, {"facts_of": {"review_due_on": None}}, ["tier"]),
    (ipdas.uncertainty, {"certainty": [], "not_known": ""}, ["certainty", "not_known"]),
    (ipdas.funding, {"facts_of": {"library": Library()}}, ["site"]),
]


@pytest.mark.parametrize("criterion", ipdas.CRITERIA, ids=lambda c: c.item.name)
def test_a_sound_treatment_meets_each_item(criterion):
    assert fields_found(criterion, page()) == []


@pytest.mark.parametrize(("criterion", "change", "fields"), BROKEN)
def test_what_is_missing_is_found_in_its_field(criterion, change, fields):
    assert fields_found(criterion, page(**change)) == fields


def test_each_item_has_a_failing_case():
    assert {case[0] for case in BROKEN} == set(ipdas.CRITERIA)


def test_six_qualifying_and_six_certifying_items_are_decided():
    numbers = [criterion.item.number for criterion in ipdas.CRITERIA]

    assert numbers == [
        f"{group} {number}" for group in ("qualifying", "certifying") for number in range(1, 7)
    ]


def test_a_row_without_time_is_named():
    found = ipdas.equal_detail.findings(page(outcomes=[outcome(), TIMELESS]))

    assert [finding.problem for finding in found] == [
        "“New pain in the back, arms or legs” lacks over."
    ]


@pytest.mark.parametrize("criterion", ipdas.CRITERIA, ids=lambda c: c.item.name)
def test_only_treatments_are_decision_aids(criterion):
    assert not criterion.decides(page(Kind.FAQ))
