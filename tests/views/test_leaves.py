import pytest
from django.template.loader import render_to_string

from fbss.views.leaves import MOST_LEAVES, Leaf, leaf

LETTERS = list("abcde")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", Leaf(["a", "b"], 1, has_next=True)),
        ("1", Leaf(["a", "b"], 1, has_next=True)),
        ("2", Leaf(["c", "d"], 2, has_next=True)),
        ("3", Leaf(["e"], 3, has_next=False)),
        ("4", Leaf(["a", "b"], 1, has_next=True, missing="4")),
        ("0", Leaf(["a", "b"], 1, has_next=True, missing="0")),
        ("-1", Leaf(["a", "b"], 1, has_next=True, missing="-1")),
        ("two", Leaf(["a", "b"], 1, has_next=True, missing="two")),
        ("9999999", Leaf(["a", "b"], 1, has_next=True, missing="9999999")),
    ],
)
def test_a_leaf_holds_what_was_asked_for_or_the_first_items(asked, found):
    assert leaf(LETTERS, asked, size=2) == found


def test_a_leaf_knows_its_neighbors():
    leaves = [leaf(LETTERS, asked, size=2) for asked in "123"]

    assert [(found.previous, found.next) for found in leaves] == [(0, 2), (1, 3), (2, 0)]


def test_a_full_last_leaf_has_no_next():
    assert leaf(LETTERS, "", size=5) == Leaf(LETTERS, 1, has_next=False)


def test_an_empty_list_is_one_empty_leaf():
    assert leaf([], "") == Leaf([], 1, has_next=False)


def test_the_last_leaf_that_there_is_says_that_the_list_goes_on():
    long = range(MOST_LEAVES + 5)

    before, last = (leaf(long, str(MOST_LEAVES - back), size=1) for back in (1, 0))

    assert (before.next, before.is_cut) == (MOST_LEAVES, False)
    assert (last.next, last.is_cut) == (0, True)


def test_a_list_that_ends_on_the_last_leaf_is_not_cut():
    assert not leaf(range(MOST_LEAVES), str(MOST_LEAVES), size=1).is_cut


def test_no_address_leads_behind_the_last_leaf_that_there_is():
    asked = str(MOST_LEAVES + 1)

    assert leaf(range(MOST_LEAVES + 5), asked, size=1).missing == asked


def test_a_list_that_is_cut_leads_to_the_search():
    html = render_to_string(
        "components/pagination.html", {"leaf": Leaf([], 1, has_next=False, is_cut=True)}
    )

    assert '<a href="/search/">Search for what you need</a>' in html
