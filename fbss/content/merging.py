"""Bringing two changes of one text together, line by line. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

Lines = Sequence[str]


class _Edit(NamedTuple):
    """Lines of the first text, from `start` to before `end`, and what stands there instead."""

    start: int
    end: int
    lines: tuple[str, ...]


def merged(before: Lines, ours: Lines, theirs: Lines) -> list[str] | None:
    """Both changes of `before` in one text; None where both changed the same lines otherwise."""
    edits = sorted({*_edits(before, ours), *_edits(before, theirs)})
    if any(_collide(one, other) for one, other in pairwise(edits)):
        return None
    result: list[str] = []
    place = 0
    for edit in edits:
        result += [*before[place : edit.start], *edit.lines]
        place = edit.end
    return [*result, *before[place:]]


def _edits(before: Lines, after: Lines) -> Iterator[_Edit]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield _Edit(start, end, tuple(after[new_start:new_end]))


def _collide(one: _Edit, other: _Edit) -> bool:
    """Whether two edits, the earlier one first, want the same place."""
    return other.start < one.end or other.start == one.start
