"""What the lists of the desk say about their rows."""

import pytest

from fbss.editing.work import Rating


@pytest.mark.parametrize(
    ("recent_no", "before_no", "trend"),
    [
        (40, 36, "about as before (36 of 100 before)"),
        (40, 35, "worse than before (35 of 100 before)"),
        (35, 40, "better than before (40 of 100 before)"),
    ],
)
def test_five_of_a_hundred_more_or_fewer_are_a_change(recent_no, before_no, trend):
    assert Rating(1, 100, recent_no, 100, before_no).trend == trend


@pytest.mark.parametrize(
    ("before", "trend"),
    [(2, "too few answers before to compare"), (3, "worse than before (0 of 3 before)")],
)
def test_a_trend_needs_three_answers_before(before, trend):
    assert Rating(1, 10, 5, before, 0).trend == trend
