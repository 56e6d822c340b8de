"""Codes: the pages that a diagnosis code leads to, for people."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.syndication.infobutton.matching import Fit
from fbss.syndication.infobutton.request import Criterion, Request
from fbss.syndication.infobutton.resources import matches, public_codes, resources_of
from fbss.syndication.infobutton.systems import SYSTEMS, system_named

from .caching import cached


@require_safe
@cached()
def codes(request: HttpRequest) -> HttpResponse:
    """All codes that lead to a page, system by system."""
    labels = {system.slug: system.label for system in SYSTEMS}
    grouped = groupby(public_codes(), lambda line: line.code.system)
    systems = [(labels.get(slug, slug), list(lines)) for slug, lines in grouped]
    return render(request, "fbss/codes.html", {"systems": systems})


@require_safe
@cached()
def code(request: HttpRequest, system: str, code: str) -> HttpResponse:
    """The pages for one code, written with its dot or without, in large letters or small."""
    known = system_named(system)
    if known is None:
        raise Http404("no such code system")
    found = matches(known, code)
    asked = Request(criteria=(Criterion(code, system),))
    pages = resources_of(asked, found)
    same = next((match.code for match in found if match.fit is Fit.SAME), None)
    context = {
        "system": known,
        "asked": same.code if same else code.upper(),
        "same": same,
        "matches": [match for match in found if match.code != same],
        "pages": [page for page, _ in pages],
    }
    return render(request, "fbss/code.html", context, status=200 if pages else 404)
