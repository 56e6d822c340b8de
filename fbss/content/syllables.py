"""Syllables of English words, by rule, with a table for words that break the rules."""

import re
from functools import lru_cache

_VOWELS = re.compile(r"[aeiouy]+")
_POSSESSIVE = re.compile(r"['\u2019](?:s$)?")
_PARTS = re.compile(r"[^\W_]+")

# A group of vowels in the middle of a word that is said as two.
_SPLIT = re.compile(
    r"ia(?=t)|(?<![ctsgx])i(?:a(?!g(?:e|$))|ous)|(?<![ctsgxnl])ion|ium|ius$|io(?!n|us)|iet"
    r"|(?<![qg])ua(?!r)|(?<![qg])ue(?=[nl])|(?<=[ntdvl])uou|eo(?=[^nu]|$)|(?<=[eaoy])ing"
    r"|(?<=[^aeiouqg])ui(?=n|t[iy])|uu|(?<=[^eaou])yo|eyon|oyer|(?<=cr)ea(?=t[eio])"
    r"|^rea(?=ct|pp|ss|rr)|oe(?=[mt])"
)
# A last "e" that is not said, and an "e" that makes no syllable before "s" or "d".
_SILENT = re.compile(
    r"(?<=[gq])ues?$|(?<=[^aeiouy])(?:e|(?<![sxzcg])(?<!sh)(?<!ch)es|(?<![td])ed)$"
)
_SILENT_INSIDE = re.compile(r"(?<=[^aeioul])e(?=(?:ly|ment|ments|ness|ful|less|fully)$)")
_LE = re.compile(r"[^aeiouylr]l(?:e|es|ed)$")
# "rhythm", "mechanism", and "didn't" with its mark left out.
_HUMMED = re.compile(r"(?:[st]h?ms?|[bcdfgks]nt)$")

_EXCEPTIONS = {
    **dict.fromkeys(("aches", "ached", "clothes", "once", "ones", "whose"), 1),
    **dict.fromkeys(("being", "business", "create", "diet", "different", "doing", "evening"), 2),
    **dict.fromkeys(("every", "fluid", "forehead", "going", "guideline", "guidelines"), 2),
    **dict.fromkeys(("headaches", "lifestyle", "lion", "people", "persuade", "poem", "quiet"), 2),
    **dict.fromkeys(("ruin", "science", "seeing", "sideways", "somehow", "someone"), 2),
    **dict.fromkeys(("something", "sometimes", "somewhere", "therefore", "cauda"), 2),
    **dict.fromkeys(("anyone", "area", "areas", "everyday", "everyone", "everything"), 3),
    **dict.fromkeys(("equina", "family", "hospital", "idea", "ideas", "ideal", "interest"), 3),
    **dict.fromkeys(("medicine", "museum", "nausea", "realize", "recipe", "several"), 3),
    **dict.fromkeys(("simile", "suicide", "syncope", "theater", "vegetable"), 3),
    **dict.fromkeys(("anybody", "anesthesia", "everybody", "experience", "ideally"), 4),
    **dict.fromkeys(("february", "january"), 4),
}
_SAID_AS_WORDS = frozenset({"NICE", "COVID", "GRADE", "NASS", "PROCESS", "SENZA", "ACCURATE"})
_LONGEST_ABBREVIATION = 5


def syllables(word: str) -> int:
    """How many syllables a word has when it is read aloud; at least one.

    The parts of a compound are counted alone. A number in figures counts as one syllable, as in
    the usual tools: plain-language rules ask for figures. An abbreviation is read letter by letter.
    """
    return max(1, sum(_part(part) for part in _PARTS.findall(_POSSESSIVE.sub("", word))))


def _part(part: str) -> int:
    if part.isdigit():
        return 1
    if part.isupper() and 1 < len(part) <= _LONGEST_ABBREVIATION and part not in _SAID_AS_WORDS:
        return len(part) + 2 * part.count("W")
    return _spoken(part.lower())


@lru_cache(maxsize=20_000)
def _spoken(word: str) -> int:
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    silent_gone = _SILENT_INSIDE.sub("", word if _LE.search(word) else _SILENT.sub("", word))
    groups = len(_VOWELS.findall(silent_gone)) + len(_SPLIT.findall(silent_gone))
    return max(1, groups + bool(_HUMMED.search(word)))
