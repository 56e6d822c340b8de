"""The answer to a record: one Atom feed, as XML, as JSON or as a call with JSON.

The JSON is of the form that MedlinePlus Connect sends: an element is an object with `_value`, an
attribute is a property, a prefix is dropped.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import Any

from fbss.content.syntax import tidy
from fbss.syndication import atom
from fbss.syndication.site import LANGUAGE, NAME, Site

from .request import BadRequest, Form, Request

Answer = tuple[bytes, str]
CHARSET = "charset=utf-8"
NOT_CHECKED = "No clinician has checked this page yet."
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True)
class Resource:
    """A page as an answer tells it, in plain text."""

    ref: str
    title: str
    address: str
    updated: datetime.datetime
    also_called: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    checked: str = NOT_CHECKED


def feed_of(
    request: Request,
    resources: Iterable[tuple[Resource, float]],
    site: Site,
    address: str,
    now: datetime.datetime,
) -> atom.Feed:
    """The feed that answers a request, with the pages in their order. No page, no entry."""
    asked = ", ".join(criterion.code for criterion in request.criteria)
    return atom.Feed(
        id=site.tag("infobutton"),
        title=NAME,
        subtitle=f"{NAME}: pages for {asked}"[:200],
        updated=now,
        author=NAME,
        author_uri=site.url("/"),
        links=(atom.Link(site.url(address), "self", atom.MEDIA_TYPE, hreflang=LANGUAGE),),
        categories=tuple(atom.Category(name, value) for name, value in request.mirrored),
        items=tuple(_item(resource, score, site) for resource, score in resources),
        lang=LANGUAGE,
        base=site.url("/"),
    )


def written(request: Request, feed: atom.Feed) -> Answer:
    """The feed in the form that was asked for, with its media type."""
    if request.form is Form.XML:
        return atom.to_xml(feed), f"{Form.XML}; {CHARSET}"
    # Nothing outside ASCII, and no `<`: safe in a script and in a page alike.
    text = json.dumps({"feed": as_json(feed)}).replace("<", "\\u003c").replace(">", "\\u003e")
    if request.form is Form.JSONP:
        text = f"/**/{request.callback}({text});"
    return text.encode("ascii"), f"{request.form}; {CHARSET}"


def refused(reason: BadRequest, form: Form, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> Answer:
    """A sentence about what is wrong, in JSON for those who asked for JSON."""
    if form is Form.JSON:
        problem = {"title": status.phrase, "status": status, "detail": str(reason)}
        return json.dumps(problem).encode("ascii"), "application/problem+json"
    return f"{reason}\n".encode(), f"text/plain; {CHARSET}"


def as_json(feed: atom.Feed) -> dict[str, Any]:
    """The feed as MedlinePlus Connect writes it in JSON."""
    return {
        "xsi": _XSI,
        "base": feed.base,
        "lang": feed.lang,
        "title": _text(feed.title),
        "subtitle": _text(feed.subtitle),
        "author": {"name": _value(feed.author), "uri": _value(feed.author_uri)},
        "updated": _value(atom.stamp(feed.updated)),
        "id": _value(feed.id),
        "link": [_mark(link) for link in feed.links],
        "category": [_mark(category) for category in feed.categories],
        "entry": [_entry(item) for item in feed.items],
    }


def _entry(item: atom.Item) -> dict[str, Any]:
    return {
        "lang": item.lang,
        "title": _text(item.title),
        "link": [_mark(link) for link in item.links],
        "id": _value(item.id),
        "updated": _value(atom.stamp(item.updated)),
        "category": [_mark(category) for category in item.categories],
        "summary": {"type": "html", "_value": tidy(item.summary)},
    }


def _mark(mark: atom.Link | atom.Category) -> dict[str, str]:
    return {name: tidy(value) for name, value in atom.attributes(mark).items() if value}


def _text(value: str) -> dict[str, str]:
    return {"_value": tidy(value), "type": "text"}


def _value(value: str) -> dict[str, str]:
    return {"_value": tidy(value)}


def _item(resource: Resource, score: float, site: Site) -> atom.Item:
    address = site.url(resource.address)
    return atom.Item(
        id=site.tag(resource.ref),
        title=resource.title,
        updated=resource.updated,
        links=(atom.Link(address, title=resource.title, hreflang=LANGUAGE),),
        summary=_summary(resource),
        is_html=True,
        categories=(atom.Category("relevanceScore", f"{score:g}"),),
        lang=LANGUAGE,
    )


def _summary(resource: Resource) -> str:
    """What the page says first, who checked it, and that the words are ours."""
    called = f"Also called: {', '.join(resource.also_called)}" if resource.also_called else ""
    paragraphs = [_paragraph(called, "NLMalsoCalled"), *map(_paragraph, resource.lines)]
    if resource.points:
        paragraphs.append(
            f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in resource.points)}</ul>"
        )
    paragraphs += [_paragraph(resource.checked), _paragraph(f"Source: {NAME}", "NLMattribution")]
    return "".join(paragraphs)


def _paragraph(text: str, name: str = "") -> str:
    attribute = f' class="{name}"' if name else ""
    return f"<p{attribute}>{escape(text)}</p>" if text else ""
