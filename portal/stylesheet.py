"""Joins a stylesheet of layered imports into one text, so that a page asks for one file."""

import re
from collections.abc import Callable

LAYERED = re.compile(r'@import "(?P<name>[^"]+)" layer\((?P<layer>[\w-]+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LINE_END = re.compile(r"\s*\n\s*")
# Each would mean something else, or nothing, in the joined file.
MISPLACED = re.compile(r"@import\b|@charset\b|\burl\(")


class Unjoinable(ValueError):
    """A stylesheet says something that cannot be joined."""


def joined(sheet: str, read: Callable[[str], str]) -> str:
    """The sheet with each `@import "x.css" layer(y);` replaced by the text of x.css in layer y."""

    def layered(match: re.Match[str]) -> str:
        rules = _trimmed(read(match["name"]))
        _require_joinable(rules, match["name"])
        return f"@layer {match['layer']} {{\n{rules}\n}}"

    order = _trimmed(sheet)
    _require_joinable(LAYERED.sub("", order), "the sheet that imports")
    return LAYERED.sub(layered, order) + "\n"


def _require_joinable(rules: str, name: str) -> None:
    if misplaced := MISPLACED.search(rules):
        raise Unjoinable(f"{name}: cannot join a sheet that holds '{misplaced[0]}'")


def _trimmed(sheet: str) -> str:
    return LINE_END.sub("\n", COMMENT.sub("", sheet)).strip()
