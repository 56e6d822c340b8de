"""Pages of this site as a visitor without a cookie gets them, asked for inside this process.

The pack and the static site are made of them: what is on a page is decided in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve

from .site import Site

NOT_FOUND = 404


@dataclass(frozen=True)
class Answer:
    """What stands at an address."""

    status: int
    media_type: str
    body: bytes
    # Where the visitor is sent on to.
    location: str = ""

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.media_type.startswith("text/html")

    @property
    def text(self) -> str:
        return self.body.decode()


class _Request(WSGIRequest):
    """A request of our own: its host need not be checked, and may be one that we do not serve."""

    def get_host(self) -> str:
        return str(self.META["HTTP_HOST"])


def visit(site: Site, address: str) -> Answer:
    """What a visitor of the site gets at an address, such as `/questions/?page=2`."""
    path, _, query = address.partition("?")
    request = _request(site, path, query)
    try:
        match = resolve(path)
        request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except (Resolver404, Http404):
        return Answer(NOT_FOUND, "", b"")
    return Answer(
        response.status_code,
        response.headers.get("Content-Type", ""),
        b"" if response.streaming else response.content,
        response.headers.get("Location", ""),
    )


def _request(site: Site, path: str, query: str) -> WSGIRequest:
    origin = urlsplit(site.origin)
    port = origin.port or (443 if origin.scheme == "https" else 80)
    return _Request(
        {
            "HTTP_HOST": origin.netloc,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "SERVER_NAME": origin.hostname or "localhost",
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": origin.scheme or "http",
        }
    )
