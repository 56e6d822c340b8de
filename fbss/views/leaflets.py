"""Leaflets: every page as a PDF to print and to hand over."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fbss.models import Revision
from fbss.syndication.leaflets.forms import MEDIA_TYPE, Form
from fbss.syndication.replies import reply

from .caching import cached
from .entries import AddressView, entry_page
from .machines import site_of


def leaflet(model: type[Revision], form: Form) -> AddressView:
    """The view of the leaflets of one kind in one form. A page that has gone says so instead."""

    @entry_page(model)
    def of_page(request: HttpRequest, revision: Revision) -> HttpResponse:
        from fbss.syndication.leaflets.shelf import leaflet_pdf  # noqa: PLC0415 -- see `_sent`

        pdf = leaflet_pdf(revision, site_of(request), form.size, form.paper)
        return _sent(request, pdf, revision.slug, revision.get_absolute_url())

    return of_page


def help_leaflet(form: Form) -> Callable[[HttpRequest], HttpResponse]:
    """The view of the care cards as a leaflet in one form."""

    @require_safe
    @cached()
    def of_cards(request: HttpRequest) -> HttpResponse:
        from fbss.syndication.leaflets.shelf import help_pdf  # noqa: PLC0415 -- see `_sent`

        pdf = help_pdf("Get help now", site_of(request), form.size, form.paper)
        return _sent(request, pdf, "get-help-now", "/help-now/")

    return of_cards


def _sent(request: HttpRequest, pdf: bytes, name: str, page: str) -> HttpResponse:
    """A file that opens in the browser. Search engines are told of the page instead.

    The press comes into memory with the first leaflet: most workers that start print none soon.
    """
    headers = {
        "Content-Disposition": f'inline; filename="{name}.pdf"',
        "Link": f'<{site_of(request).url(page)}>; rel="canonical"',
        "X-Robots-Tag": "noindex",
    }
    response = reply(request, pdf, MEDIA_TYPE)
    for header, value in headers.items():
        response[header] = value
    return response
