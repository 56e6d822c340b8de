"""Lists of addresses for search engines (sitemaps.org): values in, XML out."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .atom import stamp

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# More addresses than this do not fit one file.
MOST = 50_000


@dataclass(frozen=True)
class Place:
    """An address and when what stands there last changed; None where nobody knows."""

    url: str
    changed: datetime.datetime | None = None


def parts(places: Sequence[Place], most: int = MOST) -> list[Sequence[Place]]:
    """The addresses, as many at a time as fit one file."""
    return [places[start : start + most] for start in range(0, len(places), most)] or [[]]


def urlset(places: Iterable[Place]) -> bytes:
    """One file of addresses."""
    return _document("urlset", "url", places)


def index(places: Iterable[Place]) -> bytes:
    """The file of files."""
    return _document("sitemapindex", "sitemap", places)


def newest(places: Iterable[Place]) -> datetime.datetime | None:
    """When the last of these changed."""
    return max((place.changed for place in places if place.changed), default=None)


def _document(root_name: str, name: str, places: Iterable[Place]) -> bytes:
    root = ET.Element(root_name, {"xmlns": NAMESPACE})
    for place in places:
        element = ET.SubElement(root, name)
        ET.SubElement(element, "loc").text = place.url
        if place.changed:
            ET.SubElement(element, "lastmod").text = stamp(place.changed)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
