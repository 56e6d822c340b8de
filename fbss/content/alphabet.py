"""A to Z: every name of a page, its own and the others, in the order of the alphabet."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Generic, TypeVar

from fbss.content.names import other_names

Item = TypeVar("Item")

NO_LETTER = "0-9"


@dataclass(frozen=True)
class Letter(Generic[Item]):
    """A letter with what begins with it."""

    name: str
    items: tuple[Item, ...]

    @property
    def anchor(self) -> str:
        return f"letter-{self.name.lower()}"


@dataclass(frozen=True)
class NamedPage:
    """A page with all its names."""

    title: str
    address: str
    also_called: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.also_called)


@dataclass(frozen=True)
class Line:
    """A name, and the page it leads to. `see` is that page's title where it is another one."""

    name: str
    address: str
    see: str = ""


def by_letter(items: Iterable[Item], name: Callable[[Item], str]) -> tuple[Letter[Item], ...]:
    """The items under their letters, both in order."""
    ordered = sorted(items, key=lambda item: (letter_of(name(item)), _bare(name(item))))
    grouped = groupby(ordered, lambda item: letter_of(name(item)))
    return tuple(Letter(letter, tuple(group)) for letter, group in grouped)


def letter_of(name: str) -> str:
    """The letter under which a name stands; accents do not count."""
    first = _bare(name)[:1].upper()
    return first if "A" <= first <= "Z" else NO_LETTER


def a_to_z(
    pages: Iterable[NamedPage], synonyms: Iterable[tuple[str, str]] = ()
) -> tuple[Letter[Line], ...]:
    """All names by letter. A synonym is a patient's word and the word that our pages use.

    A synonym of which no page is called so is left out: it would lead nowhere. So is a name with
    which the page's title begins: the title stands beside it.
    """
    pages = list(pages)
    lines: dict[tuple[str, str], Line] = {}
    for line in (*_names(pages), *_synonyms(pages, synonyms)):
        if not _joined(line.see).startswith(_joined(line.name) + " "):
            lines.setdefault((_joined(line.name), line.address), line)
    return by_letter(lines.values(), name=lambda line: line.name)


def _names(pages: Iterable[NamedPage]) -> Iterator[Line]:
    for page in pages:
        yield Line(page.title, page.address)
        for name in other_names(page.title, page.also_called):
            yield Line(name, page.address, page.title)


def _synonyms(pages: Iterable[NamedPage], synonyms: Iterable[tuple[str, str]]) -> Iterator[Line]:
    called: dict[str, NamedPage] = {}
    for page in pages:
        for name in page.names:
            called.setdefault(_bare(name), page)
    for lay, clinical in synonyms:
        if found := called.get(_bare(clinical)):
            yield Line(lay, found.address, found.title)


def _joined(name: str) -> str:
    """The name as readers compare it: "low-back pain" is "low back pain"."""
    return _bare(name.replace("-", " "))


@lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    """The name as it is sorted: without accents, capitals and double spaces."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())
