"""Joins a stylesheet of layered imports into one text, so that a page asks for one file."""

import re
from collections.abc import Callable

LAYERED = re.compile(r'@import "(?P<name>[^"]+)" layer\((?P<layer>[\w-]+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
QUOTED = re.compile(r'("[^"\n]*")')
SPACE = re.compile(r"\s+")
# Signs that need no space around them, wherever they stand outside of quotes.
SIGNS = re.compile(r"\s*([{};,])\s*")
# A space after a colon ends a property; within a selector there is none.
AFTER_COLON = re.compile(r": ")
# Each would mean something else, or nothing, in the joined file.
MISPLACED = re.compile(r"@import\b|@charset\b|\burl\(")


class Unjoinable(ValueError):
    """A stylesheet says something that cannot be joined."""


def joined(sheet: str, read: Callable[[str], str]) -> str:
    """The sheet with each `@import "x.css" layer(y);` replaced by the text of x.css in layer y.

    Sheets of one layer that follow each other share it. Spaces that mean nothing are left out.
    """
    order = SPACE.sub(" ", COMMENT.sub("", sheet)).strip()
    _require_joinable(LAYERED.sub("", order), "the sheet that imports")
    pieces: list[str] = [_trimmed(LAYERED.split(order)[0])]
    layer = ""
    for found in LAYERED.finditer(order):
        rules = _trimmed(read(found["name"]))
        _require_joinable(rules, found["name"])
        if found["layer"] != layer:
            pieces += ["}" if layer else "", f"@layer {found['layer']}{{"]
        pieces.append(rules)
        layer = found["layer"]
    return "".join([*pieces, "}" if layer else "", "\n"])


def _require_joinable(rules: str, name: str) -> None:
    if misplaced := MISPLACED.search(rules):
        raise Unjoinable(f"{name}: cannot join a sheet that holds '{misplaced[0]}'")


def _trimmed(sheet: str) -> str:
    """The rules without comments and idle spaces; what stands in quotes stays as it is."""
    parts = QUOTED.split(COMMENT.sub("", sheet))
    parts[::2] = (_dense(part) for part in parts[::2])
    return "".join(parts).strip().replace(";}", "}")


def _dense(rules: str) -> str:
    return AFTER_COLON.sub(":", SIGNS.sub(r"\1", SPACE.sub(" ", rules)))
