"""When the database does not answer: a page that says so, and where to get urgent help."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

SECONDS = 10
# Not their children: a broken promise of the data or of our code is another fault.
AWAY = {DatabaseError, InterfaceError, InternalError, OperationalError}
logger = logging.getLogger(__name__)


class UnavailableMiddleware:
    """Turns a database that is away into 503, which every cache and search engine understands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        if type(error) not in AWAY:
            return None
        logger.error("The database does not answer: %s", error)
        return unavailable()


def unavailable() -> HttpResponse:
    """A page made without the database."""
    text = loader.render_to_string("503.html")
    headers = {"Retry-After": str(SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(text, status=503, headers=headers)
