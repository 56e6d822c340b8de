"""Which statements lack a source: asked cheaply first, thoroughly where in doubt. Pure.

Reading Markdown takes most of the time of a load, and most texts need no reading: every number in
them stands plainly in front of its `[@key]`.
"""

from __future__ import annotations

import re

from fbss.content import citations
from fbss.content.citations import Statement
from fbss.content.syntax import CITATION

# Whatever might be counted as a number, and a little more.
FIGURE = re.compile(
    r"[\d½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty"
    r"|hundred)\b",
    re.IGNORECASE,
)
# Signs with which a text may mean something else than its letters say.
UNPLAIN = re.compile(r"[`~\\<&]|\]\(")
# Whatever might end a sentence, an item or a cell, and a little more.
BOUNDARY = re.compile(r"[.!?…。！？؟](?!\w)|[\n|]")
STOP_BEFORE_CITATION = re.compile(r"[.!?…。！？؟]?[\"'”’)\]]*[ \t]*$")


def numbers_without_source(words: str) -> tuple[Statement, ...]:
    """The statements that contain a number and name no source."""
    return () if is_plainly_sourced(words) else citations.numbers_without_source(words)


def is_plainly_sourced(words: str) -> bool:
    """Whether each number surely stands in one statement with the source behind it.

    Never true by mistake; where it is false, only a thorough look can tell.
    """
    if not FIGURE.search(words):
        return True
    if UNPLAIN.search(words):
        return False
    *led, rest = CITATION.split(words)[::2]
    return not FIGURE.search(rest) and not any(map(_holds_early_figure, led))


def _holds_early_figure(before: str) -> bool:
    """Whether a number stands before the last sentence in front of a citation."""
    end = STOP_BEFORE_CITATION.search(before)
    last = before[: end.start() if end else None]
    return any(FIGURE.search(piece) for piece in BOUNDARY.split(last)[:-1])
