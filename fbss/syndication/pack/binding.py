"""Binds pages of the site into one page: HTML in, HTML out. Pure.

In the file an address is an anchor: `/questions/what-is-it/` is `#questions/what-is-it/`, and what
stands inside that page begins with its anchor.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urldefrag

from lxml import etree
from lxml import html as markup

from fbss.syndication.site import Site

# What needs the server, or stands elsewhere in the file already.
LEFT_OUT = (
    "breadcrumbs",
    "change-list",
    "contents-list",
    "feedback-form",
    "filter-form",
    "leaflet-links",
    "letter-list",
    "pagination",
    "previous-next",
    "word-button",
    "word-notes",
)
# Attributes that name an element by its id; each may name several.
NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
_LAST_HEADING = 6


@dataclass(frozen=True)
class Leaf:
    """A page of the file: its anchor, its title and what it says."""

    anchor: str
    title: str
    element: Any
    # The sheets that the page loads, in order.
    sheets: tuple[str, ...] = ()


def anchor_of(address: str) -> str:
    """Where a page of the site stands in the file."""
    return address.lstrip("/") or "home"


def leaf_of(address: str, page: str, level: int) -> Leaf:
    """What a page says, ready to stand among others, with its title as a heading of this level."""
    document = markup.document_fromstring(page)
    sheets = document.xpath("//link[@rel='stylesheet']")
    main = document.get_element_by_id("main")
    for element in [*main.iter("link"), *_left_out(main)]:
        element.drop_tree()
    _say_pictures(main)
    heading = next(main.iter("h1"), None)
    title = " ".join(heading.text_content().split()) if heading is not None else address
    anchor = anchor_of(address)
    main.tag = "section"
    main.attrib.clear()
    main.set("class", "pack-page")
    main.set("data-page", title)
    _name_apart(main, anchor)
    main.set("id", anchor)
    _shorten_sources(main)
    _step_down(main, level - 1)
    return Leaf(anchor, title, main, tuple(sheet.get("href") for sheet in sheets))


def _say_pictures(main: Any) -> None:
    """The file carries no pictures; what each of them shows is said in its place."""
    for picture in list(main.iter("picture")):
        said = picture.makeelement("p")
        said.text = f"[Picture: {next(picture.iter('img')).get('alt')}]"
        said.tail = picture.tail
        picture.getparent().replace(picture, said)


def anchor_lines(leaf: Leaf, folder: str, tags: Collection[str]) -> None:
    """Let each line of a list, with one of these tags, stand for the page that it links to."""
    for link in list(leaf.element.iter("a")):
        address = link.get("href", "")
        line = link.getparent()
        if address.startswith(folder) and address != folder and line.tag in tags:
            line.set("id", anchor_of(address))
            link.drop_tag()


def bind(leaves: Iterable[Leaf], site: Site) -> None:
    """Let links between the pages lead to each other, and all others to the site itself."""
    held = list(leaves)
    anchors = {one.get("id") for leaf in held for one in leaf.element.iter() if one.get("id")}
    anchors |= {f"{leaf.anchor.partition('/')[0]}/" for leaf in held}
    for leaf in held:
        for link in leaf.element.iter("a"):
            address = link.get("href", "")
            if address.startswith("/"):
                link.set("href", _bound(address, anchors, site))


def _bound(address: str, anchors: set[str], site: Site) -> str:
    page, part = urldefrag(address)
    anchor = anchor_of(page)
    inside = f"{anchor}:{part}"
    if part and inside in anchors:
        return f"#{inside}"
    return f"#{anchor}" if anchor in anchors else site.url(address)


@dataclass(frozen=True)
class File:
    """The finished file, and what a browser may let it do."""

    text: str
    policy: str


def finished(shell: str, groups: Iterable[tuple[str, list[Leaf]]], style: str, script: str) -> File:
    """The file: the shell with its pages, its style and its script, and a policy for just these."""
    document = markup.document_fromstring(shell)
    for name, leaves in groups:
        place = document.get_element_by_id(f"group-{name}")
        place.extend(leaf.element for leaf in leaves)
    document.find("head").append(_with_text("style", style))
    running = _with_text("script", script)
    running.set("type", "module")
    document.find("body").append(running)
    policy = policy_for(style, script)
    document.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].set("content", policy)
    text = markup.tostring(document, encoding="unicode", doctype="<!doctype html>")
    return File(text, policy)


def policy_for(style: str, script: str) -> str:
    """What the file may do: nothing but use its own style and script."""
    return (
        f"default-src 'none'; style-src '{_mark(style)}'; script-src '{_mark(script)}';"
        " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _mark(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _with_text(tag: str, text: str) -> Any:
    if "</" in text and f"</{tag}" in text.lower():
        raise ValueError(f"a {tag} cannot hold its own end")
    element = etree.Element(tag)
    element.text = text
    return element


def _left_out(main: Any) -> list[Any]:
    return [element for name in LEFT_OUT for element in main.find_class(name)]


def _name_apart(main: Any, anchor: str) -> None:
    """Give what stands in a page a name that no other page gives."""
    for element in main.iter():
        if name := element.get("id"):
            element.set("id", f"{anchor}:{name}")
        for attribute in NAMING:
            if names := element.get(attribute):
                element.set(attribute, " ".join(f"{anchor}:{one}" for one in names.split()))
        target = element.get("href", "")
        if target.startswith("#"):
            element.set("href", f"#{anchor}:{target[1:]}")


def _shorten_sources(main: Any) -> None:
    """A note names its source; the rest stands once, in the list of all sources."""
    for line in main.find_class("sources-list-item"):
        # In the list of all sources the lines are no notes, and stay whole.
        is_note = line.tag == "li" and line.get("id")
        for part in list(line) if is_note else ():
            part.tail = " "
            if part.get("class") not in ("sources-list-name", "sources-list-back"):
                line.remove(part)


def without_title(leaf: Leaf) -> Leaf:
    """The same without its heading: it goes on from the leaf before."""
    for heading in list(leaf.element.iter("h2"))[:1]:
        heading.drop_tree()
    return leaf


def _step_down(main: Any, steps: int) -> None:
    """A page is a part of the file now: its headings stand lower."""
    for level in range(_LAST_HEADING, 0, -1):
        lower = f"h{min(level + steps, _LAST_HEADING)}"
        for heading in list(main.iter(f"h{level}")):
            heading.tag = lower
