"""How hard a text is to read: the Flesch-Kincaid grade, and the sentences and words behind it.

The formula ranks texts for review; it does not judge them. Kincaid JP, Fishburne RP, Rogers RL,
Chissom BS. Derivation of new readability formulas for Navy enlisted personnel. Research Branch
Report 8-75. Naval Technical Training Command, 1975.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fbss.content import names, text
from fbss.content.syllables import syllables

HARD_WORD = 3  # syllables
_STAND_IN = "doctor"  # a word of two syllables, put for each medical name


@dataclass(frozen=True)
class Grade:
    """A US school grade with the counts behind it; no value where there is nothing to read."""

    value: float | None
    sentences: int
    words: int
    syllables: int


def grade(markdown: str, *, medical_names: Collection[str] = ()) -> Grade:
    """The Flesch-Kincaid grade of a text.

    A medical name counts as one word of two syllables: a reader learns "spinal cord stimulation"
    as one name, and a page about it cannot do without it. Plain words get no such help. Without
    the rule, a page would score worse for naming a treatment than for hiding it.
    Headings, list items and table cells end sentences; empty lines do not.
    """
    prose = [_named(sentence, medical_names) for sentence in text.sentences(markdown)]
    return _graded([found for sentence in prose if (found := text.words_of(sentence))])


def hard_words(markdown: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The words of three and more syllables, each once, in order; those of `known` names not."""
    prose = (_named(sentence, known) for sentence in text.sentences(markdown))
    found = (word.lower() for sentence in prose for word in text.words_of(sentence))
    return tuple(dict.fromkeys(word for word in found if syllables(word) >= HARD_WORD))


def _graded(sentences: Sequence[Sequence[str]]) -> Grade:
    words = sum(len(sentence) for sentence in sentences)
    if not words:
        return Grade(None, 0, 0, 0)
    spoken = sum(syllables(word) for sentence in sentences for word in sentence)
    value = 0.39 * words / len(sentences) + 11.8 * spoken / words - 15.59
    return Grade(round(value, 2), len(sentences), words, spoken)


def _named(sentence: str, medical_names: Collection[str]) -> str:
    """The sentence with each medical name, also in the plural, made one short word."""
    if not medical_names:
        return sentence
    pattern: re.Pattern[str] = names.pattern(frozenset(medical_names), plural=True)
    return pattern.sub(_STAND_IN, sentence)
