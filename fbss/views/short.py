"""Short addresses: from what is printed on paper to the page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fbss.syndication.holdings import live_texts_named
from fbss.syndication.short import entries_with


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """To the page with this code, in large letters or small. A page that has gone says so there."""
    entries = entries_with(code.lower())
    if not entries:
        raise Http404("no page has this short address")
    if len(entries) > 1:
        pages = list(live_texts_named(entry.ref for entry in entries))
        return render(request, "fbss/short.html", {"pages": pages})
    # Not for ever: the page may move on, and browsers do not ask again about "for ever".
    return redirect(entries[0].get_absolute_url())
