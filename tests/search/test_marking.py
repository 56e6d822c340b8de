from hypothesis import given
from hypothesis import strategies as st

from fbss.search.marking import Piece, marked


def test_words_are_marked_in_all_their_forms():
    assert marked("Two Pumps, one <pump>.", {"pump"}) == (
        Piece("Two ", is_marked=False),
        Piece("Pumps", is_marked=True),
        Piece(", one <", is_marked=False),
        Piece("pump", is_marked=True),
        Piece(">.", is_marked=False),
    )


def test_parts_of_words_are_not_marked():
    assert marked("Pumpkin", {"pump"}) == (Piece("Pumpkin", is_marked=False),)


@given(st.text(max_size=200), st.sets(st.text(min_size=1, max_size=5)))
def test_the_pieces_are_the_text(text, stems):
    assert "".join(piece.text for piece in marked(text, stems)) == text
