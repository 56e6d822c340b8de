"""What all pages of entries share: how they are found, and what stands around their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fbss.content.vocabulary import Kind
from fbss.models import Entry, Redirect, Revision, Significance

from .caching import cached
from .kept_texts import Surroundings, text_of

R = TypeVar("R", bound=Revision)
EntryView = Callable[[HttpRequest, R], HttpResponse]
AddressView = Callable[[HttpRequest, str], HttpResponse]

# The list in which the pages of a kind stand, and the name of its address.
SHELVES = {
    Kind.TOPIC: ("Understand", "understand"),
    Kind.FAQ: ("Questions", "questions"),
    Kind.TREATMENT: ("Treatments", "treatments"),
    Kind.PAGE: ("About this site", "about"),
    Kind.WORD: ("Words explained", "words"),
}
# A page's own list of changes; the older ones are in the list of the whole site.
MOST_CHANGES = 20
# How long the head of a page says that its advice changed.
ADVICE_IS_NEWS_FOR = timedelta(days=90)


def entry_page(model: type[R], *parameters: str) -> Callable[[EntryView[R]], AddressView]:
    """Make a view of a live revision, with its query parameters, into a view of an address."""

    def decorate(view: EntryView[R]) -> AddressView:
        @cached(*parameters)
        @wraps(view)
        def at_address(request: HttpRequest, slug: str) -> HttpResponse:
            live = model._default_manager.all().published().at_address(slug)
            revision = cast("R | None", live.first())
            return view(request, revision) if revision else _elsewhere(request, model, slug)

        return require_safe(at_address)

    return decorate


def show(
    request: HttpRequest,
    revision: Revision,
    template: str = "fbss/entry.html",
    around: Surroundings = dict,
    **more: Any,
) -> HttpResponse:
    """The page of a live revision. `around` reads what else it shows of the library."""
    text = text_of(revision, lambda: {**_around(revision), **around()})
    context = {
        "page": text.page,
        "text": text,
        "revision": revision,
        "entry": revision.entry,
        "is_overdue": revision.entry.is_overdue(timezone.localdate()),
        "shelf": _shelf(revision),
        "advice_change": recent_advice(text.around["history"]),
        **text.around,
        **more,
    }
    return render(request, template, context)


def recent_advice(history: Iterable[Revision]) -> Revision | None:
    """The last change of a page's advice, while those who read the older text may come back."""
    since = timezone.now() - ADVICE_IS_NEWS_FOR
    changes = (change for change in history if change.number != 1)
    return next(
        (
            change
            for change in changes
            if change.significance == Significance.ADVICE
            and change.live_from
            and change.live_from > since
        ),
        None,
    )


def _around(revision: Revision) -> dict[str, Any]:
    """What every page shows beside its text."""
    history = type(revision)._default_manager.all().history_of(revision.entry)
    codes = revision.entry.codes.all() if revision.KIND is Kind.TOPIC else ()
    return {"history": list(history[:MOST_CHANGES]), "codes": list(codes)}


def _shelf(revision: Revision) -> dict[str, str]:
    title, name = SHELVES[revision.KIND]
    address = reverse(name)
    # The front page of a shelf does not stand in it.
    return {} if address == revision.get_absolute_url() else {"title": title, "address": address}


def _elsewhere(request: HttpRequest, model: type[Revision], slug: str) -> HttpResponse:
    """The answer at an address where no text is live: moved, withdrawn, or never there."""
    entry = Entry.objects.withdrawn().at_address(model.KIND, slug).first()
    if entry:
        return render(request, "fbss/withdrawn.html", {"entry": entry}, status=410)
    return _moved(model, slug)


def _moved(model: type[Revision], slug: str) -> HttpResponse:
    redirect = Redirect.objects.from_address(model.KIND, slug).first()
    if redirect and _may_be_known(model, redirect.entry):
        return HttpResponsePermanentRedirect(redirect.entry.get_absolute_url())
    raise Http404(f"no {Kind(model.KIND).label.lower()} at this address")


def _may_be_known(model: type[Revision], entry: Entry) -> bool:
    """Whether visitors may hear that an entry exists: a page that is not out yet stays secret."""
    is_live = model._default_manager.all().published().filter(entry=entry).exists()
    return is_live or entry.withdrawn_at is not None
