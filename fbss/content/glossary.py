"""The glossary as texts meet it: which words are explained, and where they occur."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from fbss.content import names


@dataclass(frozen=True)
class GlossaryWord:
    """A word with a page of its own, and the other forms in which texts use it."""

    slug: str
    title: str
    also_called: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All that a text may call it."""
        return (self.title, *self.also_called)

    @property
    def address(self) -> str:
        """Where it is explained."""
        return f"/words/{self.slug}/"


class Mention(NamedTuple):
    """A place in a text that names a word."""

    start: int
    end: int
    word: GlossaryWord


@dataclass(frozen=True)
class Glossary:
    """All words that texts may link to. Its pattern is compiled once for the same words."""

    words: tuple[GlossaryWord, ...] = ()

    def mentions(self, text: str) -> Iterator[Mention]:
        """Each place that names a word, the longest name first, in the order of the text."""
        for found in self._pattern.finditer(text):
            if word := self._word(found[0]):
                yield Mention(found.start(), found.end(), word)

    def _word(self, typed: str) -> GlossaryWord | None:
        typed = names.spaced(typed)
        return self._by_form.get(typed) or self._by_form.get(typed.casefold())

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return names.pattern(frozenset(form for word in self.words for form in word.forms))

    @cached_property
    def _by_form(self) -> dict[str, GlossaryWord]:
        """Words by form; of two words with one form, the one that stands first."""
        found: dict[str, GlossaryWord] = {}
        for word in self.words:
            for form in map(names.spaced, word.forms):
                found.setdefault(form if names.is_abbreviation(form) else form.casefold(), word)
        return found
