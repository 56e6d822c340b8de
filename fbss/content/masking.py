"""Takes out of a text what could tell who wrote it: addresses, telephone and record numbers.

Built to take too much rather than too little: a year or a percentage is spared, nearly everything
else with many digits goes.
"""

import re

MAIL = "[e-mail]"
LINK = "[link]"
NUMBER = "[number]"

# Longer than any number that a comment about a page needs.
MOST_DIGITS = 5

# Begun only where a run of letters begins: else a long word is tried at each of its letters.
_MAIL = re.compile(
    r"(?<![^\s@<>()\[\],;:])[^\s@<>()\[\],;:]+\s?(?:@|\(at\)|\[at\])\s?[^\s@<>()\[\],;:]+\.[^\W\d_]{2,}",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>]+", re.IGNORECASE)
# Digits with single signs between them, as telephone numbers, dates and records have them;
# a few letters may stand against them: "MRN-A123456".
_RUN = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]{1,4}[-#:]?)?[+(]*\d"
    r"(?:[\s().\-/\u2010-\u2015:#]{0,3}\d)+[^\W\d_]?(?![^\W_])"
)
_MIXED = re.compile(r"(?<!\w)(?=\w*\d\w*\d\w*\d)(?=\w*[^\W\d_])\w{6,}(?!\w)")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?(?:[-/\u2010-\u2015]|to)?\s?(?:19|20)?\d\d)?")
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[, ]000)+|\d+[.:]\d{1,2}")


def mask(text: str) -> str:
    """The text with a mark in the place of each such thing."""
    text = _MAIL.sub(MAIL, _LINK.sub(LINK, text))
    return _MIXED.sub(NUMBER, _RUN.sub(_masked, text))


def _masked(run: re.Match[str]) -> str:
    found = run[0].strip()
    if _YEARS.fullmatch(found) or _AMOUNT.fullmatch(found):
        return run[0]
    return NUMBER if sum(sign.isdigit() for sign in found) > MOST_DIGITS else run[0]
