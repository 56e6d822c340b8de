"""`![key]` on a line of its own: a picture of the library, with its text and its caption."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from fbss.content import syntax
from fbss.content.links import strings_of

# How wide a picture stands in the column of text.
SIZES = "(min-width: 44rem) 42rem, 100vw"


@dataclass(frozen=True)
class Rendition:
    """One width of a picture, in two formats."""

    width: int
    height: int
    webp: str
    fallback: str


@dataclass(frozen=True)
class PictureText:
    """A picture as pages show it. `renditions` is never empty; the widest comes last."""

    key: str
    alt: str
    renditions: tuple[Rendition, ...]
    caption: str = ""
    credit: str = ""


# Fields of one line; running text is in the others.
ONE_LINE = frozenset({"title", "short_answer", "aim", "service", "lead"})
_CODE = re.compile(r"[`~\\]")


def picture_keys(text: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of the pictures that the fields of a text show, in order, each once."""
    found: dict[str, None] = {}
    for value in text.values():
        if isinstance(value, str):
            found.update(dict.fromkeys(keys_in(value)))
    return tuple(found)


def keys_in(markdown: str) -> tuple[str, ...]:
    """The keys of the pictures in a text, in order; `![key]` inside code is none."""
    if "![" not in markdown:
        return ()
    if not _CODE.search(markdown):
        return tuple(dict.fromkeys(syntax.PICTURE.findall(markdown)))
    pieces = (piece for token in syntax.parse(markdown) for piece in token.children or ())
    return tuple(dict.fromkeys(piece.content for piece in pieces if piece.type == "picture"))


def misplaced(text: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of pictures that do not stand on a line of their own in running text, in order."""
    found: dict[str, None] = {}
    for name, value in text.items():
        alone = _alone_in(value) if isinstance(value, str) and name not in ONE_LINE else set()
        for string in strings_of(value):
            found.update(dict.fromkeys(key for key in keys_in(string) if key not in alone))
    return tuple(found)


def _alone_in(markdown: str) -> set[str]:
    """The keys of pictures of which every use in a text is a paragraph of its own."""
    if "![" not in markdown:
        return set()
    alone: set[str] = set()
    within: set[str] = set()
    tokens = syntax.parse(markdown)
    for before, token in pairwise(tokens):
        keys = {piece.content for piece in token.children or () if piece.type == "picture"}
        is_own = before.type == "paragraph_open" and len(token.children or ()) == 1
        (alone if is_own else within).update(keys)
    return alone - within


def figure(picture: PictureText) -> str:
    """The HTML of a picture. It keeps its place while it loads, and loads when it comes near."""
    widest = picture.renditions[-1]
    webp = ", ".join(f"{one.webp} {one.width}w" for one in picture.renditions)
    fallback = ", ".join(f"{one.fallback} {one.width}w" for one in picture.renditions)
    return (
        '<figure class="picture"><picture>'
        f'<source type="image/webp" srcset="{escape(webp)}" sizes="{SIZES}">'
        f'<img src="{escape(widest.fallback)}" srcset="{escape(fallback)}" sizes="{SIZES}"'
        f' alt="{escape(picture.alt)}" width="{widest.width}" height="{widest.height}"'
        ' loading="lazy" decoding="async"></picture>'
        f"{_caption(picture)}</figure>"
    )


def _caption(picture: PictureText) -> str:
    said = " ".join(filter(None, (picture.caption, picture.credit)))
    return f"<figcaption>{escape(said)}</figcaption>" if said else ""
