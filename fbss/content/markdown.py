"""Markdown to safe HTML: one way for preview, page, feed, API and pack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import nh3
from markdown_it.token import Token

from fbss.content import outline, syntax
from fbss.content.citations import Numbering
from fbss.content.glossary import Glossary, Mention
from fbss.content.pictures import PictureText, figure

# Some eight thousand words; the worst input of that length renders in half a second.
MAX_CHARACTERS = 50_000

_TAGS = frozenset(
    {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "blockquote"}
    | {"figure", "figcaption", "picture", "source", "img"}
    | {"code", "pre", "hr", "br", "sup", "mark", "table", "thead", "tbody", "tr", "th", "td"}
)
_ATTRIBUTES = {
    "a": {"href", "title", "id", "aria-label", "data-word"},
    "th": {"scope"},
    "ol": {"start"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "source": {"type", "srcset", "sizes"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLASSES = {"a": {"word"}, "sup": {"note"}, "mark": {"unknown-source"}, "figure": {"picture"}}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    url_schemes=set(syntax.LINK_SCHEMES),
    link_rel=None,  # no link opens a new window, and the site sends no referrer
)
_NO_WORDS_IN = frozenset({"heading", "blockquote", "th"})


class TextTooLong(ValueError):
    """The text is longer than a page may be."""

    def __init__(self, length: int) -> None:
        super().__init__(f"The text has {length:,} characters; at most {MAX_CHARACTERS:,} fit.")
        self.length = length


@dataclass(frozen=True)
class Heading:
    """A heading as it stands on the page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Rendered:
    """Safe HTML, the headings in it, and the slugs of the words that it links, in order of slug."""

    html: str
    headings: tuple[Heading, ...] = ()
    words: tuple[str, ...] = ()


@dataclass
class Margin:
    """What the texts of one page share: numbered notes, words explained once, unique anchors.

    Make one for each page and hand it to every `render()` of that page, in reading order.
    `explained` holds the slugs of words that are not linked (any more); begin it with the
    page's own word.
    """

    numbering: Numbering = field(default_factory=lambda: Numbering(frozenset()))
    glossary: Glossary = field(default_factory=Glossary)
    explained: set[str] = field(default_factory=set)
    anchors: outline.Anchors = field(default_factory=outline.Anchors)
    pictures: Mapping[str, PictureText] = field(default_factory=dict)


def render(text: str, margin: Margin | None = None, *, heading_offset: int = 0) -> Rendered:
    """A text as safe HTML. Takes any string of at most MAX_CHARACTERS."""
    _check_length(text)
    return _Sheet(margin or Margin(), heading_offset).render(syntax.parse(text))


def render_inline(text: str, margin: Margin | None = None) -> Rendered:
    """A text of one line as safe HTML without a paragraph around it: no lists, no headings."""
    _check_length(text)
    return _Sheet(margin or Margin()).render(syntax.parse_inline(text))


def clean(html: str) -> str:
    """The HTML with nothing left in it that this site does not write."""
    return syntax.tidy(_CLEANER.clean(html))


def _check_length(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(len(text))


@dataclass
class _Sheet:
    """One text on its way to HTML."""

    margin: Margin
    heading_offset: int = 0
    headings: list[Heading] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def render(self, tokens: Sequence[Token]) -> Rendered:
        html = syntax.to_html(list(self._annotated(tokens)))
        # A note's number stays on the line of the word before it.
        html = html.replace(' <sup class="note">', '&nbsp;<sup class="note">')
        return Rendered(clean(html), tuple(self.headings), tuple(sorted(self.words)))

    def _annotated(self, tokens: Sequence[Token]) -> Iterator[Token]:
        around: list[str] = []
        for place, token in enumerate(tokens):
            _step(around, token)
            if token.type.startswith("heading"):
                self._place_heading(token, tokens[place + 1 : place + 2])
            elif token.type == "th_open":
                token.attrs = {"scope": "col"}
            elif token.children:
                may_link = _NO_WORDS_IN.isdisjoint(around)
                if around[-1:] == ["paragraph"] and _is_picture(token):
                    # A figure stands where a paragraph would.
                    tokens[place - 1].hidden = tokens[place + 1].hidden = True
                    token.children = [_raw(self._figure(token.children[0].content))]
                else:
                    token.children = list(self._pieces(token.children, may_link=may_link))
            yield token

    def _place_heading(self, token: Token, inline: Sequence[Token]) -> None:
        level = outline.level_on_page(token.tag, self.heading_offset)
        if outline.is_section_heading(token):
            title = outline.title_of(inline[0])
            anchor = self.margin.anchors.make(title)
            self.headings.append(Heading(level, title, anchor))
            token.attrSet("id", anchor)
        token.tag = f"h{level}"

    def _pieces(self, pieces: Sequence[Token], *, may_link: bool) -> Iterator[Token]:
        links = 0
        for piece in _unbroken(pieces):
            links += piece.nesting if piece.type.startswith("link") else 0
            if piece.type == "citation":
                yield _raw(self._note(piece.content))
            elif piece.type == "picture":
                yield _raw(_marked(f"![{piece.content}]: give it a line of its own"))
            elif piece.type == "text" and may_link and not links:
                yield from self._linked(piece.content)
            else:
                yield piece

    def _note(self, key: str) -> str:
        reference = self.margin.numbering.refer(key)
        if reference is None:
            return _marked(f"[@{key}: unknown source]")
        number, use = reference
        return (
            f'<sup class="note"><a href="#note-{number}" id="ref-{number}-{use}"'
            f' aria-label="Source {number}">{number}</a></sup>'
        )

    def _figure(self, key: str) -> str:
        picture = self.margin.pictures.get(key)
        return figure(picture) if picture else f"<p>{_marked(f'![{key}]: unknown picture')}</p>"

    def _linked(self, text: str) -> Iterator[Token]:
        done = 0
        for mention in self.margin.glossary.mentions(text):
            if mention.word.slug not in self.margin.explained:
                yield _plain(text[done : mention.start])
                yield _raw(self._word_link(mention, text))
                done = mention.end
        yield _plain(text[done:])

    def _word_link(self, mention: Mention, text: str) -> str:
        word = mention.word
        self.margin.explained.add(word.slug)
        self.words.add(word.slug)
        typed = escape(text[mention.start : mention.end])
        address, slug = escape(word.address), escape(word.slug)
        return f'<a class="word" href="{address}" data-word="{slug}">{typed}</a>'


def _is_picture(inline: Token) -> bool:
    """Whether a paragraph holds a picture and nothing else."""
    return [piece.type for piece in inline.children or ()] == ["picture"]


def _marked(fault: str) -> str:
    return f'<mark class="unknown-source">{escape(fault)}</mark>'


def _step(around: list[str], token: Token) -> None:
    """Keep the names of the blocks around the place where the token stands."""
    if token.nesting > 0:
        around.append(token.type.removesuffix("_open"))
    elif token.nesting < 0:
        around.pop()


def _unbroken(pieces: Sequence[Token]) -> Iterator[Token]:
    """The pieces, with lines of text joined: a word of two words may stand on two lines."""
    held: Token | None = None
    for piece in pieces:
        said = "\n" if piece.type == "softbreak" else piece.content
        if piece.type not in ("text", "softbreak"):
            yield from (held,) if held else ()
            held = None
            yield piece
        else:
            held = _plain(held.content + said if held else said)
    yield from (held,) if held else ()


def _plain(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _raw(html: str) -> Token:
    """HTML of our own making; the renderer passes it on as it is."""
    return Token("html_inline", "", 0, content=html)
