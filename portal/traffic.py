"""Every request that reaches Django: its number, how long it took, and what became of it."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fbss.views.caching import ASKED

from . import metrics
from .logs import FACTS, request_id

HEADER = "X-Request-ID"
# A number that a proxy gave; anything else is not believed to be one.
FITTING = re.compile(r"[A-Za-z0-9_-]{8,64}")
# Asked for every few seconds by programs.
QUIET = {"healthz", "readyz", "metrics"}
logger = logging.getLogger(__name__)


class TrafficMiddleware:
    """Notes the route and never the address, the path or the query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        number = number_of(request)
        # It stays until the next request of this thread: Django notes a refusal after all of us.
        request_id.set(number)
        response = self.get_response(request)
        if ASKED not in request.META:  # a page that is kept is no single request's
            response.headers[HEADER] = number
        note(request, response, time.perf_counter() - start)
        return response


def number_of(request: HttpRequest) -> str:
    """The one that our proxy gave, or a new one."""
    told = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return told if FITTING.fullmatch(told) else secrets.token_hex(8)


def note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    route = (match.view_name or match.route) if match else "none"
    metrics.observe(route, request.method or "", response.status_code, seconds)
    if route not in QUIET:
        facts = {"route": route, "status": response.status_code, "ms": round(seconds * 1000, 1)}
        logger.info("%s %s", request.method, route, extra={FACTS: facts})
