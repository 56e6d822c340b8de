"""For operators and load balancers: does the process live, and can it serve?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import state
from portal.pagecache.front import STATE, PageCache


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """What the site needs, item by item; 503 where it cannot serve.

    Without an index, room on the disk or a shared count it serves less well: 200, and it says so.
    """
    database = state.database()
    found: dict[str, Any] = {"database": database, "disk": state.disk(), "cache": state.cache()}
    found["search"] = state.search_index() if database == state.OK else state.AWAY
    is_ready = database == state.OK
    worse = sorted(name for name, said in found.items() if said != state.OK)
    said = {"ready": is_ready, "worse": worse, **found, "pages": _pages(request)}
    return JsonResponse(said, status=200 if is_ready else 503)


def _pages(request: HttpRequest) -> dict[str, Any] | str:
    """How many pages this worker has in memory, and for how long it could not check them."""
    front = request.META.get(STATE)
    if not isinstance(front, PageCache):
        return "not kept"
    return {"in_memory": len(front.memory), "unchecked_for_seconds": front.watch.age}
