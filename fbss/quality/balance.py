"""How many words a treatment spends on what it may bring, and how many on what it may do."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass

from fbss.content.frames import Outcome
from fbss.content.text import count_words
from fbss.content.vocabulary import Effect

from .page import Page

LEAST, MOST = 0.35, 0.65

# Aims begin alike on every page ("This page helps you"): they speak of the page.
_LEFT_OUT = frozenset({"aim"})
# Words that say what a sentence speaks of. A denied benefit is still talk about benefit.
_BENEFIT = re.compile(
    r"\b(?:acceptable|benefit\w*|better|cure\w*|eas(?:e|ed|es|ing)|effective|gain\w*"
    r"|heal(?:ed|s)?|(?<!urgent )(?<!emergency )(?<!get )help(?:ed|ful|ing|s)?"
    r"|improv\w*|less (?:disability|pain)|recover(?:ed|s)?|relie\w+|success\w*|useful"
    r"|works|worked|how well \w+(?: \w+)? work)\b",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:addict\w*|another operation|bleed\w*|chok\w*|clots?|complication\w*|damag\w*|danger\w*"
    r"|dead|deaths?|dependen(?:ce|t)|died?|dies|drows\w*|falls|harm(?:ed|ful|s)?|headaches?|hurts?"
    r"|infect\w*|injur\w*|leak\w*|loss|nausea|numb(?:ness)?|overdos\w*|paraly\w*|problems?|risk\w*"
    r"|side effects?|slow breathing|sore\w*|stop(?:ped|ping)? (?:\w+ )?suddenly|strokes?|suicid\w*"
    r"|swell\w*|swollen|taper|tears?|tumors?|unwanted|warning|weakness|withdrawal|worse|wounds?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Balance:
    """Words about benefit and words about harm. A sentence about both counts on both sides."""

    benefit: int
    harm: int

    @property
    def share(self) -> float | None:
        """The part of them that is about benefit; None where there are none of either."""
        both = self.benefit + self.harm
        return self.benefit / both if both else None

    @property
    def is_even(self) -> bool:
        """Whether both sides get between 35 and 65 of 100 words."""
        return self.share is not None and LEAST <= self.share <= MOST


def balance(page: Page) -> Balance:
    """The words of a treatment's rows, and those of its sentences about benefit or harm."""
    return Balance(
        _words_of_rows(page, Effect.BENEFIT) + _words_of_sentences(page, _BENEFIT),
        _words_of_rows(page, Effect.HARM) + _words_of_sentences(page, _HARM),
    )


def _words_of_rows(page: Page, effect: Effect) -> int:
    rows = [row for row in page.outcomes if row.effect == effect]
    return sum(count_words(part) for row in rows for part in _said(row))


def _said(row: Outcome) -> tuple[str, ...]:
    """What a visitor reads of a row: neither the effect, which is the heading, nor the key."""
    kept = astuple(row)
    return (*kept[1:6], row.note)


def _words_of_sentences(page: Page, about: re.Pattern[str]) -> int:
    said = (found.text for found in page.sentences if found.field not in _LEFT_OUT)
    return sum(count_words(sentence) for sentence in said if about.search(sentence))
