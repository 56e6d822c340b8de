"""What changed, for feed readers."""

from __future__ import annotations

from collections.abc import Sequence

from fbss.models import Entry
from fbss.models.changes import Change
from fbss.models.revision import WITHDRAWN

from . import atom
from .holdings import LONG_AGO
from .site import LANGUAGE, NAME, Site

MOST = 50


def site_feed(site: Site, changes: Sequence[Change], address: str, page: str) -> atom.Feed:
    """All changes of the site; `page` is the address where people read them."""
    return _feed(site, "changes", f"{NAME}: what changed", changes, address, page)


def entry_feed(site: Site, entry: Entry, changes: Sequence[Change], address: str) -> atom.Feed:
    """The changes of one page."""
    title = f"{changes[0].title}: what changed" if changes else f"{NAME}: what changed"
    name = f"changes/{entry.ref}"
    return _feed(site, name, title, changes, address, entry.get_absolute_url())


def _feed(
    site: Site, name: str, title: str, changes: Sequence[Change], address: str, page: str
) -> atom.Feed:
    return atom.Feed(
        id=site.tag(name),
        title=title,
        updated=changes[0].at if changes else LONG_AGO,
        author=f"The editors of {NAME}",
        author_uri=site.url("/about/"),
        links=(
            atom.Link(site.url(address), "self", atom.MEDIA_TYPE),
            atom.Link(site.url(page), hreflang=LANGUAGE),
        ),
        items=tuple(_item(site, change) for change in changes),
        lang=LANGUAGE,
    )


def _item(site: Site, change: Change) -> atom.Item:
    address = site.url(change.address)
    return atom.Item(
        id=site.tag(_name(change)),
        title=f"{change.label}: {change.title}",
        updated=change.at,
        links=(atom.Link(address, hreflang=LANGUAGE),),
        summary=change.reason or "No reason was noted.",
        categories=(
            atom.Category(
                site.url("/about/changes/#significance"), change.significance, change.label
            ),
            atom.Category(site.url("/#kind"), change.kind, change.kind_label),
        ),
    )


def _name(change: Change) -> str:
    """The permanent name of a change: the text, and whether it came or went."""
    went = f"/{WITHDRAWN}" if change.significance == WITHDRAWN else ""
    ref = Entry(kind=change.kind, key=change.key).ref
    return f"changes/{ref}/{change.number}{went}"
