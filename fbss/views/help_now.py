"""Help now: the care cards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.content.composition import compose_help
from fbss.content.vocabulary import CardLevel
from fbss.models import CareCard
from fbss.models.library import references_of_cards

from .caching import cached


@require_safe
@cached()
def help_now(request: HttpRequest) -> HttpResponse:
    """All care cards, the most urgent level first."""
    return _page(request)


def with_card(request: HttpRequest, card: CareCard) -> HttpResponse:
    """The same page with a card that is not public in its place."""
    # A card that says no level yet would stand nowhere.
    card.level = card.level or CardLevel.EMERGENCY.value
    return _page(request, card)


def _page(request: HttpRequest, instead: CareCard | None = None) -> HttpResponse:
    page = compose_help("Get help now", references_of_cards(instead))
    return render(request, "fbss/help_now.html", {"page": page})
