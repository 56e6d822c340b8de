"""When the database or the disk cannot serve: a page that says so, and where to get urgent help."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

SECONDS = 10
# Not their children: a broken promise of the data or of our code is another fault.
AWAY = {DatabaseError, InterfaceError, InternalError, OperationalError}
# A disk that is full, that takes no longer file, or that only reads.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
logger = logging.getLogger(__name__)


class StoreAway(OSError):
    """Something outside of this host that the site keeps things in does not answer."""


class UnavailableMiddleware:
    """Turns a store that is away or full into 503, which caches and search engines understand."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        if type(error) in AWAY:
            logger.error("The database does not answer: %s", error)
            return unavailable()
        if isinstance(error, StoreAway):
            logger.error("A store does not answer: %s", error)
            return unavailable()
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            logger.error("There is no room to write: %s", error)
            return unavailable()
        return None


def unavailable() -> HttpResponse:
    """A page made without the database."""
    text = loader.render_to_string("503.html")
    headers = {"Retry-After": str(SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(text, status=503, headers=headers)
