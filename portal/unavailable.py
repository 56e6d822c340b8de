"""When the database or the disk cannot serve: a page that says so, and where to get urgent help."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import loader

from fbss.views.away import for_later, is_away

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
        if is_away(error):
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
    return for_later(HttpResponse(loader.render_to_string("503.html"), status=503))
