"""From a published text to what search keeps of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from fbss.content.citations import strip_citations
from fbss.content.text import plain
from fbss.content.vocabulary import Kind

from .naming import BETWEEN_NAMES
from .stems import LIGHT, MOST_LETTERS_OF_A_WORD, Table, stems_of, words_written

MOST_STEMS = 20_000
LEAST_LETTERS = 2

_LINK_TARGET = re.compile(r"\]\([^)\s]*\)|\[@[^\]]*\]")
_MARKUP = re.compile(r"[*_`#|\[\]\\<>&]")

# What each kind shows of itself in a list of results, and what it says up front and further down.
_SHOWN = {
    Kind.TOPIC: ("key_messages",),
    Kind.FAQ: ("short_answer",),
    Kind.TREATMENT: ("key_messages",),
    Kind.PAGE: ("aim",),
    Kind.WORD: ("definition",),
    Kind.CARD: ("lead", "signs"),
}
_ARTICLE_SUMMARY = ("aim", "key_messages")
_ARTICLE_BODY = ("body", "what_you_can_do", "questions_to_ask")
_SUMMARY = {
    Kind.TOPIC: _ARTICLE_SUMMARY,
    Kind.FAQ: ("short_answer", *_ARTICLE_SUMMARY),
    Kind.TREATMENT: _ARTICLE_SUMMARY,
    Kind.PAGE: _ARTICLE_SUMMARY,
    Kind.WORD: ("definition",),
    Kind.CARD: ("lead", "signs"),
}
_BODY = {
    Kind.TOPIC: _ARTICLE_BODY,
    Kind.FAQ: _ARTICLE_BODY,
    Kind.TREATMENT: (
        "how_it_works",
        "what_happens",
        "outcomes",
        "if_nothing",
        "life_impact",
        "suits",
        "does_not_suit",
        "effort",
        "not_known",
        "certainty",
        *_ARTICLE_BODY,
    ),
    Kind.PAGE: _ARTICLE_BODY,
    Kind.WORD: (),
    Kind.CARD: ("service", "advice"),
}
_NAMES = ("also_called", "also_asked")
# Parts of a row that a reader reads as words.
_ROW_TEXTS = ("outcome", "comparator", "note", "about")


def fields_of(kind: Kind) -> tuple[str, ...]:
    """The fields of a text that search reads."""
    names = (
        () if kind is Kind.CARD else ("also_called", "also_asked")[: 2 if kind is Kind.FAQ else 1]
    )
    return tuple(dict.fromkeys(("title", *names, *_SUMMARY[kind], *_BODY[kind])))


@dataclass(frozen=True, slots=True)
class Document:
    """What search keeps of one text."""

    title: str
    names: list[str]
    summary: str
    passages: list[str]
    name_words: str
    summary_words: str
    body_words: str
    claim_words: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage of the raw seed under the question that answers it."""

    key: str
    question: str
    answer: str


def document(kind: Kind, text: Mapping[str, Any], passages: Sequence[Asked] = ()) -> Document:
    """The document of a text, with the passages that its page quotes."""
    title = text["title"]
    names = [name for field in _NAMES for name in text.get(field, ())]
    read = _Reader()
    all_names = dict.fromkeys(
        read.stems(name, weak=True)
        for name in (title, *names, *(passage.question for passage in passages))
    )
    return Document(
        title=title,
        names=names,
        summary=_shown(_texts(text, _SHOWN[kind])),
        passages=[passage.key for passage in passages],
        name_words=BETWEEN_NAMES.join(filter(None, all_names)),
        summary_words=read.stems(*_texts(text, _SUMMARY[kind])),
        body_words=read.stems(*_texts(text, _BODY[kind])),
        claim_words=read.stems(*(passage.answer for passage in passages)),
        words=read.words(),
    )


class _Reader:
    """Reads the parts of one text and remembers the words."""

    def __init__(self) -> None:
        self._read: list[list[str]] = []

    def words(self) -> str:
        """Each word that is learnt, once, in the order of reading."""
        unique = dict.fromkeys(chain.from_iterable(self._read))
        return " ".join(_LEARNT.of(unique))

    def stems(self, *texts: str, weak: bool = False) -> str:
        prose = "\n".join(texts)
        if not prose:
            return ""
        if "[" in prose:
            prose = _LINK_TARGET.sub(" ", prose)
        words = words_written(prose)
        self._read.append(words)
        return " ".join(stems_of(words, weak=weak)[:MOST_STEMS])


def _learnt(word: str) -> str:
    is_word = LEAST_LETTERS <= len(word) <= MOST_LETTERS_OF_A_WORD and not word.isdecimal()
    return word if is_word and word not in LIGHT else ""


_LEARNT = Table(_learnt)


def _texts(text: Mapping[str, Any], fields: Iterable[str]) -> list[str]:
    return [part for field in fields for part in _parts(text.get(field))]


def _parts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [value[name] for name in _ROW_TEXTS if value.get(name)]
    return [part for item in value or () for part in _parts(item)]


def _shown(texts: Sequence[str]) -> str:
    """Whole sentences without markup: nothing is cut that could hold a "not"."""
    text = " ".join(texts)
    if "[@" in text:
        text = strip_citations(text)
    return plain(text) if _MARKUP.search(text) else " ".join(text.split())
