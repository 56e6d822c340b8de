"""What goes over the wire: a kept page, or an answer of Django's as it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fbss.views.caching import TAGS_HEADER

from .bulkhead import Application, Environ, StartResponse
from .page import Headers, Page


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django said."""

    status: str
    headers: Headers
    body: bytes

    @property
    def is_failure(self) -> bool:
        return self.status.startswith("5")


def fetch(application: Application, environ: Environ) -> Answer:
    """Ask Django, and hear it out."""
    said: list[tuple[str, Headers]] = []
    written: list[bytes] = []

    def start_response(status: str, headers: Headers, _error: object = None) -> object:
        said[:] = [(status, headers)]
        return written.append

    chunks = application(environ, start_response)
    try:
        written.extend(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    (status, headers) = said[0]
    return Answer(status, list(headers), b"".join(written))


def send(answer: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Django's answer as it came; only what is for us alone stays here."""
    headers = [pair for pair in answer.headers if pair[0].lower() != TAGS_HEADER.lower()]
    start_response(answer.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def send_page(
    page: Page, environ: Environ, start_response: StartResponse, age: int
) -> Iterable[bytes]:
    """A kept page; nothing but its mark to who has it already."""
    is_known = is_had(page, environ)
    headers = page.not_modified if is_known else page.headers
    headers = [*headers, ("Age", str(age))] if age else headers.copy()
    start_response("304 Not Modified" if is_known else "200 OK", headers)
    return [] if is_known or environ["REQUEST_METHOD"] == "HEAD" else [page.body]


def is_had(page: Page, environ: Environ) -> bool:
    """Whether the visitor has this page already. A mark says it better than a time."""
    if "HTTP_IF_NONE_MATCH" in environ:
        return is_mentioned(page.etag, environ["HTTP_IF_NONE_MATCH"])
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and ("Last-Modified", since) in page.headers


def is_mentioned(etag: str, asked: str) -> bool:
    """Whether an If-None-Match header names this mark. A proxy may have weakened it."""
    return asked.strip() == "*" or etag in {
        mark.strip().removeprefix("W/") for mark in asked.split(",")
    }
