"""Two changes of one text, brought together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.merging import merged

BEFORE = ["one", "two", "three", "four"]
TEXTS = st.lists(st.sampled_from("abcd"), max_size=6)


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (["ONE", *BEFORE[1:]], [*BEFORE[:3], "FOUR"], ["ONE", "two", "three", "FOUR"]),
        ([*BEFORE, "five"], ["zero", *BEFORE], ["zero", *BEFORE, "five"]),
        (BEFORE[1:], [*BEFORE, "five"], [*BEFORE[1:], "five"]),
        (["ONE", *BEFORE[1:]], ["ONE", *BEFORE[1:]], ["ONE", *BEFORE[1:]]),
        (
            ["one", "TWO", "three", "four"],
            ["one", "two", "THREE", "four"],
            ["one", "TWO", "THREE", "four"],
        ),
        (["ONE", *BEFORE[1:]], ["one!", *BEFORE[1:]], None),
        ([*BEFORE, "five"], [*BEFORE, "six"], None),
    ],
)
def test_changes_of_different_places_come_together(ours, theirs, both):
    assert merged(BEFORE, ours, theirs) == both


@given(TEXTS, TEXTS)
def test_a_side_that_did_not_change_gives_way(before, changed):
    assert merged(before, before, changed) == changed
    assert merged(before, changed, before) == changed


@given(TEXTS, TEXTS)
def test_the_same_change_twice_is_that_change(before, changed):
    assert merged(before, changed, changed) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_comes_first(before, ours, theirs):
    assert merged(before, ours, theirs) == merged(before, theirs, ours)
