"""The addresses of the JSON API. What answers them comes into memory with the first question.

Its library is a tenth of a worker's memory, and most workers that start serve readers alone.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView

from .caching import cached


@csrf_exempt  # nothing changes, whoever asks
def answer(request: HttpRequest) -> HttpResponse:
    """What `fbss.views.api` answers at this address."""
    match = request.resolver_match = resolve(request.path_info, "fbss.views.api")
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api_docs"), name="api"),
    path("docs/", answer, name="api_docs"),
    path("openapi.json", answer, name="openapi"),
    # Long, costly and the same for everybody.
    path("corpus.json", cached()(answer)),
    path("corpus.ndjson", cached()(answer)),
    path("quality", cached()(answer)),
    # Whatever stands there, a line break too.
    re_path(r"^[\s\S]*$", answer),
]
