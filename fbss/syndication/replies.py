"""Answers that a client may keep and ask about again: ETag, Last-Modified and 304."""

from __future__ import annotations

import datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# Any page may read them, and what it learns of them.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def reply(
    request: HttpRequest,
    content: bytes,
    media_type: str,
    changed: datetime.datetime | None = None,
) -> HttpResponse:
    """The content, or 304 for a client that has it. Kept copies are checked at each use."""
    etag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
    response = HttpResponse(content, content_type=media_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    modified = int(changed.timestamp()) if changed else None
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    answer = get_conditional_response(request, etag, modified, response) or response
    for name, value in OPEN.items():
        answer.headers[name] = value
    return answer
