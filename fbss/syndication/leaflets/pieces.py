"""Safe HTML as plain pieces: blocks that hold pieces of a line. Values in, values out.

A piece of a line is a text, or a mapping that says what it `is` and what is `in` it. So is a block.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import html as markup

from .letters import shown

Piece = str | dict[str, Any]
Block = dict[str, Any]
Absolute = Callable[[str], str]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p", "ul", "ol", "blockquote", "pre", "hr", "table", *_HEADINGS}
_STYLES = {"strong", "em", "code", "mark", "sup"}


def line_of(html: str, absolute: Absolute) -> list[Piece]:
    """The pieces of one line of HTML; `absolute` makes an address of a path."""
    return list(_Reader(absolute).pieces(_parsed(html)))


def blocks_of(html: str, absolute: Absolute) -> list[Block]:
    """The blocks of some HTML."""
    return list(_Reader(absolute).blocks(_parsed(html)))


def paragraph(*pieces: Piece) -> Block:
    return {"is": "p", "in": list(pieces)}


def strong(text: str) -> Piece:
    return {"is": "strong", "in": [text]}


def link(address: str, *pieces: Piece) -> Piece:
    return {"is": "link", "to": address, "in": list(pieces)}


def heading(level: int, *pieces: Piece) -> Block:
    return {"is": "h", "level": level, "in": list(pieces)}


def bullets(items: list[list[Piece]]) -> Block:
    return {"is": "ul", "items": [[paragraph(*item)] for item in items]}


def in_steps(blocks: Iterable[Block], above: int) -> list[Block]:
    """The blocks with no level of heading left out and none empty: readers by ear count on it."""
    stepped, last = [], above
    for block in blocks:
        if block["is"] == "h":
            if not said(block["in"]):
                continue
            last = min(block["level"], last + 1)
            block = {**block, "level": last}
        stepped.append(block)
    return stepped


def said(pieces: Iterable[Piece]) -> str:
    """The words of a line, as far as they can be shown."""
    texts = (one if isinstance(one, str) else said(one.get("in", ())) for one in pieces)
    return shown("".join(texts)).strip()


def _parsed(html: str) -> Any:
    return markup.fragment_fromstring(html, create_parent="div")


class _Reader:
    def __init__(self, absolute: Absolute) -> None:
        self.absolute = absolute

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Blocks as they are, and a paragraph for each stretch of pieces between them."""
        line: list[Piece] = []
        for child in _children(parent):
            if isinstance(child, str) or child.tag not in _BLOCKS:
                line.extend(self.piece(child))
                continue
            yield from _paragraphs(line)
            line = []
            yield self.block(child)
        yield from _paragraphs(line)

    def block(self, element: Any) -> Block:
        tag = element.tag
        if tag in _HEADINGS:
            return heading(_HEADINGS[tag], *self.pieces(element))
        if tag in ("ul", "ol"):
            items = [list(self.blocks(item)) for item in element.iterchildren("li")]
            return {"is": tag, "items": items, "start": int(element.get("start") or 1)}
        if tag == "blockquote":
            return {"is": "quote", "in": list(self.blocks(element))}
        if tag == "pre":
            return {"is": "pre", "text": element.text_content()}
        if tag == "table":
            return self.table(element)
        return {"is": "hr"} if tag == "hr" else paragraph(*self.pieces(element))

    def table(self, element: Any) -> Block:
        head, *rows = [
            [list(self.pieces(cell)) for cell in row.iterchildren("th", "td")]
            for row in element.iter("tr")
        ]
        return {"is": "table", "caption": "", "head": head, "rows": rows}

    def pieces(self, parent: Any) -> Iterator[Piece]:
        for child in _children(parent):
            yield from self.piece(child)

    def piece(self, child: Any) -> Iterator[Piece]:
        if isinstance(child, str):
            yield child.replace("\n", " ")
        elif child.tag == "br":
            yield {"is": "br"}
        elif child.tag == "img":
            yield f"[Picture: {child.get('alt')}] "
        elif child.tag == "sup" and child.get("class") == "note":
            yield {"is": "note", "number": int(child.text_content())}
        elif child.tag == "a":
            yield from self.anchor(child)
        elif child.tag in _STYLES:
            yield {"is": child.tag, "in": list(self.pieces(child))}
        else:
            yield from self.pieces(child)

    def anchor(self, child: Any) -> Iterator[Piece]:
        """A link, but for words: a leaflet explains them at its end."""
        address = child.get("href") or "#"
        if child.get("class") == "word" or address.startswith("#"):
            yield from self.pieces(child)
            return
        is_path = address.startswith("/") and not address.startswith("//")
        yield link(self.absolute(address) if is_path else address, *self.pieces(child))


def _children(parent: Any) -> Iterator[Any]:
    """Texts and elements, in order."""
    if parent.text:
        yield parent.text
    for child in parent:
        yield child
        if child.tail:
            yield child.tail


def _paragraphs(line: list[Piece]) -> Iterator[Block]:
    if any(not isinstance(piece, str) or piece.strip() for piece in line):
        yield paragraph(*line)
