"""How hard a page is to read: its grade, and which sentences and words make it so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fbss.content import readability, text

from .house import AIMED_GRADE, is_hard
from .page import LONGEST_SENTENCE, Page
from .pemat import HIGHEST_GRADE

# So many of each are shown; who has mended them sees the next ones.
MOST = 12
# Of fewer words the formula says nothing about a sentence.
_LEAST_WORDS = 8
_HARD_GRADE = 10.0


@dataclass(frozen=True)
class HardSentence:
    """A sentence with the field it stands in, its words and its own grade."""

    field: str
    text: str
    words: int
    grade: float

    @property
    def is_long(self) -> bool:
        return self.words > LONGEST_SENTENCE


@dataclass(frozen=True)
class HardWord:
    """A word that many do not know, the field where it comes first, and how often it comes."""

    field: str
    word: str
    count: int


@dataclass(frozen=True)
class Reading:
    """How hard a page is to read, the hardest sentences and the commonest hard words first."""

    grade: float | None
    sentences: tuple[HardSentence, ...]
    words: tuple[HardWord, ...]

    @property
    def verdict(self) -> str:
        """What to do about the grade, in a few words."""
        if self.grade is None:
            return "There is nothing to read yet."
        if self.grade > HIGHEST_GRADE:
            return f"Too hard: at most {HIGHEST_GRADE:.0f}."
        return "Good." if self.grade <= AIMED_GRADE else f"Aim for {AIMED_GRADE:.0f}."


def reading(page: Page) -> Reading:
    """The reading grade of a page with what is behind it."""
    hard = sorted(_sentences(page), key=lambda sentence: -sentence.grade)
    return Reading(page.grade, tuple(hard[:MOST]), tuple(_words(page)[:MOST]))


def _sentences(page: Page) -> Iterator[HardSentence]:
    names = page.facts.library.medical_names
    for field, said in page.sentences:
        words = len(text.words_of(said))
        grade = readability.grade(said, medical_names=names).value or 0.0
        if words > LONGEST_SENTENCE or (words >= _LEAST_WORDS and grade > _HARD_GRADE):
            yield HardSentence(field, said, words, grade)


def _words(page: Page) -> list[HardWord]:
    title = (page.line("title"), *page.lines("also_called"))
    own = {word.lower() for name in title for word in text.words_of(name)}
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for field, part in page.prose:
        said = [word.lower() for word in text.words(part)]
        for word in readability.hard_words(part, page.facts.library.explained):
            if is_hard(word) and word not in own:
                first.setdefault(word, field)
                counts[word] += said.count(word)
    return [HardWord(first[word], word, count) for word, count in counts.most_common()]
