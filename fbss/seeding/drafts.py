"""From a raw text alone to drafts of FAQs, which wait for an editor. Pure."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from fbss.content.fingerprint import fingerprint
from fbss.content.vocabulary import Need

from .documents import Document
from .nodes import MOST_KEY_LETTERS
from .raw import Pair
from .shapes import SHAPES

MOST_TITLE_LETTERS = 120

# Whether a draft of a raw text (its file's name) may have a key.
IsFree = Callable[[str, str], bool]


def draft_documents(
    raw: Mapping[str, list[Pair]], is_free: IsFree = lambda _key, _file: True
) -> list[Document]:
    """One draft for each question; a question asked twice keeps both answers."""
    asked: dict[str, list[tuple[str, Pair]]] = {}
    for file, pairs in raw.items():
        for pair in pairs:
            asked.setdefault(pair.question, []).append((file, pair))
    keys = _Keys(is_free)
    return [_draft(places, keys) for places in asked.values()]


def _draft(places: list[tuple[str, Pair]], keys: _Keys) -> Document:
    file, first = places[0]
    key = keys.take(first.question, file)
    answers = dict.fromkeys(_answer(pair) for _file, pair in places)
    text = _empty_faq() | {
        "title": title_of(first.question),
        "also_asked": [first.question],
        "body": "\n\n".join(answers),
    }
    return Document(
        kind="faq",
        key=key,
        slug=key,
        file=file,
        line=first.first_line,
        text=json.dumps(text, ensure_ascii=False),
        fingerprint=fingerprint(text),
        draft=True,
    )


def _answer(pair: Pair) -> str:
    return f"{pair.answer}\n\n{pair.printed_date}" if pair.printed_date else pair.answer


def _empty_faq() -> dict[str, object]:
    fields = {
        name: list(wanted.default) if isinstance(wanted.default, list) else wanted.default
        for name, wanted in SHAPES["faq"].fields.items()
        if name not in ("key", "slug")
    }
    return fields | {"need": Need.MEANING.value, "edited": _today()}


def _today() -> str:
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def title_of(question: str) -> str:
    """The question if it is short, else its last sentence, else its beginning."""
    last = re.split(r"(?<=[.!?])\s+", question)[-1]
    for title in (question, last):
        if len(title) <= MOST_TITLE_LETTERS:
            return title
    return question[: MOST_TITLE_LETTERS - 1].rstrip() + "…"


@dataclass(slots=True)
class _Keys:
    """Keys made of the words of questions, each given once."""

    is_free: IsFree
    taken: set[str] = field(default_factory=set)
    # What is left for each beginning: a thousand questions without a Latin letter share one.
    left: dict[str, Iterator[str]] = field(default_factory=dict)

    def take(self, question: str, file: str) -> str:
        stem = _slug(question)[: MOST_KEY_LETTERS - 8].strip("-") or "question"
        keys = self.left.setdefault(stem, _numbered(stem))
        key = next(key for key in keys if key not in self.taken and self.is_free(key, file))
        self.taken.add(key)
        return key


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
