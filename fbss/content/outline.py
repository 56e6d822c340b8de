"""The sections of a text: for its contents list, and to see which are too long."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from fbss.content import syntax
from fbss.content.text import count_words, line_of

TOP_LEVEL, LOWEST_LEVEL = 2, 6
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Section:
    """A heading and the Markdown below it, up to the next heading.

    What stands before the first heading is a section of level 0 without title and anchor.
    """

    level: int
    title: str
    anchor: str
    text: str
    words: int


@dataclass
class Anchors:
    """The anchors of one page, so that no two are the same."""

    _taken: set[str] = field(default_factory=set)
    _again: Counter[str] = field(default_factory=Counter)

    def make(self, title: str) -> str:
        """An anchor for a heading: "part-tests-and-scans", then "part-tests-and-scans-2"."""
        anchor = plain_anchor = "-".join(["part", *_WORD.findall(_ascii(title))])
        while anchor in self._taken:
            self._again[plain_anchor] += 1
            anchor = f"{plain_anchor}-{self._again[plain_anchor] + 1}"
        self._taken.add(anchor)
        return anchor


def sections(text: str, *, heading_offset: int = 0) -> tuple[Section, ...]:
    """The sections of a text in order, with the anchors that its rendering gives them."""
    anchors = Anchors()
    lines = _lines(text)
    return tuple(
        _section(lines[start:end], tokens, anchors, heading_offset)
        for start, end, tokens in _cuts(syntax.parse(text), len(lines))
        if tokens or "\n".join(lines[start:end]).strip()
    )


def level_on_page(tag: str, heading_offset: int) -> int:
    """The level at which a heading of a text appears: never the page's own h1, never below h6."""
    return min(max(int(tag[1:]) + heading_offset, TOP_LEVEL), LOWEST_LEVEL)


def is_section_heading(token: Token) -> bool:
    """Whether a heading opens a section: one inside a list or a quotation does not."""
    return token.type == "heading_open" and token.level == 0


def title_of(heading: Token) -> str:
    """The words of a heading, given its inline token."""
    return line_of(heading.children or ())


def _cuts(
    tokens: Sequence[Token], end: int
) -> Iterator[tuple[int, int, tuple[Token, Token] | None]]:
    """Where each section begins and ends, in lines, and the two tokens of its heading."""
    heads = [pair for pair in pairwise(tokens) if is_section_heading(pair[0])]
    starts = [head[0].map[0] if head[0].map else 0 for head in heads]
    yield 0, (starts or [end])[0], None
    for head, (start, stop) in zip(heads, pairwise([*starts, end]), strict=True):
        yield start, stop, head


def _section(
    lines: Sequence[str], heading: tuple[Token, Token] | None, anchors: Anchors, offset: int
) -> Section:
    if heading is None:
        text = "\n".join(lines).strip()
        return Section(0, "", "", text, count_words(text))
    opening, inline = heading
    title, text = title_of(inline), "\n".join(lines[1:]).strip()
    level = level_on_page(opening.tag, offset)
    return Section(level, title, anchors.make(title), text, count_words(text))


def _lines(text: str) -> list[str]:
    """The lines as the parser counts them."""
    return re.sub(r"\r\n?", "\n", syntax.tidy(text)).split("\n")


def _ascii(title: str) -> str:
    return unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
