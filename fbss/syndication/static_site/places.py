"""Where a page of the site stands among the files, and how one file links to another. Pure."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote, urldefrag

INDEX = "index.html"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


def file_of(address: str) -> str:
    """The file of an address: `sources/page-2/index.html` for `/sources/?page=2`."""
    path, _, query = urldefrag(address).url.partition("?")
    path = unquote(path).lstrip("/")
    if query:
        path = f"{path}{_NOT_IN_NAMES.sub('-', unquote(query)).strip('-')}/"
    return f"{path}{INDEX}" if path.endswith("/") or not path else path


def is_safe(file: str) -> bool:
    """Whether a file stands below the folder, whatever an address says."""
    return not file.startswith("/") and ".." not in file.split("/") and "\0" not in file


def link_between(here: str, address: str) -> str:
    """How the file `here` links to the file of an address."""
    there, fragment = file_of(address), urldefrag(address).fragment
    folder, name = posixpath.split(there)
    way = posixpath.relpath(f"/{folder}", f"/{posixpath.dirname(here)}")
    link = f"{way}/" if name == INDEX else posixpath.normpath(posixpath.join(way, name))
    return f"{quote(link)}#{fragment}" if fragment else quote(link)
