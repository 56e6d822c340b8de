"""For operators and load balancers: does the process live, and can it serve?"""

from __future__ import annotations

from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.pagecache.front import STATE, PageCache


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """What the site needs, item by item; 503 if an item is missing."""
    state = {"database": _database(), "pages": _pages(request)}
    is_ready = state["database"] == "ok"
    return JsonResponse({"ready": is_ready, **state}, status=200 if is_ready else 503)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "away"
    return "migrations wait" if waiting else "ok"


def _pages(request: HttpRequest) -> dict[str, Any] | str:
    """How many pages this worker has in memory, and for how long it could not check them."""
    front = request.META.get(STATE)
    if not isinstance(front, PageCache):
        return "not kept"
    return {"in_memory": len(front.memory), "unchecked_for_seconds": front.watch.age}
