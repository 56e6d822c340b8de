"""Claims checked: all texts of the raw seed in one list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.content.composition import compose_claims
from fbss.content.vocabulary import Severity, Verdict
from fbss.models import Passage
from fbss.models.library import references_of_claims

from .caching import cached, understood
from .filters import as_query, plain_filter
from .leaves import leaf


@require_safe
@cached("verdict", "severity", "page")
def claims(request: HttpRequest) -> HttpResponse:
    """All claims, or those with one verdict or one severity."""
    verdict = plain_filter("verdict", "Verdict", Verdict.choices(), request.GET)
    severity = plain_filter("severity", "How much it matters", Severity.choices(), request.GET)
    judged = Passage.objects.judged(verdict=verdict.chosen, severity=severity.chosen)
    found = leaf(judged, request.GET.get("page", ""))
    context = {
        "page": compose_claims("Claims we checked", "The texts", references_of_claims(found.items)),
        "leaf": found,
        "filters": [verdict, severity],
        "query": as_query([verdict, severity]),
    }
    response = render(request, "fbss/claims.html", context)
    return understood(response, verdict.unknown, severity.unknown, found.missing)
