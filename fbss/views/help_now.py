"""Help now: the care cards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.content.composition import compose_help
from fbss.models.library import references_of_cards

from .caching import cached


@require_safe
@cached()
def help_now(request: HttpRequest) -> HttpResponse:
    """All care cards, the most urgent level first."""
    page = compose_help("Get help now", references_of_cards())
    return render(request, "fbss/help_now.html", {"page": page})
