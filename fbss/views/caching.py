"""Which pages may be kept, and what they were made of.

A front cache may stand before the site (`portal.pagecache`). A view opts in with `@cached`. When
the cache asks, the answer says which tables the page was read from; without that header nothing is
kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpRequest, HttpResponse

# Set by the front cache in the WSGI environment, where no visitor can.
ASKED = "fbss.page_cache"
# The tables that a page was made of. It never leaves the house.
TAGS_HEADER = "X-Page-Tags"

_TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?', re.IGNORECASE)
_READS = re.compile(r"\s*\(*\s*(SELECT|WITH|EXPLAIN)\b", re.IGNORECASE)
_WRITES = re.compile(
    r"\b(INSERT|UPDATE|DELETE|MERGE)\b\s+(INTO|FROM|\"?\w+\"?\s+SET)\b", re.IGNORECASE
)

View = TypeVar("View", bound=Callable[..., HttpResponse])


class Reading:
    """Watches the queries of one page."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.wrote = False

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 -- Django's signature
        context: Any,
    ) -> Any:
        self.tables.update(_TABLE.findall(sql))
        self.wrote |= not _READS.match(sql) or _WRITES.search(sql) is not None
        return execute(sql, params, many, context)


def also_read(tables: Iterable[str]) -> None:
    """Say that the page rests on these tables too: something that was made of them was at hand."""
    for wrapper in connection.execute_wrappers:
        if isinstance(wrapper, Reading):
            wrapper.tables.update(tables)


def understood(response: HttpResponse, *unknown: object) -> HttpResponse:
    """Let the page be kept only if nothing in its address was unknown.

    There is no end of nonsense that an address can ask for, and each would be a page of its own.
    """
    response.holds_unknown = any(unknown)  # type: ignore[attr-defined]  # read below
    return response


def cached(*parameters: str, repeated: bool = False, ahead: bool = False) -> Callable[[View], View]:
    """Let a finished page of this view be kept for all visitors.

    Only these query parameters make a page of their own; the view does not see any other. One that
    is said twice makes none, unless the view is for lists of them. A page that takes seconds is
    made `ahead`, once somebody has asked for it: later visitors have the old one meanwhile.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if ASKED not in request.META:
                return view(request, *args, **kwargs)
            reading = Reading()
            with connection.execute_wrapper(reading):
                response = view(request, *args, **kwargs)
            if may_be_kept(request, response) and not reading.wrote and is_plain(request):
                response.headers[TAGS_HEADER] = " ".join(sorted(reading.tables)) or "-"
            return response

        def is_plain(request: HttpRequest) -> bool:
            return repeated or all(len(values) == 1 for _, values in request.GET.lists())

        asked.is_made_ahead = ahead  # type: ignore[attr-defined]  # read by the cache
        asked.page_parameters = parameters  # type: ignore[attr-defined]  # read by the cache
        return asked  # type: ignore[return-value]  # the same signature

    return decorate


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the page is finished, and the same for everybody."""
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and getattr(response, "is_rendered", True)
        and not response.cookies
        and not getattr(response, "holds_unknown", False)
        # A token of a form, or somebody's name, is in the page.
        and "CSRF_COOKIE" not in request.META
        and not hasattr(request, "_cached_user")
        and not getattr(getattr(request, "session", None), "accessed", False)
    )
