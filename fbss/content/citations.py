"""`[@key]`: which sources a text names, which statement rests on which, and their numbers."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from fbss.content import syntax
from fbss.content.figures import has_number
from fbss.content.text import Block, Role, blocks, spans


@dataclass(frozen=True)
class Statement:
    """A sentence or table row, the sources it names, and whether it contains a number."""

    text: str
    keys: tuple[str, ...]
    has_number: bool


class Reference(NamedTuple):
    """One use of a source in a page: the number of its note, and the how-manieth use it is."""

    number: int
    use: int


class Note(NamedTuple):
    """A numbered note of a page: its source, and how often the page refers to it."""

    number: int
    key: str
    uses: int


@dataclass
class Numbering:
    """Numbers for the sources of one page, in the order of first use, shared by all its texts."""

    known: Collection[str]
    _numbers: dict[str, int] = field(default_factory=dict)
    _uses: Counter[str] = field(default_factory=Counter)

    def refer(self, key: str) -> Reference | None:
        """Count one more use of a source; None where the source is not known."""
        if key not in self.known:
            return None
        self._numbers.setdefault(key, len(self._numbers) + 1)
        self._uses[key] += 1
        return Reference(self._numbers[key], self._uses[key])

    def notes(self) -> tuple[Note, ...]:
        """The notes so far, by number."""
        return tuple(Note(n, key, self._uses[key]) for key, n in self._numbers.items())


_CITED = re.compile(rf"(?<!\\){syntax.CITATION.pattern}")
_MAY_HOLD_CODE = re.compile(r"[`~\\]")
_CITED_OR_CODE = re.compile(
    rf"""(?P<kept>
          \\.                                                            # an escaped sign
        | ^[ \t>]* (?P<fence>`{{3,}}|~{{3,}}) .*? (?: ^[ \t>]*(?P=fence) | \Z )  # a fence
        | (?<!`) (?P<ticks>`+) (?!`) (?: (?!\n\s*\n) . )*? (?<!`) (?P=ticks) (?!`)  # inline code
        )
        | [ \t]* {syntax.CITATION.pattern}""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def keys_in(text: str) -> tuple[str, ...]:
    """The keys a text cites, in order, each once. `[@key]` inside code is no citation."""
    if "[@" not in text:
        return ()
    if not _MAY_HOLD_CODE.search(text):  # most texts: no need to parse
        return _once(key.strip() for key in _CITED.findall(text))
    return _once(key for block in blocks(text) for _, key in block.cited)


def strip_citations(text: str) -> str:
    """The same Markdown without its citations; code is left as it is."""
    return _CITED_OR_CODE.sub(lambda found: found["kept"] or "", text)


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of a text. A key behind the full stop belongs to the sentence before it.

    Sentences, list items and headings are statements; so is each row of a table.
    """
    found: list[Statement] = []
    for _, group in groupby(enumerate(blocks(text)), _row_or_itself):
        members = [block for _, block in group]
        found.extend(_row(members) if members[0].role is Role.CELL else _sentences(members[0]))
    return tuple(found)


def numbers_without_source(text: str) -> tuple[Statement, ...]:
    """The statements that contain a number and name no source."""
    return tuple(found for found in statements(text) if found.has_number and not found.keys)


def _row_or_itself(numbered: tuple[int, Block]) -> tuple[str, int]:
    place, block = numbered
    return ("row", block.row) if block.role is Role.CELL else ("block", place)


def _row(cells: list[Block]) -> Iterator[Statement]:
    keys = _once(key for cell in cells for _, key in cell.cited)
    text = " | ".join(cell.text for cell in cells if cell.text)
    yield Statement(text, keys, any(has_number(cell.text) for cell in cells))


def _sentences(block: Block) -> Iterator[Statement]:
    if block.role is Role.CODE:
        return
    begin = -1
    for _, end in spans(block.text):
        keys = _once(key for place, key in block.cited if begin < place <= end)
        text = block.text[max(begin, 0) : end].strip()
        yield Statement(text, keys, has_number(text))
        begin = end


def _once(keys: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
