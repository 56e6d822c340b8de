"""One finished page in one encoding, with what it takes to know whether it is still true."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
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


# What a 304 repeats of them.
REPEATED = {"Cache-Control", "ETag", "Vary", "Last-Modified"}
# Stands for an empty word in a file.
NONE = "-"


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

    @property
    def not_modified(self) -> Headers:
        """The headers for whoever has the page already."""
        return [pair for pair in self.headers if pair[0] in REPEATED]

    @property
    def size(self) -> int:
        """Roughly what it takes in memory."""
        return len(self.body) + 2000

    def encoded(self, encoding: str) -> Page:
        """The same page packed; itself where that saves nothing."""
        kind = dict(self.headers).get("Content-Type", "")
        if encoding in (PLAIN, self.encoding) or not is_compressible(kind, len(self.body)):
            return self
        about = (self.tags, self.stamp, self.rendered)
        tag = self.etag.strip('"')
        return _page(compressed(self.body, encoding), encoding, _rest(self.headers), tag, about)

    def to_bytes(self, mark: str) -> bytes:
        """As a file with the name `mark`: a line about it, its tags, its headers, then the body."""
        about = (
            mark,
            self.encoding or NONE,
            self.etag.strip('"').partition("-")[0],
            str(self.stamp.number),
            self.stamp.token or NONE,
            repr(self.rendered),
            str(len(self.body)),
            str(zlib.crc32(self.body)),
        )
        tags, rest = " ".join(sorted(self.tags)), json.dumps(_rest(self.headers))
        return f"{' '.join(about)}\n{tags}\n{rest}\n".encode() + self.body

    @classmethod
    def from_bytes(cls, data: bytes, mark: str) -> Page:
        """From a file. Raises Damaged unless it holds exactly this page, whole."""
        try:
            line, tags, rest, body = data.split(b"\n", 3)
            of, encoding, etag, number, token, rendered, length, check = line.decode().split(" ")
            if of != mark or int(length) != len(body) or int(check) != zlib.crc32(body):
                raise Damaged(mark)
            stamp = Stamp(int(number), "" if token == NONE else token)
            about = (_tags(tags), stamp, float(rendered))
            return _page(body, "" if encoding == NONE else encoding, _headers(rest), etag, about)
        except (ValueError, TypeError) as error:
            raise Damaged(mark) from error


# Pages share their headers and mostly their tags: each is read once.
@lru_cache(maxsize=512)
def _headers(line: bytes) -> Headers:
    return [(name, value) for name, value in json.loads(line)]


@lru_cache(maxsize=512)
def _tags(line: bytes) -> frozenset[str]:
    return frozenset(line.decode().split())


def _rest(headers: Iterable[tuple[str, str]]) -> Headers:
    return [pair for pair in headers if pair[0].lower() not in OWN_HEADERS]


def finished(
    body: bytes,
    headers: Sequence[tuple[str, str]],
    tags: Iterable[str],
    stamp: Stamp,
    rendered: float,
) -> Page:
    """The page that an answer of Django's makes."""
    rest = _rest(headers)
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
    # Each encoding is a text of its own to HTTP.
    etag = f'"{etag}-{encoding}"' if encoding else f'"{etag}"'
    headers = [
        *rest,
        ("Content-Length", str(len(body))),
        *([("Content-Encoding", encoding)] if encoding else []),
        ("Cache-Control", CACHE_CONTROL),
        ("ETag", etag),
        ("Vary", "Accept-Encoding"),
    ]
    return Page(body, encoding, etag, headers, *about)
