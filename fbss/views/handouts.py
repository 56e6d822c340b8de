"""Hand-out cards: chosen by somebody who treats, printed, and taken home by somebody in pain."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from fbss.syndication.handouts import MOST_PAGES, MOST_QUESTIONS, Card, card_of, offers

from .machines import site_of


# No front cache holds these pages, so nothing else makes the long list of all offers small.
@gzip_page
@require_safe
def handout(request: HttpRequest) -> HttpResponse:
    """All that can be put on a card; what the address names is ticked."""
    card = _card(request)
    return _form(request, card, card.faults)


@gzip_page
@require_safe
def handout_card(request: HttpRequest) -> HttpResponse:
    """The card, ready to print; where there is none, the form once more, which says why."""
    card = _card(request)
    if not card.is_sound:
        return _form(request, card, card.faults or ("Choose at least one page or question.",))
    context = {
        "card": card,
        "lines": card.lines(site_of(request)),
        "query": _query(card),
        "today": timezone.localdate(),
    }
    return _unlisted(render(request, "fbss/handout_card.html", context))


def _card(request: HttpRequest) -> Card:
    return card_of(request.GET.getlist("page"), request.GET.getlist("ask"), offers())


def _form(request: HttpRequest, card: Card, faults: tuple[str, ...]) -> HttpResponse:
    context = {
        "groups": [(kind, list(some)) for kind, some in groupby(card.offers, lambda one: one.kind)],
        "card": card,
        "faults": faults,
        "most_pages": MOST_PAGES,
        "most_questions": MOST_QUESTIONS,
    }
    response = render(request, "fbss/handout.html", context)
    return response if card.is_empty else _unlisted(response)


def _unlisted(response: HttpResponse) -> HttpResponse:
    """There are more cards than a search engine has use for."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _query(card: Card) -> str:
    pages = [("page", offer.code) for offer in card.pages]
    return urlencode([*pages, *(("ask", asked.code) for asked in card.questions)])
