import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.policy import PolicyFinding, findings
from fbss.content.rules import RULES


def broken(text, **options):
    return [found.rule for found in findings(text, **options)]


BROKEN = {
    "stop-medicine": [
        "Stop taking your opioids.",
        "You can stop your medicine at once.",
        "You should quit gabapentin.",
        "Feel better and stop taking the pills.",
        "It is best to come off your opioids today.",
        "- Skip your morning dose",
        "Do not worry; stop your medicine.",
    ],
    "cure-promise": [
        "This operation cures back pain.",
        "It is a miracle.",
        "Results are guaranteed.",
        "It gives permanent relief.",
        "You will be pain-free for life.",
        "It is 100% safe.",
        "It will take away your pain.",
        "It has no side effects, but it cures pain.",
    ],
    "blame": [
        "It is your own fault.",
        "You failed the treatment.",
        "Patients who failed surgery come here.",
        "You did not try hard enough; it is all in your head.",
        "This is for non-compliant patients.",
    ],
    "safe-hours": [
        "Cauda equina syndrome needs surgery within 48 hours.",
        "If you cannot pee for 24 h, call.",
        "This is cauda equina syndrome. You have two days.",
        "With saddle numbness there is a safe window.",
        "Numbness in both legs can wait.",
    ],
    "slighting-word": ["It was a botched operation.", "She takes narcotics."],
    "failed": ["The surgery failed.", "After a failed fusion, rest."],
    "abbreviation": ["Rest, e.g. lie down.", "That is, i.e. rest.", "Rest, eg lie down."],
    "clinician": ["Ask your clinician."],
    "disorder": ["It is a disorder of the spine."],
    "fever": ["You have a fever."],
    "chronic": ["You have chronic pain."],
    "should": ["You should rest."],
    "metaphor": ["The bones knit together.", "It is your last chance."],
    "judging-word": ["Simply rest.", "Just rest.", "Be a good person.", "It is easy."],
    "range": ["10-40 of 100 people.", "From 10 – 40 people."],
    "decimal-percentage": ["In 20.8% of people.", "In 20.8 percent of people."],
    "thousands": ["A study of 10216 adults.", "Of 3000 people."],
    "curly-quote": ["It’s so."],
    "link-text": ["[Click here](/x/) to go on.", "[Read more](/x/)"],
    "capital-block": ["PLEASE READ THIS now."],
}
FINE = [
    "Do not stop your medicine suddenly. Talk to your prescriber about a slow taper.",
    "Never stop opioids on your own.",
    "Ask how to come off opioids.",
    "Your doctor can help you to stop your medicine slowly.",
    "More people stop taking the medicine because of side effects.",
    "Can I stop my medicine?",
    "You may stop and rest.",
    "No treatment cures it for everyone.",
    "There is no guarantee.",
    "Can it be cured?",
    "Nobody can promise a cure.",
    "It is not your fault.",
    "FBSS does not mean that you failed.",
    "With cauda equina syndrome no number of hours is safe.",
    "Cauda equina syndrome is an emergency. Help is there 24 hours a day.",
    "People stayed in hospital for 3 days.",
    "Failed back surgery syndrome is the old name.",
    "Heart failure and opioid use disorder are official names.",
    "The pump can fail.",
    'The word "failed" is hard to read.',
    "The bone just above or below the fusion, and just outside it.",
    "10 to 40 of 100 people in 2017.",
    "The discs L4-5 and L5-S1; call 555-123-4567; on 2026-11-23.",
    "A study of 10,216 adults.",
    "Read more about exercise.",
    "FBSS or PSPS is the name.",
]


@pytest.mark.parametrize(
    ("rule", "text"), [(r, text) for r, texts in BROKEN.items() for text in texts]
)
def test_each_rule_finds_what_it_is_for(rule, text):
    assert rule in broken(text)


@pytest.mark.parametrize("text", FINE)
def test_plain_and_careful_sentences_break_no_rule(text):
    assert broken(text) == []


def test_every_rule_is_tested_and_speaks_in_sentences():
    assert [rule.name for rule in RULES] == list(BROKEN)
    assert [rule.name for rule in RULES if not rule.advice.endswith((".", '"'))] == []


def test_only_dangerous_words_are_hard():
    assert [rule.name for rule in RULES if rule.hard] == [
        "stop-medicine",
        "cure-promise",
        "blame",
        "safe-hours",
        "slighting-word",
    ]


def test_a_finding_quotes_the_sentence_and_advises():
    assert findings("Rest first. You *have* chronic pain. [@a]") == (
        PolicyFinding(
            "chronic",
            "You have chronic pain.",
            'Write "long-term", except in an official name.',
            hard=False,
        ),
    )


def test_official_names_can_be_added():
    text = "The journal Chronic Illness says so."

    assert broken(text) == ["chronic"]
    assert broken(text, official_names=["Chronic Illness"]) == []


def test_code_points_of_no_alphabet_break_nothing():
    assert broken("\x00 \ud800 😀") == []


@given(st.text(max_size=200))
def test_any_text_can_be_checked(text):
    assert all(re.fullmatch(r"[a-z-]+", rule) for rule in broken(text))
