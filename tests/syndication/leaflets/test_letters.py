import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.syndication.leaflets.letters import _covered, shown

BREAK = "\N{ZERO WIDTH SPACE}"


@pytest.mark.parametrize("text", ["Weir’s “naïve” café – 48 of 100 ≥ 9 %", "שלום", "مرحبا", "Ω ж"])
def test_letters_that_a_font_has_are_left_alone(text):
    assert shown(text) == text


def test_a_picture_that_no_font_has_is_named():
    assert shown("My 🦴 hurts") == "My [bone] hurts"


def test_a_letter_that_no_font_has_is_seen_to_be_missing():
    assert shown("中") == "\N{REPLACEMENT CHARACTER}"


def test_signs_that_direct_or_join_are_dropped():
    assert shown("a\u202eb\u200dc\u00add\ufe0f") == "abcd"


def test_a_very_long_word_may_break():
    assert shown("w" * 30) == BREAK.join(["w" * 12, "w" * 12, "w" * 6])


def test_a_word_of_usual_length_stays_whole():
    assert shown("electroencephalography") == "electroencephalography"


@given(st.text(st.characters()))
def test_whatever_is_shown_is_in_a_font(text):
    assert {ord(letter) for letter in shown(text)} - _covered() - {ord(BREAK), ord("\n")} == set()
