"""The addresses that a text links to."""

from collections.abc import Mapping
from typing import Any

from fbss.content import syntax


def links_in(markdown: str) -> tuple[str, ...]:
    """Where the links of a text lead, in order, each once."""
    if "](" not in markdown and "<" not in markdown:
        return ()
    pieces = (piece for token in syntax.parse(markdown) for piece in token.children or ())
    found = (str(piece.attrGet("href")) for piece in pieces if piece.type == "link_open")
    return tuple(dict.fromkeys(found))


def strings_of(value: Any) -> tuple[str, ...]:
    """All strings in the fields of a text, whatever lists and rows they stand in."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping):
        return tuple(string for part in value.values() for string in strings_of(part))
    if isinstance(value, list | tuple):
        return tuple(string for part in value for string in strings_of(part))
    return ()
