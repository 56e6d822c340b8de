import datetime

import pytest

from fbss.content.vocabulary import Kind
from fbss.quality import house

from .pages import DAY, fields_found, outcome, page

HARD = "Comprehensive multidisciplinary rehabilitation necessitates considerable determination."
FAIRLY_HARD = "Recovery after another operation usually takes several months of training."
LONG_SENTENCE = "You " + "walk and " * 12 + "rest."
LATER = {"today": DAY + datetime.timedelta(days=1)}
FAQ, TOPIC, TREATMENT, PAGE = Kind.FAQ, Kind.TOPIC, Kind.TREATMENT, Kind.PAGE
BROKEN = [
    (house.required_parts, FAQ, {"short_answer": "", "topic": None}, ["topic", "short_answer"]),
    (house.required_parts, TOPIC, {"body": " "}, ["body"]),
    (house.required_parts, TREATMENT, {"effort": "", "certainty": []}, ["effort", "certainty"]),
    (house.known_sources, FAQ, {"short_answer": "Yes. [@nobody]"}, ["short_answer"]),
    (house.known_sources, TREATMENT, {"outcomes": [outcome(source="nobody")]}, ["outcomes"]),
    (house.known_sources, TREATMENT, {"outcomes": [outcome(note="So. [@nobody]")]}, ["outcomes"]),
    (house.read_sources, FAQ, {"short_answer": "Yes. [@unread]"}, ["short_answer"]),
    (house.sourced_numbers, FAQ, {"short_answer": "In 9 of 10 people."}, ["short_answer"]),
    (house.opioid_safety, FAQ, {"title": "How do opioids help?"}, ["body", "body"]),
    (house.grade_ceiling, FAQ, {"body": " ".join([HARD] * 20)}, ["page"]),
    (house.grade_aim, FAQ, {"body": " ".join([FAIRLY_HARD] * 3)}, ["page"]),
    (house.short_sentences, FAQ, {"body": LONG_SENTENCE}, ["body"]),
    (house.short_paragraphs, FAQ, {"body": "You walk. You rest. You eat. You sleep."}, ["body"]),
    (house.hard_words, FAQ, {"body": "You need rehabilitation."}, ["page"]),
    (house.harmful_words, FAQ, {"body": "Your botched back."}, ["body"]),
    (house.harmful_words, FAQ, {"title": "Stop taking your opioids."}, ["title"]),
    (house.plain_words, FAQ, {"body": "You should walk."}, ["body"]),
    (house.even_detail, TREATMENT, {"outcomes": [outcome()]}, ["outcomes"]),
    (house.active_voice, FAQ, {"body": "A scan was made."}, ["body"]),
    (house.short_answer, FAQ, {"short_answer": "You can walk. " * 14}, ["short_answer"]),
    (house.key_messages, PAGE, {"key_messages": ["One."]}, ["key_messages"]),
    (house.key_messages, PAGE, {"key_messages": ["One."] * 5}, ["key_messages"]),
    (house.questions_to_ask, FAQ, {"questions_to_ask": []}, ["questions_to_ask"]),
    (house.reviewed_in_time, FAQ, {"facts_of": LATER}, ["tier"]),
    (house.clinician_check, FAQ, {"facts_of": {"checked_by_clinician": False}}, ["page"]),
]


@pytest.mark.parametrize("kind", [TOPIC, FAQ, TREATMENT, PAGE])
@pytest.mark.parametrize("criterion", house.CRITERIA, ids=lambda c: c.item.name)
def test_a_sound_page_keeps_each_rule(criterion, kind):
    assert fields_found(criterion, page(kind)) == []


@pytest.mark.parametrize(("criterion", "kind", "change", "fields"), BROKEN)
def test_what_breaks_a_rule_is_found_in_its_field(criterion, kind, change, fields):
    assert fields_found(criterion, page(kind, **change)) == fields


def test_each_rule_has_a_failing_case():
    assert {case[0] for case in BROKEN} == set(house.CRITERIA)


def test_these_rules_stop_publishing():
    assert [criterion.item.name for criterion in house.CRITERIA if criterion.hard] == [
        "required parts",
        "known sources",
        "sources that were read",
        "numbers with a source",
        "opioid safety notes",
        "grade at most 8",
        "words that harm",
        "short answer of at most 40 words",
    ]


def test_a_text_on_opioids_with_both_notes_is_sound():
    body = "Signs of an overdose are an emergency. Do not stop your opioids suddenly."

    assert fields_found(house.opioid_safety, page(FAQ, title="Opioids", body=body)) == []


def test_medical_names_do_not_raise_the_grade():
    named = page(FAQ, body="You ask about spinal cord stimulation.")

    assert named.grade == page(FAQ, body="You ask about doctor.").grade


def test_a_heading_in_bold_is_no_sentence_of_its_paragraph():
    body = "- **Rest.** You walk. You rest. You eat."

    assert fields_found(house.short_paragraphs, page(FAQ, body=body)) == []


def test_paragraphs_are_counted_one_by_one():
    body = "You walk. You rest.\n\nYou eat. You sleep."

    assert fields_found(house.short_paragraphs, page(FAQ, body=body)) == []


@pytest.mark.parametrize(
    "body",
    [
        "You ask about spinal cord stimulation.",
        "You read of radiofrequency.",
        "You take an anti-inflammatory.",
        "You had another operation.",
    ],
)
def test_explained_and_everyday_words_are_not_hard(body):
    named = {"title": "Radiofrequency", "also_called": ["Anti-inflammatory pills"]}

    assert fields_found(house.hard_words, page(FAQ, body=body, **named)) == []


def test_a_long_quotation_is_cut():
    finding = house.short_sentences.findings(page(FAQ, body=LONG_SENTENCE))[0]

    assert finding.problem == f"“{LONG_SENTENCE[:100]}…” has 26 words."


def test_a_draft_with_nothing_in_it_is_told_what_is_missing():
    empty = page(TREATMENT, outcomes=None, key_messages=None, suits="", title="")

    assert fields_found(house.required_parts, empty) == [
        "title",
        "key_messages",
        "suits",
        "outcomes",
    ]
