"""What our fonts can show. A leaflet never fails for want of a letter, and never hides one."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from fbss.content.syntax import tidy

FONTS = Path(__file__).parent / "fonts"
# Typst takes a letter that the first font lacks from the second.
TEXT_FONT, FALLBACK_FONT = "AtkinsonHyperlegibleNext-*.ttf", "DejaVuSans*.ttf"

# A word that is longer than a narrow column may break after so many letters.
BREAK_AFTER = 12
_LONG = re.compile(rf"\S{{{2 * BREAK_AFTER},}}")
_PIECE = re.compile(rf".{{{BREAK_AFTER}}}(?!$)")
_BREAK = "\N{ZERO WIDTH SPACE}"
# Signs that show nothing: they join, direct or vary other letters, and no font needs them.
_SILENT = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACE = re.compile(r"[^\S\n\u00a0]")


def shown(text: str) -> str:
    """The text as our fonts can show it.

    A picture that they lack is named in brackets; for any other letter stands the sign of a letter
    that is missing. Very long words may break.
    """
    known = _covered()
    kept = _SILENT.sub("", _SPACE.sub(" ", tidy(text)))
    whole = "".join(one if one == "\n" or ord(one) in known else _named(one) for one in kept)
    return _LONG.sub(_breakable, whole)


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "")
    is_picture = unicodedata.category(letter) == "So" and name
    return f"[{name.lower()}]" if is_picture else "\N{REPLACEMENT CHARACTER}"


def _breakable(word: re.Match[str]) -> str:
    return _PIECE.sub(lambda piece: piece[0] + _BREAK, word[0])


@cache
def _covered() -> frozenset[int]:
    """The letters that are there in every style."""
    return _in_all(TEXT_FONT) | _in_all(FALLBACK_FONT)


def _in_all(pattern: str) -> frozenset[int]:
    return frozenset(set.intersection(*(_in_font(path) for path in FONTS.glob(pattern))))


def _in_font(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap() or ())
