"""A page of the site as a file: its links, its policy, and what needs no server. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urldefrag, urljoin

from lxml import html as markup

from .places import link_between

PACK = "/pack.html"
# What only a server can do, and what nobody misses where there is none.
SILENTLY_LEFT_OUT = ("feedback-form", "filter-form")
CANNOT = (
    "This copy of the site is made of files alone, and cannot do this. "
    "All pages and the search are in "
)
# What names the address of the site, where nobody has told it.
_NAMES_THE_SITE = (
    "//link[@rel='canonical' or @rel='alternate' or @rel='search']",
    "//meta[starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]",
    "//script[@type='application/ld+json']",
)
_NEEDS_THE_SERVER = ("//link[@rel='search' or @rel='manifest']",)
# What only programs read; each names the address of the site.
_FOR_PROGRAMS = (".atom", ".xml", ".json", ".ndjson", ".txt")
API = "/api/"


@dataclass(frozen=True)
class Terms:
    """What holds for all files of one copy."""

    origin: str
    policy: str
    # Whether the copy has an address that others can be told.
    is_addressed: bool
    has_leaflets: bool


def links_on(page: str, address: str, terms: Terms) -> Iterator[str]:
    """The addresses of this site that a finished page links to and loads."""
    document = _fitted(page, terms)
    for element in document.iter("a", "link", "script", "img", "source"):
        for name in ("href", "src"):
            inner = _inner(element.get(name), address, terms)
            if inner and not _is_canonical(element):
                yield urldefrag(inner).url


def as_file(page: str, address: str, here: str, terms: Terms) -> str:
    """The page of an address as the file `here`."""
    document = _fitted(page, terms)
    if address.startswith(API):
        next(document.iter("h1")).addnext(_notice())
    for element in document.iter("a", "link", "script", "img", "source", "form"):
        for name in ("href", "src", "action"):
            inner = _inner(element.get(name), address, terms)
            if inner and not _is_canonical(element):
                element.set(name, link_between(here, inner))
    text = _written(document)
    return text if terms.is_addressed else text.replace(terms.origin, "")


def pack_beside(pack: str, terms: Terms) -> str:
    """The pack as it stands beside the other files: what is not in it, is next to it."""
    document = markup.document_fromstring(pack)
    for link in list(document.iter("a")):
        address = link.get("href", "")
        if _is_for_programs(address) and address.startswith(f"{terms.origin}/"):
            link.drop_tag()
        elif address.startswith(f"{terms.origin}/"):
            link.set("href", f".{address.removeprefix(terms.origin)}")
    return _written(document)


def at_any_depth(page: str, terms: Terms) -> str:
    """A page that stands at no address of its own: its links begin at the top of the host."""
    return _written(_fitted(page, terms))


def redirect_page(target: str) -> str:
    """A file that leads on: `target` is how it links to the other."""
    href = escape(target)
    return (
        '<!doctype html>\n<html lang="en-US">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n'
        '<meta name="robots" content="noindex">\n<title>This page has moved</title>\n</head>\n'
        f'<body><h1>This page has moved</h1>\n<p><a href="{href}">Go to the page</a></p></body>\n'
        "</html>\n"
    )


def _keep_one_width(document: Any) -> None:
    """Of each picture the widest file comes along: a list of widths holds no relative links."""
    # The parser takes what follows a source for its content.
    for source in list(document.iter("source")):
        source.drop_tag()
    for image in document.iter("img"):
        image.attrib.pop("srcset", None)
        image.attrib.pop("sizes", None)


def _fitted(page: str, terms: Terms) -> Any:
    """The page without what needs a server, and with its policy inside."""
    document = markup.document_fromstring(page)
    paths = _NEEDS_THE_SERVER if terms.is_addressed else _NAMES_THE_SITE + _NEEDS_THE_SERVER
    for path in paths:
        for element in document.xpath(path):
            element.drop_tree()
    _leave_out(document, terms)
    for link in list(document.iter("a")) if not terms.is_addressed else ():
        if _is_for_programs(link.get("href", "")):
            link.drop_tag()
    _keep_one_width(document)
    for suggestions in list(document.iter("search-suggest")):
        suggestions.drop_tag()
    policy = markup.Element("meta")
    policy.set("http-equiv", "Content-Security-Policy")
    policy.set("content", terms.policy)
    document.find("head").insert(1, policy)
    return document


def _leave_out(document: Any, terms: Terms) -> None:
    """Nothing is left that does nothing."""
    for part in document.xpath("//*[@data-needs-server]"):
        _without_server(part)
    left_out = SILENTLY_LEFT_OUT if terms.has_leaflets else (*SILENTLY_LEFT_OUT, "leaflet-links")
    for element in [one for name in left_out for one in document.find_class(name)]:
        element.drop_tree()
    for form in list(document.iter("form", "offline-copy")):
        _without_server(form)


def _without_server(part: Any) -> None:
    """A search goes to the pack, which searches itself. Any other part says what it cannot do."""
    if part.get("role") == "search":
        part.set("action", PACK)
        return
    notice = _notice()
    part.addnext(notice)
    notice.tail = part.tail
    part.tail = None
    part.drop_tree()


def _notice() -> Any:
    notice = markup.Element("p")
    notice.set("class", "notice")
    notice.text = CANNOT
    link = markup.Element("a", href=PACK)
    link.text = "one file"
    link.tail = "."
    notice.append(link)
    return notice


def _inner(target: str | None, address: str, terms: Terms) -> str:
    """The address on this site that a link leads to; nothing for any other link."""
    if not target or target.startswith("#"):
        return ""
    whole = urljoin(f"{terms.origin}{address}", target)
    return whole.removeprefix(terms.origin) if whole.startswith(f"{terms.origin}/") else ""


def _is_for_programs(address: str) -> bool:
    return urldefrag(address).url.endswith(_FOR_PROGRAMS)


def _written(document: Any) -> str:
    text: str = markup.tostring(document, encoding="unicode", doctype="<!doctype html>")
    return text


def _is_canonical(element: Any) -> bool:
    return (element.tag, element.get("rel")) == ("link", "canonical")
