"""Which words of an answer were looked for. Pure: the template escapes each piece by itself."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from .stems import folded, stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Piece(NamedTuple):
    """A stretch of text, and whether it was looked for."""

    text: str
    is_marked: bool


def marked(text: str, stems: Collection[str]) -> tuple[Piece, ...]:
    """The text in pieces, in order; put together they are the text again."""
    pieces: list[Piece] = []
    end = 0
    for word in _WORD.finditer(text):
        if not _is_wanted(word[0], stems):
            continue
        if word.start() > end:
            pieces.append(Piece(text[end : word.start()], is_marked=False))
        pieces.append(Piece(word[0], is_marked=True))
        end = word.end()
    if end < len(text):
        pieces.append(Piece(text[end:], is_marked=False))
    return tuple(pieces)


def _is_wanted(word: str, stems: Collection[str]) -> bool:
    plain = folded(word).removesuffix("'s").replace("'", "")
    return stem(plain) in stems
