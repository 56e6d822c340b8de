"""Treatments side by side."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fbss.content.icon_arrays import shapes
from fbss.content.vocabulary import Kind
from fbss.models import Redirect, Treatment
from fbss.models.comparison import comparison_of

from .caching import cached, understood
from .choices import LEAST, MOST, Choice, choice_of, unknown
from .treatments import by_category


@require_safe
@cached("t", repeated=True)
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four treatments in one frame; for any other choice, the choices once more."""
    shown = list(Treatment.objects.published().for_cards())
    asked = request.GET.getlist("t")
    offered = {treatment.slug: treatment.title for treatment in shown}
    choice = choice_of(asked, offered, _moved(asked, offered))
    if choice.is_sound and choice.understood != tuple(asked):
        return HttpResponseRedirect(address_of(choice))
    context = {
        "choice": choice,
        "groups": by_category(shown),
        "least": LEAST,
        "most": MOST,
        "shapes": shapes(),
    }
    if choice.is_sound:
        entries = [treatment.entry_id for treatment in shown if treatment.slug in choice.asked]
        live = Treatment.objects.published().of_entries(entries)
        context["comparison"] = comparison_of(live)
    # Not an error status: the address is what the form itself makes, and the page helps on.
    response = render(request, "fbss/compare.html", context)
    if not choice.is_sound and choice.asked:
        response["X-Robots-Tag"] = "noindex"
    return understood(response, not choice.is_sound and choice.asked)


def address_of(choice: Choice) -> str:
    """The one address of a comparison, in whatever order it was asked for."""
    return f"{reverse('compare')}?{urlencode([('t', slug) for slug in choice.understood])}"


def _moved(asked: list[str], offered: Mapping[str, str]) -> dict[str, str]:
    """The addresses that took the place of old ones."""
    old = unknown(asked, offered)
    found = Redirect.objects.from_addresses(Kind.TREATMENT, old) if old else ()
    now = {redirect.slug: redirect.entry.slug for redirect in found}
    # Where a page that is not public moved to stays secret.
    return {slug: address for slug, address in now.items() if address in offered}
