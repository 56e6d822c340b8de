"""Reads both texts off their difference: that is how one sees that nothing is lost in it."""

from fbss.content.differences import Change


def text_before(lines):
    return _text(lines, Change.ADDED)


def text_after(lines):
    return _text(lines, Change.REMOVED)


def _text(lines, left_out):
    kept = [[piece for piece in line if piece.change is not left_out] for line in lines]
    return "\n".join("".join(piece.text for piece in line) for line in kept if line)
