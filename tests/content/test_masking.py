"""fbss.content.masking: what is kept of a comment tells nothing about who wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.masking import LINK, MAIL, NUMBER, mask


@pytest.mark.parametrize(
    "text",
    [
        "jo.doe+back@mail.example.org",
        "jo (at) example.org",
        "jo[at]example.org",
        "JO@EXAMPLE.ORG",
        "jö@exämple.de",
    ],
)
def test_an_e_mail_address_is_taken_out(text):
    assert mask(f"Write to {text} please") == f"Write to {MAIL} please"


@pytest.mark.parametrize(
    "text",
    [
        "0161 496 0123",
        "+44 (0)161-496-0123",
        "(555) 010-9999",
        "555.010.9999",
        "+1-555-0100",
        "٠١٦١٤٩٦٠١٢٣",
        "943 476 5919",
        "123-45-6789",
        "A123456",
        "MRN-1234567",
        "MRN#1234567",
        "patient1234567",
        "12/03/1961",
        "1961-03-12",
        "123456",
    ],
)
def test_a_telephone_or_record_number_is_taken_out(text):
    assert mask(f"It is {text} there") == f"It is {NUMBER} there"


@pytest.mark.parametrize("text", ["https://example.org/me?id=1", "www.example.org/jo"])
def test_an_address_on_the_web_is_taken_out(text):
    assert mask(f"See {text} now") == f"See {LINK} now"


@pytest.mark.parametrize(
    "text",
    [
        "The study of 2017 is old.",
        "From 2017-2019, or 2017 to 2019, or 2017/19.",
        "1 in 5, 20 out of 1,000, 10 000 people and 1 000 000 more.",
        "My L5-S1 fusion, then C5/C6. Code M96.1.",
        "300 mg 3 times a day, at 10:30 and 18:00.",
        "Between 10 and 20, 30, 40, 50 percent: 12.5 %.",
        "What about @home or 3 @ once?",
    ],
)
def test_years_amounts_and_levels_of_the_spine_stay(text):
    assert mask(text) == text


@given(
    st.text(max_size=200),
    st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.(org|net|uk)", fullmatch=True),
    st.text(max_size=200),
)
def test_no_address_is_left_whatever_stands_around_it(before, address, after):
    assert address not in mask(f"{before} {address} {after}")


@given(st.text(max_size=600))
def test_masking_twice_is_masking_once(text):
    assert mask(mask(text)) == mask(text)


@given(st.text(alphabet="0123456789 -.()+/", max_size=300))
def test_no_long_run_of_digits_is_left(text):
    words = mask(text).replace("-", " ").split()

    assert [word for word in words if word.isdigit() and len(word) > 5] == []
