"""What changed between two texts: nothing is lost, and the result reads as prose."""

from hypothesis import example, given
from hypothesis import strategies as st

from fbss.content.differences import Change, Piece, difference, is_changed

from .reading_back import text_after, text_before

SAME, REMOVED, ADDED = Change.SAME, Change.REMOVED, Change.ADDED
LINES = st.lists(st.sampled_from(["", "a b c", "a x c", "one two", "pain. stays", "é 🙂"]))


def pieces(before, after):
    return [[(piece.change, piece.text) for piece in line] for line in difference(before, after)]


def test_equal_texts_have_no_change():
    lines = difference("One.\n\nTwo.", "One.\n\nTwo.")

    assert [is_changed(line) for line in lines] == [False, False, False]


def test_a_word_that_was_changed_is_shown_inside_its_line():
    assert pieces("Most people get better soon.", "Most people get better slowly.") == [
        [
            (SAME, "Most people get better "),
            (REMOVED, "soon"),
            (ADDED, "slowly"),
            (SAME, "."),
        ]
    ]


def test_a_new_paragraph_is_one_piece():
    assert pieces("One.\nThree.", "One.\nTwo words.\nThree.") == [
        [(SAME, "One.")],
        [(ADDED, "Two words.")],
        [(SAME, "Three.")],
    ]


def test_a_line_that_has_nothing_in_common_is_replaced_as_a_whole():
    assert pieces("Rest helps nobody here", "Walking every day, slowly") == [
        [(REMOVED, "Rest helps nobody here")],
        [(ADDED, "Walking every day, slowly")],
    ]


def test_one_word_that_stayed_between_two_changes_does_not_cut_them_up():
    before = "The pain may go after the first long and hard year of rest at home."
    after = "The pain may go within some long but easy year of rest at home."

    assert pieces(before, after) == [
        [
            (SAME, "The pain may go "),
            (REMOVED, "after the first long and hard"),
            (ADDED, "within some long but easy"),
            (SAME, " year of rest at home."),
        ]
    ]


@given(st.one_of(st.text(), LINES.map("\n".join)), st.one_of(st.text(), LINES.map("\n".join)))
@example(before=":", after="\n")
def test_both_texts_can_be_read_off_the_difference(before, after):
    lines = difference(before, after)

    assert (text_before(lines), text_after(lines)) == (before, after)


def test_a_line_longer_than_any_paragraph_is_one_change():
    before, after = "word " * 5_000, "word " * 5_000 + "more"

    assert difference(before, after) == (
        (Piece(REMOVED, before),),
        (Piece(ADDED, after),),
    )


@given(st.text())
def test_nothing_but_what_is_new_is_marked(text):
    assert all(line == (Piece(SAME, line[0].text),) for line in difference(text, text))
