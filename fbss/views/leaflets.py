"""Leaflets: every page as a PDF to print and to hand over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fbss.models import Revision
from fbss.syndication.leaflets.leaflet import Paper, Print
from fbss.syndication.leaflets.press import MEDIA_TYPE
from fbss.syndication.leaflets.shelf import help_pdf, leaflet_pdf
from fbss.syndication.replies import reply

from .caching import cached
from .entries import AddressView, entry_page
from .machines import site_of


@dataclass(frozen=True)
class Form:
    """One of the four forms that a leaflet comes in, and the end of its address."""

    file: str
    size: Print
    paper: Paper


# The form of the country that the site speaks to stands first.
FORMS = (
    Form("leaflet.pdf", Print.NORMAL, Paper.LETTER),
    Form("leaflet-large.pdf", Print.LARGE, Paper.LETTER),
    Form("leaflet-a4.pdf", Print.NORMAL, Paper.A4),
    Form("leaflet-a4-large.pdf", Print.LARGE, Paper.A4),
)


def leaflet(model: type[Revision], form: Form) -> AddressView:
    """The view of the leaflets of one kind in one form. A page that has gone says so instead."""

    @entry_page(model)
    def of_page(request: HttpRequest, revision: Revision) -> HttpResponse:
        pdf = leaflet_pdf(revision, site_of(request), form.size, form.paper)
        return _sent(request, pdf, revision.slug, revision.get_absolute_url())

    return of_page


def help_leaflet(form: Form) -> Callable[[HttpRequest], HttpResponse]:
    """The view of the care cards as a leaflet in one form."""

    @require_safe
    @cached()
    def of_cards(request: HttpRequest) -> HttpResponse:
        pdf = help_pdf("Get help now", site_of(request), form.size, form.paper)
        return _sent(request, pdf, "get-help-now", "/help-now/")

    return of_cards


def _sent(request: HttpRequest, pdf: bytes, name: str, page: str) -> HttpResponse:
    """A file that opens in the browser. Search engines are told of the page instead."""
    headers = {
        "Content-Disposition": f'inline; filename="{name}.pdf"',
        "Link": f'<{site_of(request).url(page)}>; rel="canonical"',
        "X-Robots-Tag": "noindex",
    }
    response = reply(request, pdf, MEDIA_TYPE)
    for header, value in headers.items():
        response[header] = value
    return response
