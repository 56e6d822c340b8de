"""Sources: what the statements rest on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from fbss.models import Entry, Passage, Source
from fbss.models.evidence import resting_on
from fbss.models.library import page_names, source_line

from .caching import cached, understood
from .leaves import leaf

# Each citing page is read whole to find its statements.
CITING = 20
MOST_CLAIMS = 100


@require_safe
@cached("page")
def sources(request: HttpRequest) -> HttpResponse:
    """All sources that somebody has read."""
    found = leaf(Source.objects.citable(), request.GET.get("page", ""))
    lines = [source_line(source) for source in found.items]
    response = render(request, "fbss/sources.html", {"lines": lines, "leaf": found})
    return understood(response, found.missing)


@require_safe
@cached("page")
def source(request: HttpRequest, key: str) -> HttpResponse:
    """A source and the statements that rest on it."""
    source = get_object_or_404(Source.objects.citable(), key=key)
    found = leaf(Entry.objects.citing(source), request.GET.get("page", ""), CITING)
    passages = list(Passage.objects.naming(source)[:MOST_CLAIMS])
    context = {
        "source": source,
        "line": source_line(source),
        "pages": resting_on(source, found.items),
        "claims": page_names(passage.answered_by.ref for passage in passages).values(),
        "leaf": found,
    }
    return understood(render(request, "fbss/source.html", context), found.missing)
