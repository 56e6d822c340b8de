import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.citations import (
    Note,
    Numbering,
    Reference,
    Statement,
    keys_in,
    numbers_without_source,
    statements,
    strip_citations,
)

MARKDOWN = st.text(alphabet="ab [@]()`~\\*#>-|\n.1", max_size=60)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ()),
        ("Nothing cited.", ()),
        ("One. [@b] Two [@a]. Again [@b].", ("b", "a")),
        ("Glued.[@a][@b-2017]", ("a", "b-2017")),
        ("**Bold [@a]** and [a link](/x/) [@b]", ("a", "b")),
        ("| a | b |\n|---|---|\n| 1 [@a] | 2 [@b] |", ("a", "b")),
        ("`[@code]` and [@a]", ("a",)),
        ("```\n[@code]\n```\n[@a]", ("a",)),
        ("~~~\n[@code]\n~~~\n[@a]", ("a",)),
        (r"\[@escaped] and [@a]", ("a",)),
        ("[@Odd Key_1]", ("Odd Key_1",)),
        ("[@ spaced ]", ("spaced",)),
        ("[@one, @two]", ("one, @two",)),
        ("[@]", ()),
        ("[@a\nb]", ()),
        ("a@b.org", ()),
    ],
)
def test_keys_are_found_in_order_once_and_not_in_code(text, keys):
    assert keys_in(text) == keys


@given(MARKDOWN)
def test_the_quick_way_to_the_keys_agrees_with_the_statements(text):
    quick = "[@k] " + text.replace("`", "").replace("~", "").replace("\\", "")

    assert set(keys_in(quick)) >= {key for found in statements(quick) for key in found.keys}


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        (
            "Low-back surgery. [@weir-2017] You are not alone.",
            "Low-back surgery. You are not alone.",
        ),
        ("Some [@a] [@b], not all [@c].", "Some, not all."),
        ("[@a] First.", " First."),
        ("**Bold** [@a]\n\n- item [@b]\n", "**Bold**\n\n- item\n"),
        ("`[@a]` [@b]", "`[@a]`"),
        ("```\n[@a]\n```\n\nB [@b]", "```\n[@a]\n```\n\nB"),
        ("```\n[@a]", "```\n[@a]"),
        (r"\[@a] b [@c]", r"\[@a] b"),
        ("one ` tick [@a]", "one ` tick"),
        ("``a ` [@b]`` [@c]", "``a ` [@b]``"),
    ],
)
def test_stripping_leaves_all_but_the_citations(text, stripped):
    assert strip_citations(text) == stripped


def test_a_key_behind_the_full_stop_belongs_to_the_sentence_before():
    text = "About 1 in 5 still had pain after low-back surgery. [@weir-2017] You are not alone."

    assert statements(text) == (
        Statement("About 1 in 5 still had pain after low-back surgery.", ("weir-2017",), True),
        Statement("You are not alone.", (), False),
    )


def test_a_key_inside_or_at_the_end_belongs_to_its_own_sentence():
    text = "Some [@a] say 5 [@b]. Others say 6. [@c] [@d][@c]"

    assert statements(text) == (
        Statement("Some say 5.", ("a", "b"), True),
        Statement("Others say 6.", ("c", "d"), True),
    )


def test_a_key_in_front_belongs_to_the_first_sentence():
    assert statements("[@a] found 5. Then 6.") == (
        Statement("found 5.", ("a",), True),
        Statement("Then 6.", (), True),
    )


def test_a_key_on_a_line_of_its_own_belongs_to_the_paragraph_before():
    assert statements("It was 5.\n\n[@a]") == (Statement("It was 5.", ("a",), True),)


def test_a_table_row_is_one_statement():
    text = "| With it | Without |\n|---|---|\n| 5 of 10 | Fewer [@a] |\n| 6 of 10 | |\n\nAfter."

    assert statements(text) == (
        Statement("With it | Without", (), False),
        Statement("5 of 10 | Fewer", ("a",), True),
        Statement("6 of 10", (), True),
        Statement("After.", (), False),
    )


def test_an_item_ends_a_statement_and_so_does_a_heading():
    text = "## In 2 years\n\n- 5 people [@a]\n- 6 people\n1. one"

    assert statements(text) == (
        Statement("In 2 years", (), True),
        Statement("5 people", ("a",), True),
        Statement("6 people", (), True),
        Statement("one", (), False),
    )


def test_code_states_nothing():
    assert statements("```\n5 of 10\n```") == ()


def test_numbers_without_a_source_are_named():
    text = "It was 5 of 10. [@a] It was 6 of 10. Call 911. No number."

    assert numbers_without_source(text) == (Statement("It was 6 of 10.", (), True),)


def test_notes_are_numbered_by_first_use_and_count_their_uses():
    numbering = Numbering({"a", "b"})

    uses = [numbering.refer(key) for key in ("b", "a", "x", "b")]

    assert uses == [Reference(1, 1), Reference(2, 1), None, Reference(1, 2)]
    assert numbering.notes() == (Note(1, "b", 2), Note(2, "a", 1))


@given(MARKDOWN)
def test_any_text_has_statements(text):
    assert all(found.text == found.text.strip() for found in statements(text))
    assert isinstance(strip_citations(text), str)
