import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.frames import Certainty, Outcome, Share, share

OUTCOME = {
    "effect": "benefit",
    "outcome": "At least half of the pain gone",
    "with_it": "48 of 100",
    "without_it": "9 of 100",
    "comparator": "usual care alone",
    "over": "6 months",
    "source": "nice-ta159",
}
CERTAINTY = {"scale": "grade", "level": "low", "about": "less pain", "source": "traeger-2023"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48 of 100", Share(48, 100)),
        ("1,011 of 4,361", Share(1011, 4361)),
        ("1,000,000 of 2,000,000", Share(1_000_000, 2_000_000)),
        (" 0 of 3 ", Share(0, 3)),
        ("3 of 3", Share(3, 3)),
        ("4 of 3", None),
        ("0 of 0", None),
        ("not known", None),
        ("", None),
        ("about 48 of 100", None),
        ("48 out of 100", None),
        ("1,01 of 4,361", None),
        ("-1 of 3", None),
        ("1.5 of 3", None),
        ("٤ of ٨", None),
        ("9" * 5000 + " of 3", None),
    ],
)
def test_a_share_is_read_from_so_many_of_so_many(text, expected):
    assert share(text) == expected


@given(st.text())
def test_reading_a_share_takes_any_text(text):
    assert share(text) is None or share(text).out_of > 0


def test_an_outcome_comes_from_a_mapping_and_goes_back():
    with_note = {**OUTCOME, "note": "The trial was not blinded."}

    assert Outcome.from_dict(OUTCOME).to_dict() == OUTCOME
    assert Outcome.from_dict(with_note).to_dict() == with_note


def test_an_outcome_draws_its_shares_where_it_can():
    outcome = Outcome.from_dict({**OUTCOME, "without_it": "not known"})

    assert (outcome.share_with, outcome.share_without) == (Share(48, 100), None)


def test_a_sound_row_has_no_faults():
    assert (Outcome.faults(OUTCOME), Certainty.faults(CERTAINTY)) == ((), ())


def test_problems_of_an_outcome_name_the_field_and_the_choices():
    row = {**OUTCOME, "effect": "good", "with_it": "4 of 3", "over": " ", "source": "[@nice-ta159]"}

    assert Outcome.from_dict(row).problems() == (
        "over: is missing.",
        "effect: 'good' is not known. Choose benefit or harm.",
        "source: '[@nice-ta159]' is not a key. Write one key alone, such as nice-ta159.",
        "with_it: '4 of 3' counts more people than there were.",
    )


def test_a_missing_choice_lists_the_choices():
    assert Outcome.faults({**OUTCOME, "effect": None}) == (
        "effect: is missing. Choose benefit or harm.",
    )


def test_faults_name_unknown_fields_and_values_that_are_not_text():
    assert Outcome.faults({**OUTCOME, "over": 6, "efect": "harm"}) == (
        "over: must be text, not 6. Put it in quotes.",
        "efect: is not a field here. The fields are effect, outcome, with_it, without_it, "
        "comparator, over, source, note.",
        "over: is missing.",
    )


def test_a_level_must_be_one_of_its_own_scale():
    assert Certainty.from_dict({**CERTAINTY, "level": "strong"}).problems() == (
        "level: 'strong' is not a level of grade. Choose high, moderate, low or very low.",
    )
    assert Certainty.from_dict({**CERTAINTY, "scale": "none", "level": "low"}).problems() == (
        "level: 'low' is not a level of none. Choose no good studies.",
    )


def test_a_scale_in_the_sources_own_words_takes_any_level():
    assert Certainty.from_dict({**CERTAINTY, "scale": "nass", "level": "strong"}).problems() == ()


def test_an_unknown_scale_is_named_with_all_scales():
    assert Certainty.from_dict({**CERTAINTY, "scale": "amstar"}).problems() == (
        "scale: 'amstar' is not known. Choose grade, nice, nass, cdc, cochrane-before-grade, "
        "authors-own or none.",
    )


def test_only_a_row_without_a_scale_may_leave_out_its_source():
    unsourced = {**CERTAINTY, "source": ""}
    no_studies = {"scale": "none", "level": "no good studies", "about": "less pain"}

    assert Certainty.from_dict(unsourced).problems() == ("source: is missing.",)
    assert Certainty.from_dict(no_studies).problems() == ()
    assert Certainty.from_dict(no_studies).to_dict() == no_studies


@given(st.dictionaries(st.text(), st.none() | st.text() | st.integers() | st.lists(st.text())))
def test_any_mapping_becomes_a_row_with_faults_in_sentences(data):
    assert isinstance(Outcome.from_dict(data), Outcome)
    assert all(fault.endswith(".") for fault in Outcome.faults(data))
