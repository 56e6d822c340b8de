"""Markdown read as prose: its blocks, sentences and words, without the markup."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from markdown_it.token import Token

from fbss.content import syntax


class Role(Enum):
    """What a block of text is in its page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    CODE = "code"


@dataclass(frozen=True)
class Block:
    """A stretch of prose that sentences do not cross.

    Paragraphs that follow each other are one block: an empty line ends no sentence.
    `cited` holds each source key with its place in the text; cells of one table row share `row`.
    """

    role: Role
    text: str
    cited: tuple[tuple[int, str], ...] = ()
    row: int = 0


_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+|[.,][0-9]+)*")
_SPACES = re.compile(r"\s+")
_BREAKS = frozenset(
    {"heading_open", "heading_close", "list_item_open", "list_item_close"}
    | {"th_open", "td_open", "table_close", "hr", "fence"}
)
_ROLES = {"heading_open": Role.HEADING, "th_open": Role.CELL, "td_open": Role.CELL}
_STOP = re.compile(r"[.!?…。！？؟]+[\"'”’)\]]*(?=\s|$)")
_CLOSED = re.compile(r"[.!?…。！？؟:;][\"'”’)\]]*$")
_NEXT = re.compile(r"[\s\"'“‘(\[]*(\S?)")
_LAST_WORD = re.compile(r"[\w.]+$")
_ABBREVIATIONS = frozenset(
    {"al", "approx", "ca", "cf", "dept", "dr", "fig", "incl", "jr"}
    | {"mr", "mrs", "ms", "prof", "sr", "st", "vol", "vs"}
)
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")
_CLOCK = frozenset({"a.m", "p.m"})


def plain(text: str) -> str:
    """The text on one line, without markup and without citations."""
    return " ".join(block.text for block in blocks(text))


def line_of(pieces: Sequence[Token]) -> str:
    """The same for one line that is parsed already, such as a heading."""
    return _spoken(pieces, Role.PARAGRAPH, row=0, items=0).text


def words(text: str) -> tuple[str, ...]:
    """The words of a text; markup, citations and signs are none."""
    return words_of(plain(text))


def count_words(text: str) -> int:
    """How many words a reader reads. "low-back" and "1,011" are one each."""
    return len(words(text))


def words_of(prose: str) -> tuple[str, ...]:
    """The words of prose that carries no markup (any more)."""
    return tuple(_WORD.findall(prose))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text. List items, headings and table cells end one; empty lines do not."""
    return tuple(sentence for block in blocks(text) for sentence in sentences_of(block.text))


def sentences_of(prose: str) -> Iterator[str]:
    """The sentences of one block of prose."""
    return (prose[start:end] for start, end in spans(prose))


def excerpt(text: str, words: int = 40) -> str:
    """The beginning of a text, in whole sentences of at most `words` words in all.

    Where even the first sentence is longer, it is cut between two words and ends in "…",
    so that a "not" that got lost is at least seen to be missing. Headings are left out.
    """
    kept: list[str] = []
    for sentence in _running_sentences(text):
        words -= len(words_of(sentence))
        if words < 0:
            return " ".join(kept) or _cut(sentence, words)
        kept.append(_stopped(sentence))
    return " ".join(kept)


@lru_cache(maxsize=512)
def blocks(text: str) -> tuple[Block, ...]:
    """The text as blocks of prose, in order. Empty ones are left out.

    Remembered for a while: the checks of one page ask for the same few texts again and again.
    """
    return tuple(_joined(_leaves(syntax.parse(text))))


def spans(prose: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a block begins and ends."""
    start = 0
    for stop in _STOP.finditer(prose):
        if _ends_sentence(prose, start, stop):
            yield start, stop.end()
            start = stop.end() + 1
    if prose[start:].strip():
        yield start, len(prose)


def _ends_sentence(prose: str, start: int, stop: re.Match[str]) -> bool:
    following = _NEXT.match(prose, stop.end())
    after = following[1] if following else ""
    if not after:
        return True
    if after.islower():
        return False
    return not stop[0].startswith(".") or not _abbreviates(prose, start, stop.start(), after)


def _abbreviates(prose: str, start: int, dot: int, after: str) -> bool:
    found = _LAST_WORD.search(prose, max(start, dot - 12), dot)
    if found is None:
        return False
    word = found[0].lower()
    if word == "no":
        return after.isdigit()
    if _DOTTED.fullmatch(word):
        return word not in _CLOCK
    return word in _ABBREVIATIONS or (len(word) == 1 and found.start() == start)


def _leaves(tokens: Sequence[Token]) -> Iterator[tuple[int, Block]]:
    """Each piece of text as a block, with the number of the stretch that it belongs to."""
    stretch = row = items = 0
    role = Role.PARAGRAPH
    for token in tokens:
        stretch += token.type in _BREAKS
        row += token.type == "tr_open"
        items += token.nesting if token.type.startswith("list_item") else 0
        if token.type == "fence":
            yield stretch, Block(Role.CODE, _SPACES.sub(" ", token.content).strip())
            stretch += 1
        elif token.type == "inline":
            yield stretch, _spoken(token.children or (), role, row, items)
        role = _ROLES.get(token.type, Role.PARAGRAPH)


def _spoken(pieces: Sequence[Token], role: Role, row: int, items: int) -> Block:
    """The pieces of one line of thought, put together."""
    text = ""
    cited = []
    for piece in pieces:
        if piece.type == "citation":
            text = text.rstrip()
            cited.append((len(text), piece.content))
        else:
            said = _SPACES.sub(" ", _said(piece))
            text += said.removeprefix(" ") if text[-1:] in ("", " ") else said
    role = Role.ITEM if items and role is Role.PARAGRAPH else role
    return Block(role, text.rstrip(), tuple(cited), row if role is Role.CELL else 0)


def _said(piece: Token) -> str:
    if piece.type == "picture":  # what it shows is said by its own text
        return ""
    return " " if piece.type in ("softbreak", "hardbreak") else piece.content


def _joined(leaves: Iterator[tuple[int, Block]]) -> Iterator[Block]:
    """Blocks, with those of one stretch made one."""
    held: list[Block] = []
    open_stretch = -1
    for stretch, leaf in leaves:
        if held and stretch != open_stretch and not _goes_on(held[-1], leaf):
            yield from _one(held)
            held = []
        open_stretch = stretch
        held.append(leaf)
    yield from _one(held)


def _goes_on(block: Block, leaf: Block) -> bool:
    """Whether a paragraph after a list goes on in the middle of the last item's sentence."""
    return block.role is Role.ITEM and leaf.role is Role.PARAGRAPH and leaf.text[:1].islower()


def _one(parts: list[Block]) -> Iterator[Block]:
    """The parts of a stretch as one block, or nothing where they hold nothing."""
    texts: list[str] = []
    cited: list[tuple[int, str]] = []
    length = 0
    for part in parts:
        start = length + bool(length)
        cited.extend((start + place if place else length, key) for place, key in part.cited)
        if part.text:
            texts.append(part.text)
            length = start + len(part.text)
    if texts or cited:
        yield replace(parts[0], text=" ".join(texts), cited=tuple(cited))


def _running_sentences(text: str) -> Iterator[str]:
    for block in blocks(text):
        if block.role is not Role.HEADING:
            yield from sentences_of(block.text)


def _stopped(sentence: str) -> str:
    return sentence if _CLOSED.search(sentence) else f"{sentence}."


def _cut(sentence: str, over: int) -> str:
    """The sentence without its last words: as many as `over` is below zero."""
    found = list(_WORD.finditer(sentence))[:over]
    return f"{sentence[: found[-1].end()]}…" if found else "…"
