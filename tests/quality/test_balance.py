import pytest

from fbss.quality.balance import Balance, balance

from .pages import outcome, page

NOTHING = {"body": "", "key_messages": [], "not_known": "", "if_nothing": "", "life_impact": ""}


def test_rows_count_with_all_that_a_visitor_reads_of_them():
    row = outcome(note="Two words. [@trial]")

    assert balance(page(outcomes=[row], **NOTHING)).benefit == 7 + 3 + 3 + 2 + 2 + 2


def test_a_sentence_about_both_sides_counts_on_both():
    both = page(outcomes=[], **NOTHING | {"body": "It may help or harm."})

    assert balance(both) == Balance(5, 5)


def test_the_aim_of_a_page_is_no_benefit():
    assert balance(page(outcomes=[], **NOTHING)) == Balance(0, 0)


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("Get urgent help first.", Balance(0, 0)),
        ("You can go to work.", Balance(0, 0)),
        ("It works for some.", Balance(4, 0)),
        ("A number of people came.", Balance(0, 0)),
        ("New numbness is a sign.", Balance(0, 5)),
    ],
)
def test_words_are_weighed_by_what_they_speak_of(sentence, sides):
    assert balance(page(outcomes=[], **NOTHING | {"body": sentence})) == sides


@pytest.mark.parametrize(
    ("benefit", "harm", "share", "even"),
    [(0, 0, None, False), (35, 65, 0.35, True), (66, 34, 0.66, False), (34, 66, 0.34, False)],
)
def test_each_side_gets_at_least_35_of_100_words(benefit, harm, share, even):
    assert (Balance(benefit, harm).share, Balance(benefit, harm).is_even) == (share, even)
