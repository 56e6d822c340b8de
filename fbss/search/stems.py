"""From text to stems: what search compares. Pure.

Capitals, accents, British spellings, apostrophes, hyphens and endings make no difference:
"Post-laminectomies'" and "postlaminectomy" are the same stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from threading import Lock

import Stemmer

# Words that say nothing about what is asked, or only for whose sake. No index holds them.
_LIGHT = """
a about am an and any are as at be been being but by did do does doing for from get gets getting
got had has have having he her here him his i if in into is it its just ll me mine my of on or our
ours out over s she so some t than that the their them then there these they this those to too us
ve very was we were with you your yours
aunt auntie boyfriend brother dad daddy dads daughter father fiance fiancee friend girlfriend gran
grandad grandma grandpa granny hubby husband mom mother mum mums nan partner please quite sister son
spouse uncle wife
"""
# Words that say how or when something is asked. They count in titles and other names, and weigh
# little.
_WEAK = """
after again ago already also always anybody anyone anything because before bit cant can could days
else ever everybody every everyone evening happen happened hello hi how im ive keep kind know
let lets like long lot made make makes making many maybe mean means might months month more
morning most much need never new no not now often oh ok one only other plz pls post real
really recently same say says should since someone something sometimes sort still stuff tell thing
things though till today tonight tried try trying two until use used using want way week weeks what
wot when where which who why will would year years yes yesterday yet
b4 gonna gotta n r u ur wanna
con de del des du el en la las le les los para por que un una und y
"""
LIGHT = frozenset(_LIGHT.split())
WEAK = frozenset(_WEAK.split())

_NOT = "arent didnt doesnt dont hadnt hasnt havent isnt wasnt werent wont wouldnt"
_CANT = "cannot couldnt unable"
_SAID_OTHERWISE = dict.fromkeys(_NOT.split(), "not") | dict.fromkeys(_CANT.split(), "cant")
# Forms that the stemmer keeps apart.
_ODD = """
fusion fuse, failur fail, degen degener, disk disc, diskectomi discectomi, worsen wors, went go,
gone go, goe go, broke break, broken break, wore wear, worn wear, took take, taken take,
loosen loos, felt feel, feet foot, slept sleep, came come, stuck stick, better best
"""
_SAME_STEM = dict(pair.split() for pair in _ODD.split(","))
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u2011": "-"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN_WORDS = {number: " " for number in range(128) if not chr(number).isalnum()}
_CAN_NOT = re.compile(r"\bcan not\b|\bnot able\b")
# "post-laminectomy" is one word, and is found under "laminectomy" too.
_JOINED = re.compile(r"\b(post|non|re|pre|micro|anti|x)-([a-z]{3,})")
_BRITISH = (
    (re.compile(r"ae(?!r|l$)"), "e"),
    (re.compile(r"^oe|(?<=rrh)oe|(?<=^hom)oe"), "e"),
    (re.compile(r"(?<=\w{4})our(?=$|s$|able$|al$)"), "or"),
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=ogram)me(?=s?$)"), ""),
)
# Nobody asks with more; what a machine sends is cut here.
MOST_LETTERS = 400
MOST_WORDS = 24
# Longer than this is no word, but a machine's doing.
MOST_LETTERS_OF_A_WORD = 40

# It keeps nothing itself: the tables below do.
_stemmer = Stemmer.Stemmer("english", 0)
_one_at_a_time = Lock()


def folded(text: str) -> str:
    """Small letters without accents, with plain apostrophes."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = text.translate(_APOSTROPHES)
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def words_asked(text: str) -> list[str]:
    """The words of a search: at most so many, with "can not" and "didn't" said in one way."""
    text = _JOINED.sub(r"\1\2", folded(text[:MOST_LETTERS]))
    words = _words_in(_CAN_NOT.sub("cannot", text))
    return [_SAID_OTHERWISE.get(word, word) for word in words][:MOST_WORDS]


def words_written(text: str) -> list[str]:
    """The words of a text of ours, for the index: a joined word and its second half are both in."""
    text = folded(text)
    if "-" in text:
        text = _JOINED.sub(r"\1\2 \2", text)
    return _words_in(text)


def _words_in(text: str) -> list[str]:
    if "'" in text:
        return [_plain_word(word) for word in _WORD.findall(text)]
    # A third of the time, which an index of many texts is made of.
    return text.translate(_BETWEEN_WORDS).split() if text.isascii() else _WORD.findall(text)


def _plain_word(word: str) -> str:
    return word.removesuffix("'s").replace("'", "") if "'" in word else word


class Table(dict[str, str]):
    """What a function makes of each word; an index of many texts looks up most of its words here.

    Looking up takes a third of what `lru_cache` takes. A table that is full begins anew.
    """

    def __init__(self, make: Callable[[str], str], most: int = 32_768) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, word: str) -> str:
        if len(self) >= self._most:
            self.clear()
        made = self[word] = self._make(word)
        return made

    def of(self, words: Iterable[str]) -> Iterator[str]:
        """What is made of these words, without those of which nothing is made."""
        return filter(None, map(self.__getitem__, words))


def stems_of(words: Iterable[str], *, weak: bool = False) -> list[str]:
    """The stems of words, without light words; with weak ones only where they are wanted."""
    return list((_STEMS_WITH_WEAK if weak else _STEMS).of(words))


def _stem_or_weak(word: str) -> str:
    word = _SAID_OTHERWISE.get(word, word)
    return "" if word in LIGHT or len(word) > MOST_LETTERS_OF_A_WORD else stem(word)


def _stem_of_content(word: str) -> str:
    return "" if _SAID_OTHERWISE.get(word, word) in WEAK else _stem_or_weak(word)


_STEMS_WITH_WEAK, _STEMS = Table(_stem_or_weak), Table(_stem_of_content)


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """What a word shares with its other forms: plain letters and digits, whatever the script.

    A database's idea of a letter may be older than Python's. So words of other scripts are written
    in ASCII, and no word falls into two.
    """
    if not word.isascii():
        return f"u{word.encode().hex()}"
    if not word.isalpha() or len(word) < 3:
        return word
    for british, american in _BRITISH:
        word = british.sub(american, word)
    with _one_at_a_time:  # the stemmer keeps its place in the word in itself
        found = str(_stemmer.stemWord(word))
    return _SAME_STEM.get(found, found)


@lru_cache(maxsize=32_768)
def sound(word: str) -> str:
    """Roughly how a word sounds: "fizziotherapi" and "physiotherapy" are the same."""
    for letters, said in _SOUNDS:
        word = letters.sub(said, word)
    return word


_SOUNDS = tuple(
    (re.compile(letters), said)
    for letters, said in (
        (r"ph", "f"),
        (r"sc(?=[iey])", "s"),
        (r"c(?=[iey])", "s"),
        (r"ck|k|q", "c"),
        (r"(?<=[rtgc])h|^(?:p(?=s)|k(?=n))", ""),
        (r"z", "s"),
        (r"y", "i"),
        (r"(.)\1", r"\1"),
    )
)

WEAK_STEMS = WEAK | frozenset(map(stem, WEAK))
