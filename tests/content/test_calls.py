"""In the moment that counts a number is one tap away, and nothing else becomes a number to call."""

import pytest

from fbss.content.calls import with_calls


def test_emergency_numbers_can_be_called():
    said = "Call 911 or go to an emergency room now (UK: 999 or A&E)"

    assert with_calls(said) == (
        "Call [911](tel:911) or go to an emergency room now (UK: [999](tel:999) or A&E)"
    )


@pytest.mark.parametrize("end", [".", ",", ")", " now", ""])
def test_what_stands_behind_a_number_is_no_part_of_it(end):
    assert with_calls(f"Call 988{end}") == f"Call [988](tel:988){end}"


@pytest.mark.parametrize(
    "said",
    [
        "Call [911](tel:911)",
        "Call [now 911](tel:911) or 988",
        "Call 555-911-0000",
        "Call 9112",
        "See https://example.org/911",
        "It costs 1,911 or 911.50",
        "[@nice-111]",
    ],
)
def test_other_numbers_and_whole_links_stay(said):
    assert with_calls(said) == said
