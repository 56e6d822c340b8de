import pytest

from fbss.content.vocabulary import Kind
from fbss.quality import clear_communication as cdc

from .pages import fields_found, outcome, page

BROKEN = [
    (cdc.main_message, Kind.FAQ, {"key_messages": []}, ["key_messages"]),
    (cdc.call_to_action, Kind.FAQ, {"what_you_can_do": []}, ["what_you_can_do"]),
    (cdc.active_message, Kind.FAQ, {"key_messages": ["Pain was found."]}, ["key_messages"]),
    (cdc.active_message, Kind.FAQ, {"what_you_can_do": ["Notes are made."]}, ["what_you_can_do"]),
    (cdc.lists, Kind.FAQ, {"key_messages": [], "what_you_can_do": []}, ["key_messages"]),
    (cdc.chunks, Kind.FAQ, {"body": "You walk. " * 101}, ["body"]),
    (cdc.summary_first, Kind.FAQ, {"short_answer": ""}, ["short_answer"]),
    (cdc.summary_first, Kind.TOPIC, {"key_messages": []}, ["key_messages"]),
    (cdc.known_and_not, Kind.FAQ, {"body": "All is well."}, ["body"]),
    (cdc.numbers_explained, Kind.TREATMENT, {"outcomes": [outcome(over="")]}, ["outcomes"]),
    (cdc.both_sides, Kind.TREATMENT, {"outcomes": [outcome()]}, ["outcomes"]),
]


@pytest.mark.parametrize("kind", [Kind.TOPIC, Kind.FAQ, Kind.TREATMENT, Kind.PAGE])
@pytest.mark.parametrize("criterion", cdc.CRITERIA, ids=lambda c: c.item.name)
def test_a_sound_page_meets_each_item(criterion, kind):
    assert fields_found(criterion, page(kind)) == []


@pytest.mark.parametrize(("criterion", "kind", "change", "fields"), BROKEN)
def test_what_is_missing_is_found_in_its_field(criterion, kind, change, fields):
    assert fields_found(criterion, page(kind, **change)) == fields


def test_each_item_has_a_failing_case():
    assert {case[0] for case in BROKEN} == set(cdc.CRITERIA)


def test_a_long_text_with_headings_is_in_chunks():
    body = "## One\n\n" + "You walk. " * 60 + "\n\n## Two\n\n" + "You walk. " * 60

    assert fields_found(cdc.chunks, page(Kind.FAQ, body=body)) == []
