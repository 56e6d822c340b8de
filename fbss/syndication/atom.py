"""Atom feeds (RFC 4287): values in, XML out."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from fbss.content.syntax import tidy

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


@dataclass(frozen=True)
class Link:
    href: str
    rel: str = "alternate"
    type: str = "text/html"
    title: str = ""
    hreflang: str = ""


@dataclass(frozen=True)
class Category:
    scheme: str
    term: str
    label: str = ""


@dataclass(frozen=True)
class Item:
    """One entry of a feed. Its summary is plain text, or HTML where `is_html`."""

    id: str
    title: str
    updated: datetime.datetime
    links: tuple[Link, ...]
    summary: str = ""
    is_html: bool = False
    categories: tuple[Category, ...] = ()
    lang: str = ""


@dataclass(frozen=True)
class Feed:
    id: str
    title: str
    updated: datetime.datetime
    author: str
    author_uri: str
    subtitle: str = ""
    links: tuple[Link, ...] = ()
    categories: tuple[Category, ...] = ()
    items: tuple[Item, ...] = ()
    lang: str = ""
    base: str = ""


def stamp(moment: datetime.datetime) -> str:
    """A moment as feeds write it, in UTC and whole seconds."""
    return f"{moment.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


def to_xml(feed: Feed) -> bytes:
    """The feed as a document in UTF-8."""
    root = ET.Element("feed", _some({"xmlns": NAMESPACE, "xml:lang": feed.lang}))
    if feed.base:
        root.set("xml:base", feed.base)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title, type="text")
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle, type="text")
    _add(root, "updated", stamp(feed.updated))
    author = _add(root, "author")
    _add(author, "name", feed.author)
    _add(author, "uri", feed.author_uri)
    _add_marks(root, feed.links, feed.categories)
    for item in feed.items:
        _add_item(root, item)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add_item(root: ET.Element, item: Item) -> None:
    entry = _add(root, "entry", **_some({"xml:lang": item.lang}))
    _add(entry, "id", item.id)
    _add(entry, "title", item.title, type="text")
    _add(entry, "updated", stamp(item.updated))
    _add_marks(entry, item.links, item.categories)
    if item.summary:
        _add(entry, "summary", item.summary, type="html" if item.is_html else "text")


def _add_marks(
    parent: ET.Element, links: tuple[Link, ...], categories: tuple[Category, ...]
) -> None:
    for link in links:
        _add(parent, "link", **_some(attributes(link)))
    for category in categories:
        _add(parent, "category", **_some(attributes(category), keep=("scheme", "term")))


def attributes(mark: Link | Category) -> dict[str, str]:
    """A link or category as attributes, in the order of its fields."""
    return {name: getattr(mark, name) for name in mark.__dataclass_fields__}


def _add(parent: ET.Element, name: str, text: str = "", **more: str) -> ET.Element:
    element = ET.SubElement(parent, name, {key: tidy(value) for key, value in more.items()})
    element.text = tidy(text) or None
    return element


def _some(values: Mapping[str, str], keep: tuple[str, ...] = ()) -> dict[str, str]:
    """Those that say something; those to keep, whatever they say."""
    return {name: value for name, value in values.items() if value or name in keep}
