"""About this site: its pages about itself, and what changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from fbss.models import InfoPage
from fbss.models.changes import Change, change_rows
from fbss.models.entry import FRONT_PAGE

from .caching import cached, understood
from .entries import entry_page, show
from .leaves import leaf
from .quality import quality_page

CHANGES = "changes"
QUALITY = "quality"


@require_safe
@cached()
def about(request: HttpRequest) -> HttpResponse:
    """The page about this site, with the way to the others."""
    page = InfoPage.objects.published().with_key(FRONT_PAGE).first()
    if page is None:
        raise Http404("the page about this site is not published")
    return front_page(request, page)


def front_page(request: HttpRequest, page: InfoPage) -> HttpResponse:
    """The first of the pages about the site, which lists the others."""
    return show(request, page, "fbss/about.html", _others)


def _others() -> dict[str, Any]:
    return {"pages": list(InfoPage.objects.published().for_cards())}


@entry_page(InfoPage, "page")
def about_page(request: HttpRequest, page: InfoPage) -> HttpResponse:
    """A page about the site."""
    if page.entry.key == FRONT_PAGE:
        return redirect(page, permanent=True)
    if page.entry.key == CHANGES:
        return _changes(request, page)
    if page.entry.key == QUALITY:
        return understood(quality_page(request, page), request.GET)
    return understood(show(request, page), request.GET)


def _changes(request: HttpRequest, page: InfoPage) -> HttpResponse:
    found = leaf(change_rows(), request.GET.get("page", ""))
    changes = [Change(*row) for row in found.items]
    response = show(request, page, "fbss/changes.html", changes=changes, leaf=found)
    return understood(response, found.missing)
