"""The Markdown this site speaks: CommonMark and tables, plus `[@key]` for a source.

`![key]` on a line of its own is a picture of the library.

Left out on purpose: HTML, images from elsewhere, indented code, headings by underline and link
references. None of them is needed here, and each turns a slip of the keyboard into something else.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

CITATION = re.compile(r"\[@([^\[\]\n]{1,100})\]")
PICTURE = re.compile(r"!\[([a-z0-9]+(?:-[a-z0-9]+)*)\](?![(\[])")
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_NOT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCHEME = re.compile(r"([^/?#:]*):")  # also what is none, such as "%6Aavascript:"
_LEFT_OUT = ("code", "html_block", "html_inline", "image", "lheading", "reference")


def parse(text: str) -> list[Token]:
    """The blocks of a text. Takes any string."""
    return _MARKDOWN.parse(tidy(text))


def parse_inline(text: str) -> list[Token]:
    """A text of one line, with no blocks: one token that holds the pieces."""
    return _MARKDOWN.parseInline(tidy(text))


def to_html(tokens: Sequence[Token]) -> str:
    """The tokens as HTML, not yet sanitised."""
    html: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return html


def tidy(text: str) -> str:
    """The text with a visible mark for each character that UTF-8 or XML cannot carry."""
    return _NOT_FOR_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    found = CITATION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("citation", "", 0).content = found[1].strip()
    state.pos = found.end()
    return True


def _picture(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    found = PICTURE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("picture", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _is_link_allowed(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[1].lower() in LINK_SCHEMES


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})
    markdown.enable("table").disable(_LEFT_OUT)
    markdown.inline.ruler.before("link", "citation", _citation)
    markdown.inline.ruler.before("link", "picture", _picture)
    markdown.validateLink = _is_link_allowed  # type: ignore[method-assign]  # its documented hook
    return markdown


_MARKDOWN = _markdown()
