"""What an address asks to compare."""

import pytest

from fbss.views.choices import Choice, choice_of, unknown

OFFERED = {name: name.title() for name in ("walk", "swim", "rest", "shot", "pill")}


def test_a_sound_choice_stands_in_the_order_of_the_list():
    choice = choice_of(["rest", " walk "], OFFERED, {})

    assert choice.understood == ("walk", "rest")
    assert choice.is_sound


def test_nothing_is_neither_sound_nor_wrong():
    choice = choice_of(["", "  "], OFFERED, {})

    assert not choice.is_sound
    assert choice.faults == ()


@pytest.mark.parametrize(
    ("asked", "faults"),
    [
        (["walk"], ("You chose one treatment. Choose at least one more.",)),
        (
            ["walk", "walk"],
            (
                "You chose “Walk” more than once.",
                "You chose one treatment. Choose at least one more.",
            ),
        ),
        (["walk", "rest", "walk"], ("You chose “Walk” more than once.",)),
        (
            ["walk", "rest", "dance"],
            ("We have no treatment at “dance”. It may have moved.",),
        ),
        (["dance", "dance"], ("We have no treatment at “dance”. It may have moved.",)),
        (
            list(OFFERED),
            ("You chose 5 treatments. At most 4 fit side by side: take some away.",),
        ),
    ],
)
def test_each_fault_is_said_in_words(asked, faults):
    choice = Choice(tuple(asked), OFFERED)

    assert choice.faults == faults
    assert not choice.is_sound


def test_nonsense_is_repeated_in_small_doses():
    choice = Choice(tuple(f"{number}" * 100 for number in range(1, 9)), OFFERED)

    assert len(choice.faults) == 6
    assert choice.faults[0] == f"We have no treatment at “{'1' * 60}…”. It may have moved."
    assert choice.faults[-1] == "We did not understand 3 more of the names in the address."


def test_an_old_address_stands_for_the_new_one():
    choice = choice_of(["stroll", "rest"], OFFERED, {"stroll": "walk"})

    assert choice.understood == ("walk", "rest")
    assert choice.is_sound


def test_only_names_that_can_be_addresses_are_looked_up():
    asked = ["walk", "old-one", "a b", "\x00", "é", "", *"abcdefg"]

    assert unknown(asked, OFFERED) == ["old-one", *"abcd"]
