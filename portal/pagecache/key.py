"""Which page a request asks for, and what Django is told of the request. Pure.

Whatever is not in the key cannot change a kept page: Django does not see it. So no header and no
parameter of one visitor can reach the next one's page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from fbss.views.caching import ASKED

Environ = dict[str, Any]
# The query parameters that a path knows; None where its view does not let pages be kept.
Parameters = Callable[[str], Sequence[str] | None]

# A header that only the proxy in front sets, and its value for HTTPS: Django's own setting.
Proxy = tuple[str, str] | None

MOST_QUERY = 1024
NEVER = (
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "HTTP_TRANSFER_ENCODING",
    "HTTP_X_HTTP_METHOD_OVERRIDE",
)


class Key(NamedTuple):
    """One page of one site, whatever its encoding."""

    host: str
    scheme: str
    prefix: str
    path: str
    query: str


def key_of(environ: Mapping[str, Any], parameters: Parameters, proxy: Proxy = None) -> Key | None:
    """The page that is asked for; None where the answer cannot be that of another visitor."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_HOST" not in environ:
        return None
    if environ.get("CONTENT_LENGTH", "") not in ("", "0"):
        return None
    for name in NEVER:
        if name in environ:
            return None
    query = environ.get("QUERY_STRING", "")
    if query:
        known = known_query(query, parameters(environ["PATH_INFO"]))
        if known is None:
            return None
        query = known
    return Key(
        environ["HTTP_HOST"].lower(),
        _scheme(environ, proxy) if proxy else environ["wsgi.url_scheme"],
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
        query,
    )


def _scheme(environ: Mapping[str, Any], proxy: tuple[str, str]) -> str:
    """As Django reads it."""
    name, secure = proxy
    if name not in environ:
        return str(environ["wsgi.url_scheme"])
    return "https" if environ[name].partition(",")[0].strip() == secure else "http"


def known_query(query: str, parameters: Sequence[str] | None) -> str | None:
    """The part of a query that the view knows, in one order; None where it is nobody's business."""
    if parameters is None or len(query) > MOST_QUERY:
        return None
    # An empty value says as much as none.
    pairs = parse_qsl(query)
    known = [pair for pair in pairs if pair[0] in parameters]
    return urlencode(sorted(known, key=lambda pair: parameters.index(pair[0])))


def cleaned(environ: Environ, key: Key, proxy: Proxy = None) -> Environ:
    """The request as Django may see it when the answer is to be kept."""
    kept = {name: value for name, value in environ.items() if not name.startswith("HTTP_")}
    if proxy and proxy[0] in environ:
        kept[proxy[0]] = proxy[1] if key.scheme == "https" else "http"
    return kept | {
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": key.host,
        "QUERY_STRING": key.query,
        "CONTENT_LENGTH": "",
        "CONTENT_TYPE": "",
        ASKED: True,
    }
