import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content import citations
from fbss.seeding.statements import is_plainly_sourced, numbers_without_source


@pytest.mark.parametrize(
    "words",
    [
        "",
        "You are not alone. Ask your team.",
        "About 1 in 5 people. [@weir-2017]",
        "About 20.8 of 100 people [@weir-2017], and 5 of 9 others. [@smith-2001]",
        "Ask first. About one in ten people had it. [@weir-2017] Rest.",
        "- 5 of 9 [@weir-2017]\n- 6 of 9 [@weir-2017]",
    ],
)
def test_a_text_whose_numbers_plainly_have_sources_needs_no_reading(words):
    assert is_plainly_sourced(words)
    assert numbers_without_source(words) == ()


@pytest.mark.parametrize(
    "words",
    [
        "About 1 in 5 people.",
        "About 1 in 5 people. They rest. [@weir-2017]",
        "About 1 in 5 people\nrest. [@weir-2017]",
        "| 5 of 9 | [@weir-2017] |",
        "Ask. [@weir-2017] Then 5 of 9.",
        "`5 of 9 [@weir-2017]`",
        r"5 of 9 \[@weir-2017]",
    ],
)
def test_a_text_in_doubt_is_read(words):
    assert not is_plainly_sourced(words)


def test_a_number_without_a_source_is_found():
    found = numbers_without_source("Rest. About 1 in 5 people. Then ask. [@weir-2017]")

    assert [statement.text for statement in found] == ["About 1 in 5 people."]


PIECES = st.sampled_from(
    [
        *("5 of 9 people", "Rest", "ten percent", "e.g. ", "Dr. ", "a.m. ", "20.8", "¼", "of "),
        *("…", "!", "?", ".", ". ", "。", " ", '"', "\n", "\n\n", "- ", "1. ", "# ", "~~~\n"),
        *("| ", "|\n", "|---|\n", "**", "_", "`", "\\", "&#46;", "<", ">"),
        *("[@a]", " [@b]", "[x](", ")", "[", "]"),
    ]
)


@given(words=st.lists(PIECES, max_size=14).map("".join))
def test_the_cheap_look_never_hides_what_the_thorough_look_finds(words):
    assert numbers_without_source(words) == citations.numbers_without_source(words)
