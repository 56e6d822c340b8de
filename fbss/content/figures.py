"""What counts as a number that needs a source, and what only looks like one."""

import re

from .calls import NUMBERS

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|{_MONTH}(?: \d{{1,2}},)? {_YEAR}"
    rf"|\d{{1,2}} {_MONTH} {_YEAR}|{_YEAR})"
)
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_COUNTED = r"of|out|in \d|people|patients|adults|participants|men|women|percent|per|were|had"
_STUDY = "review|study|trial|guideline|guidance|report|paper|summary|edition|survey|analysis"

_NO_NUMBER = re.compile(
    "|".join(
        (
            r"https?://\S+|\b10\.\d{4,9}/\S+",  # addresses and DOIs
            r"(?i:\b(?:reviewed|review(?: is)? due|next review|updated|edited)(?: on| by|:)? )"
            rf"{_DATE}",
            r"(?<!\d)(?:\+?\d{1,3}[ -])?(?:\(\d{3}\) ?|\d{3}[ -])\d{3}[ -]\d{4}(?!\d)",  # phones
            rf"(?<![\d.,])(?<!of )(?:{NUMBERS})(?!\d|[.,]\d|%| %| (?:{_COUNTED})\b)",
            r"\b(?i:type|level|phase|step|table|figure) \d{1,2}\b(?![.,]?\d|%| %)",  # labels
            r"\(\d\)|(?<!\S)\d\)(?=\s)",  # markers of a list inside a sentence
            # Names: L4, L5-S1, L4-5, M96.1, ICD-10-CM, COVID-19, NG59, PSPS-T2
            r"\b[A-Za-z]+-?\d+(?:\.\d\w*)?[A-Za-z]*(?:[-/](?:[A-Za-z]+\d*|\d))*\b(?!%| %)",
            rf"\({_YEAR}\)",
            rf"(?i:\b(?:the|this|that|a|an) ){_YEAR}(?= (?:[\w-]+ ){{0,3}}(?:{_STUDY})\b)",
            # A year behind a name: "Weir 2017", "Weir and others, 2017", "NICE 2016"
            rf"\b(?!(?:In|Since|From|By|Until|Between|After|Before|During|And|Of|To|{_MONTH}) )"
            rf"[A-Z][\w'-]*(?: and others| et al\.?)?,? {_YEAR}\b(?! (?:{_COUNTED})\b)",
        )
    )
)
_NUMBER = re.compile(
    rf"[\d½¼¾⅓⅔]|\b(?:{_SMALL}) (?:in|out of) (?:every )?(?:{_SMALL}|a hundred)\b"
    rf"|\b(?:{_SMALL}|twenty|thirty|forty|fifty|hundred) (?:percent|per cent)\b",
    re.IGNORECASE,
)


def has_number(prose: str) -> bool:
    """Whether a sentence states a number: figures, "1 in 5", a percentage.

    Not a number: the date of a review, a phone number, a level of the spine, a code, "type 2",
    the year of a study in its name. Small numbers in words ("two people") are not counted either.
    """
    return bool(_NUMBER.search(prose) and _NUMBER.search(_NO_NUMBER.sub(" ", prose)))
