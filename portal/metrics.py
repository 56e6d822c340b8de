"""Figures for whoever watches the site, in the form that Prometheus reads.

Closed unless METRICS_TOKEN is set. The workers of a host count in files of one folder, so that each
of them answers for all; where the host has it, the folder is in memory.
"""

from __future__ import annotations

import os
import secrets
import shutil
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.pagecache.front import STATE, PageCache

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

MEMORY = Path("/dev/shm")  # noqa: S108 -- the folder in it has a name and rights of its own
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For who has the token; for all others this address does not exist."""
    if not _is_allowed(request):
        raise Http404
    _instruments()
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest  # noqa: PLC0415 -- after its folder is named
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415 -- the same

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # untyped
    text = generate_latest(registry) + _page_cache(request)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def observe(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request that reached Django."""
    if not settings.METRICS_TOKEN:
        return
    requests, durations = _instruments()
    method = method if method in METHODS else "other"
    requests.labels(route, method, str(status)).inc()
    durations.labels(route).observe(seconds)


def forget() -> None:
    """What earlier workers counted."""
    shutil.rmtree(_folder(), ignore_errors=True)


def _is_allowed(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and secrets.compare_digest(given.encode(), token.encode())


@cache
def _instruments() -> tuple[Counter, Histogram]:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The library looks at it when it is first imported.
    os.environ[FOLDER] = str(folder)
    from prometheus_client import Counter, Histogram  # noqa: PLC0415 -- see above

    return (
        Counter("portal_requests", "Requests that reached Django", ["route", "method", "status"]),
        Histogram("portal_request_seconds", "How long they took", ["route"]),
    )


def _folder() -> Path:
    mark = blake2b(f"{os.getuid()} {settings.DATA_DIR}".encode(), digest_size=6).hexdigest()
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        return MEMORY / f"portal-metrics-{mark}"
    return Path(settings.DATA_DIR) / "metrics"


def _page_cache(request: HttpRequest) -> bytes:
    """Of the worker that answers."""
    front = request.META.get(STATE)
    if not isinstance(front, PageCache):
        return b""
    lines = (
        "# HELP portal_pages_in_memory Pages that the answering worker keeps",
        "# TYPE portal_pages_in_memory gauge",
        f"portal_pages_in_memory {len(front.memory)}",
        "# HELP portal_pages_unchecked_seconds How long it could not ask whether they are true",
        "# TYPE portal_pages_unchecked_seconds gauge",
        f"portal_pages_unchecked_seconds {front.watch.age}",
        "",
    )
    return "\n".join(lines).encode()
