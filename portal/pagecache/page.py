"""One finished page in one encoding, with what it takes to know whether it is still true."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from .encoding import PLAIN, compressed, is_compressible

Headers = list[tuple[str, str]]

# A browser asks again each time and mostly hears 304. A cache in front keeps a page for a second,
# may show it for one more while it asks, and for a day when we don't answer.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=86400"
# These we write ourselves, or they belong to one connection.
OWN_HEADERS = {
    "age",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "etag",
    "expires",
    "transfer-encoding",
    "vary",
    "x-page-tags",
}


class Damaged(ValueError):
    """A file does not hold a whole page."""


class Stamp(NamedTuple):
    """The last change that was known before a page was made."""

    number: int
    token: str


@dataclass(slots=True)
class Page:
    """Bytes and headers as they are sent, and what they rest on."""

    body: bytes
    encoding: str
    etag: str
    headers: Headers
    tags: frozenset[str]
    stamp: Stamp
    # When its making began, by the clock on the wall.
    rendered: float
    # The state of knowledge under which it was last found to be true.
    version: int = -1
    # Whether somebody read it since memory was last tidied.
    used: bool = False
    not_modified: Headers = field(init=False)

    def __post_init__(self) -> None:
        named = dict(self.headers)
        self.not_modified = [
            (name, named[name])
            for name in ("Cache-Control", "ETag", "Vary", "Last-Modified")
            if name in named
        ]

    @property
    def size(self) -> int:
        """Roughly what it takes in memory."""
        return len(self.body) + 2000

    def encoded(self, encoding: str) -> Page:
        """The same page packed; itself where that saves nothing."""
        kind = dict(self.headers).get("Content-Type", "")
        if encoding in (PLAIN, self.encoding) or not is_compressible(kind, len(self.body)):
            return self
        rest = [pair for pair in self.headers if pair[0].lower() not in OWN_HEADERS]
        about = (self.tags, self.stamp, self.rendered)
        return _page(compressed(self.body, encoding), encoding, rest, self.etag, about)

    def to_bytes(self, name: str) -> bytes:
        """As a file: one line that describes it, then the body."""
        about = {
            "name": name,
            "encoding": self.encoding,
            "etag": self.etag,
            "headers": self.headers,
            "tags": sorted(self.tags),
            "stamp": self.stamp,
            "rendered": self.rendered,
            "length": len(self.body),
            "sum": zlib.crc32(self.body),
        }
        return json.dumps(about).encode() + b"\n" + self.body

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> Page:
        """From a file. Raises Damaged unless it holds exactly this page, whole."""
        line, _, body = data.partition(b"\n")
        try:
            about = json.loads(line)
            whole = about["name"] == name and about["length"] == len(body)
            if not whole or about["sum"] != zlib.crc32(body):
                raise Damaged(name)
            return cls(
                body=body,
                encoding=about["encoding"],
                etag=about["etag"],
                headers=[(key, value) for key, value in about["headers"]],
                tags=frozenset(about["tags"]),
                stamp=Stamp(*about["stamp"]),
                rendered=about["rendered"],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise Damaged(name) from error


def finished(
    body: bytes,
    headers: Sequence[tuple[str, str]],
    tags: Iterable[str],
    stamp: Stamp,
    rendered: float,
) -> Page:
    """The page that an answer of Django's makes."""
    rest = [pair for pair in headers if pair[0].lower() not in OWN_HEADERS]
    mark = blake2b(body, digest_size=12)
    # A policy says the same in whatever order its parts stand, and each worker has its own.
    mark.update(
        repr([(name, sorted(value.replace(";", "").split())) for name, value in rest]).encode()
    )
    return _page(body, PLAIN, rest, mark.hexdigest(), (frozenset(tags), stamp, rendered))


def _page(
    body: bytes,
    encoding: str,
    rest: Headers,
    etag: str,
    about: tuple[frozenset[str], Stamp, float],
) -> Page:
    tag = etag.strip('"').partition("-")[0]
    # Each encoding is a text of its own to HTTP.
    etag = f'"{tag}-{encoding}"' if encoding else f'"{tag}"'
    headers = [
        *rest,
        ("Content-Length", str(len(body))),
        *([("Content-Encoding", encoding)] if encoding else []),
        ("Cache-Control", CACHE_CONTROL),
        ("ETag", etag),
        ("Vary", "Accept-Encoding"),
    ]
    return Page(body, encoding, etag, headers, *about)
