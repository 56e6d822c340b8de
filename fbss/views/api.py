"""The JSON API: its operations, the two that other rooms answer, and its pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from fbss.content.vocabulary import Kind
from fbss.editing.precheck import site_audit
from fbss.search import search as find
from fbss.syndication.api import schemas
from fbss.syndication.api.answers import Refused, as_json, faults, problem, site_of
from fbss.syndication.api.documentation import completed, described
from fbss.syndication.api.items import ROOT
from fbss.syndication.api.operations import router
from fbss.syndication.replies import OPEN

from .away import SENTENCE, for_later, is_away
from .turnstile import Turnstile, limited

View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
REQUESTS = Turnstile("api", most=600, seconds=60)
# The API's own address of its own description is ours, with what its answers share added.
api = NinjaAPI(
    title="Pain after back surgery",
    version="1.0",
    description="All that is public on this site, for reading. Nothing here changes anything.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_router("", router)
log = logging.getLogger(__name__)


class Search(Schema):
    q: str = Field(min_length=1, max_length=200, description="What a visitor would type.")
    kind: Kind | None = None
    limit: int = Field(10, ge=1, le=50)


@api.get("/search", response=schemas.Hits, summary="Pages that answer a text best")
def search(request: HttpRequest, asked: Query[Search]) -> HttpResponse:
    typed = " ".join(asked.q.replace("\0", " ").split())
    found = find(typed, asked.kind, asked.limit) if typed else ()
    site = site_of(request)
    hits = [
        {
            "kind": hit.kind.folder,
            "key": hit.key,
            "title": hit.title,
            "url": site.url(hit.url),
            "excerpt": hit.excerpt,
            "reason": hit.reason,
            "is_confident": hit.is_confident,
        }
        for hit in found
    ]
    response = as_json(request, {"items": hits})
    # What somebody looked for stays in no cache.
    response.headers["Cache-Control"] = "private, no-store"
    return response


@api.get("/quality", response=dict[str, Any], summary="The site's audit of itself")
def quality(request: HttpRequest) -> HttpResponse:
    return as_json(request, site_audit())


@api.exception_handler(ValidationError)
def faulty_parameters(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, faults(error))


@api.exception_handler(Refused)
def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(error.status, error.detail)


@api.exception_handler(Http404)
def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, "Nothing public has this address.")


@api.exception_handler(Exception)
def failed(_request: HttpRequest, error: Exception) -> HttpResponse:
    if is_away(error):
        log.error("The database does not answer: %s", error)
        return for_later(problem(HTTPStatus.SERVICE_UNAVAILABLE, SENTENCE))
    log.error("the API failed", exc_info=error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.")


def door(view: View) -> View:
    """The view as a door that any page may knock at, and that is for reading alone."""

    reading = limited(REQUESTS, wait_for_answers)(partial(_read, view))

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            headers = {**OPEN, "Allow": METHODS, "Access-Control-Allow-Methods": METHODS}
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)
        if request.method not in ("GET", "HEAD"):
            response = problem(HTTPStatus.METHOD_NOT_ALLOWED, "This API is for reading: use GET.")
            response.headers["Allow"] = METHODS
            return response
        return reading(request, *args, **kwargs)

    asked.csrf_exempt = True  # type: ignore[attr-defined]  # nothing changes, whoever asks
    return asked


def wait_for_answers(_request: HttpRequest, seconds: int) -> HttpResponse:
    detail = f"Too many requests. Ask again in {seconds} s. All there is comes as corpus.json too."
    return problem(HTTPStatus.TOO_MANY_REQUESTS, detail)


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer to GET, to HEAD too: the server leaves its body away."""
    method, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = method


def schema(request: HttpRequest) -> HttpResponse:
    """The description of the API: OpenAPI 3.1."""
    return as_json(request, _described(request))


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """How the API works, for people: a page made of its description."""
    context = {"api": _described(request), "operations": described(_described(request))}
    return render(request, "fbss/api.html", context)


def nothing(_request: HttpRequest) -> HttpResponse:
    """Any other address below the API's."""
    return problem(HTTPStatus.NOT_FOUND, "There is no such operation.")


def _described(request: HttpRequest) -> dict[str, Any]:
    return completed(api.get_openapi_schema(path_prefix=""), site_of(request).url(ROOT))


def _opened(pattern: URLPattern) -> URLPattern:
    # Without a name of its own: "topic" is the name of the page for people.
    return URLPattern(pattern.pattern, door(pattern.callback), pattern.default_args)


# As whole addresses: `api_addresses` looks them up here. The names are the same there.
urlpatterns = [
    path(
        f"{ROOT}/".lstrip("/"),
        include(
            [
                path("docs/", docs, name="api_docs"),
                path("docs", RedirectView.as_view(pattern_name="api_docs")),
                path("openapi.json", door(schema), name="openapi"),
                *(_opened(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern)),
                re_path(r"^[\s\S]*$", door(nothing)),
            ]
        ),
    )
]
