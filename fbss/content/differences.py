"""What changed between two texts, as a person reads it: whole lines first, then words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, zip_longest

from rapidfuzz.distance import Indel

from fbss.content.text import words_of

_WORDS = re.compile(r"\s+|[^\W_]+(?:['\u2019-][^\W_]+)*|.", re.DOTALL)
# Between two changes, so few words that stayed only make the change harder to read.
_FEW = 2
# Where less than this share of two lines is the same, one was not made from the other.
_ALIKE = 0.3
# Letters of a line, more than any paragraph has: its words would be compared for seconds.
_LONGEST = 20_000


class Change(Enum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of text with what became of it."""

    change: Change
    text: str


Line = tuple[Piece, ...]


def difference(before: str, after: str) -> tuple[Line, ...]:
    """The lines of both texts in one order, each as pieces that stayed, went or came.

    All pieces but those that came make up `before`; all but those that went make up `after`.
    """
    old, new = before.split("\n"), after.split("\n")
    lines: list[Line] = []
    for stayed, went, came in _blocks(old, new):
        lines += [(Piece(Change.SAME, line),) for line in stayed]
        lines += _changed_lines(went, came)
    return tuple(lines)


def is_changed(line: Line) -> bool:
    return any(piece.change is not Change.SAME for piece in line)


def _blocks(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Stretches that stayed, and stretches that went or came in one place."""
    stayed = [code for code in Indel.opcodes(old, new) if code.tag == "equal"]
    at_old = at_new = 0
    for code in stayed:
        yield (), old[at_old : code.src_start], new[at_new : code.dest_start]
        yield old[code.src_start : code.src_end], (), ()
        at_old, at_new = code.src_end, code.dest_end
    yield (), old[at_old:], new[at_new:]


def _changed_lines(went: Sequence[str], came: Sequence[str]) -> Iterator[Line]:
    """Lines that were reworded, word by word; others as a whole."""
    for old, new in zip_longest(went, came):
        if old is None or new is None or not _alike(old, new):
            yield from _whole(old, Change.REMOVED)
            yield from _whole(new, Change.ADDED)
        else:
            yield _reworded(old, new)


def _whole(line: str | None, change: Change) -> Iterator[Line]:
    if line is not None:
        yield (Piece(change, line),)


def _alike(old: str, new: str) -> bool:
    """Whether one line was made from the other: spaces and signs do not count."""
    if max(len(old), len(new)) > _LONGEST:
        return False
    before, after = words_of(old), words_of(new)
    # Two lines without words are alike to the library, and have nothing in common.
    return bool(before and after) and Indel.normalized_similarity(before, after) > _ALIKE


def _reworded(old: str, new: str) -> Line:
    """The words of a line. What went stands in front of what came in its place."""
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    for stayed, went, came in _blocks(before, after):
        pieces += _piece(Change.REMOVED, went) + _piece(Change.ADDED, came)
        pieces += _piece(Change.SAME, stayed)
    return tuple(_joined(_smoothed(pieces)))


def _words(line: str) -> list[str]:
    return _WORDS.findall(line)


def _piece(change: Change, words: Sequence[str]) -> list[Piece]:
    return [Piece(change, "".join(words))] if words else []


def _smoothed(pieces: list[Piece]) -> Iterator[Piece]:
    """Islands of a word or two between changes become part of the change."""
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        if piece.change is Change.SAME and 0 < place < last and _is_island(piece.text):
            yield Piece(Change.REMOVED, piece.text)
            yield Piece(Change.ADDED, piece.text)
        else:
            yield piece


def _is_island(text: str) -> bool:
    return len(text.split()) < _FEW


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """One piece for what went and one for what came, in each place of change."""
    for is_same, group in groupby(pieces, lambda piece: piece.change is Change.SAME):
        members = list(group)
        for change in (Change.SAME,) if is_same else (Change.REMOVED, Change.ADDED):
            text = "".join(piece.text for piece in members if piece.change is change)
            if text:
                yield Piece(change, text)
