"""Shares as rows of figures."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.frames import Share
from fbss.content.icon_arrays import (
    EMPTY,
    FULL,
    HEIGHT,
    PARTLY,
    ROW,
    WIDTH,
    Run,
    icon_array,
    shapes,
)


def figures(array, state):
    return sum(run.count for run in array.runs if run.state == state)


def test_a_small_study_is_drawn_person_by_person():
    array = icon_array(Share(9, 19))

    assert array.runs == (
        Run(FULL, 9, 0, 0),
        Run(EMPTY, 1, 90, 0),
        Run(EMPTY, 9, 0, 12),
    )
    assert (array.width, array.height) == (100, 24)
    assert array.said == "9 of 19"
    assert array.explained == "Each figure is one of 19 people in the study. 9 are filled."
    assert array.is_small
    assert not array.is_rounded


def test_a_large_study_is_drawn_per_100_and_says_what_was_counted():
    array = icon_array(Share(1011, 4361))

    assert (figures(array, FULL), figures(array, EMPTY)) == (23, 77)
    assert array.said == "about 23 of 100"
    assert array.explained == (
        "The source counted 1,011 of 4,361. Drawn as 100 figures. 23 are filled."
    )
    assert not array.is_small
    assert array.is_rounded


@pytest.mark.parametrize(
    ("share", "said", "is_rounded"),
    [
        (Share(48, 100), "48 of 100", False),
        (Share(100, 200), "50 of 100", True),
        (Share(1, 200), "about 1 of 100", True),
        (Share(1, 201), "fewer than 1 of 100", True),
        (Share(0, 5000), "0 of 100", True),
        (Share(4999, 5000), "more than 99 of 100", True),
        (Share(5000, 5000), "100 of 100", True),
        (Share(1, 1), "1 of 1", False),
        (Share(98, 99), "98 of 99", False),
    ],
)
def test_a_share_is_said_as_it_is_drawn(share, said, is_rounded):
    array = icon_array(share)

    assert (array.said, array.is_rounded) == (said, is_rounded)


@pytest.mark.parametrize(
    ("share", "explained"),
    [
        (Share(0, 1), "Each figure is one of 1 person in the study. None are filled."),
        (Share(1, 100), "100 figures. 1 is filled."),
        (
            Share(1, 5000),
            "The source counted 1 of 5,000. Drawn as 100 figures. Half a figure is filled.",
        ),
        (
            Share(4999, 5000),
            "The source counted 4,999 of 5,000. Drawn as 100 figures. 99 and a half are filled.",
        ),
    ],
)
def test_the_picture_is_told_to_those_who_hear_it(share, explained):
    assert icon_array(share).explained == explained


def test_less_than_one_of_100_is_half_a_figure_and_not_nothing():
    array = icon_array(Share(7, 5000))

    assert array.runs[:2] == (Run(EMPTY, 10, 0, 0), Run(PARTLY, 1, 0, 0))
    assert (figures(array, FULL), figures(array, EMPTY)) == (0, 100)


def test_more_than_99_of_100_is_not_all():
    array = icon_array(Share(4999, 5000))

    assert array.runs[-3:] == (
        Run(FULL, 9, 0, 108),
        Run(EMPTY, 1, 90, 108),
        Run(PARTLY, 1, 90, 108),
    )


@given(st.integers(1, 10**6).flatmap(lambda m: st.builds(Share, st.integers(0, m), st.just(m))))
def test_every_picture_is_honest_and_fits(share):
    array = icon_array(share)

    full, empty = figures(array, FULL), figures(array, EMPTY)
    assert full + empty == min(100, share.out_of)
    assert abs(full / (full + empty) - share.count / share.out_of) <= 0.01
    assert (full == 0 and not figures(array, PARTLY)) == (share.count == 0)
    assert (empty == 0) == (share.count == share.out_of)
    for run in array.runs:
        assert 1 <= run.count <= ROW
        assert run.x + run.count * WIDTH <= array.width
        assert run.y + HEIGHT <= array.height


def test_every_run_has_its_shape():
    anchors = {shape.anchor for shape in shapes()}
    arrays = [icon_array(Share(count, total)) for total in (37, 100, 999) for count in range(total)]

    assert {run.shape for array in arrays for run in array.runs} == anchors


def test_a_shape_of_many_figures_stays_in_its_field():
    ten = next(shape for shape in shapes() if shape.anchor == "figures-10")

    starts = [float(x) for x in re.findall(r"M([\d.]+)", ten.path)]
    assert len(starts) == 20
    assert (min(starts), max(starts)) == (1.4, 92.8)
