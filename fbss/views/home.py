"""Where most visits that do not come from a search engine begin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.models import FAQ, Topic

from .caching import cached

COMMON = 6


@require_safe
@cached()
def home(request: HttpRequest) -> HttpResponse:
    """One kind sentence, urgent help, what there is to do here, and common questions."""
    context = {
        "topics": Topic.objects.published().for_cards(),
        "questions": FAQ.objects.published().for_cards()[:COMMON],
    }
    return render(request, "fbss/home.html", context)
