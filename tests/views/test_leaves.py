import pytest

from fbss.views.leaves import Leaf, leaf

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
