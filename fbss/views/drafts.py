"""Pages of texts that are not public: for editors at the desk, and behind a link that ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import unwrap
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fbss.content.fingerprint import fingerprint
from fbss.content.vocabulary import Kind
from fbss.models import PreviewLink, Revision
from fbss.models.entry import FRONT_PAGE

from . import about, help_now, questions, topics, treatments, words

ROBOTS = "noindex, nofollow, noarchive"
Page = Callable[[HttpRequest, Any], HttpResponse]

# The functions of the public pages, without what finds a live text for an address.
PAGES: dict[Kind, Page] = {
    Kind.TOPIC: unwrap(topics.topic),
    Kind.FAQ: unwrap(questions.question),
    Kind.TREATMENT: unwrap(treatments.treatment),
    Kind.PAGE: unwrap(about.about_page),
    Kind.WORD: unwrap(words.word),
    Kind.CARD: help_now.with_card,
}


@dataclass(frozen=True)
class DraftStrip:
    """What stands at the top of every screen of a text that is not public."""

    standing: str
    explains: str


def show_draft(request: HttpRequest, revision: Revision, strip: DraftStrip) -> HttpResponse:
    """The public page as it would be with this text, saved or not."""
    if revision.pk is None:
        # What was typed has not been through a save.
        revision.fingerprint = fingerprint(revision.text())
    request.draft = strip  # type: ignore[attr-defined]  # the frame of every page asks for it
    response = _page(revision)(request, revision)
    response.headers["X-Robots-Tag"] = ROBOTS
    return response


def _page(revision: Revision) -> Page:
    if revision.KIND is Kind.PAGE and revision.entry.key == FRONT_PAGE:
        return about.front_page
    return PAGES[revision.KIND]


@require_safe
@never_cache
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """A draft for somebody without an account, as long as the link holds."""
    link = PreviewLink.objects.at_token(token)
    if link is None:
        raise Http404("no draft at this address")
    revision = link.revision() if link.holds() else None
    if revision is None:
        return _private(render(request, "fbss/draft_ended.html", {"link": link}, status=410))
    return _private(show_draft(request, revision, _strip(link, revision)))


def _strip(link: PreviewLink, revision: Revision) -> DraftStrip:
    until = timezone.localtime(link.ends_at)
    return DraftStrip(
        standing="This page is public now" if revision.is_live() else "Draft, not published",
        explains=f"For you to read and comment on. Do not act on it. This link ends on"
        f" {until:%B} {until.day}, {until:%Y}.",
    )


def _private(response: HttpResponse) -> HttpResponse:
    """No search engine keeps the answer, and the address goes nowhere else."""
    response.headers["X-Robots-Tag"] = ROBOTS
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
