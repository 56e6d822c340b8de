"""Offline: the site kept on the reader's own device, after the reader has asked for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fbss.content.vocabulary import Kind
from fbss.models.keeping import KeptPage, kept_pages, version_of

from .caching import cached

WORKER = Path("static/js/offline-worker.js")
# Pages that are no entries. They change with any entry.
LISTS = [
    "home",
    "help_now",
    "understand",
    "treatments",
    "questions",
    "prepare",
    "bad_day",
    "words",
    "a_to_z",
    "sources",
    "claims",
    "about",
    "offline",
    "offline_missing",
]
SHEETS = ("site", "parts")
ASSETS = [*(f"css/{name}.css" for name in SHEETS), "js/site.js", "icons/site.svg"]


@require_safe
@cached()
def offline(request: HttpRequest) -> HttpResponse:
    """How to keep the site, and how to remove it again."""
    return render(request, "fbss/offline.html", {"count": len(_versions(kept_pages()))})


@require_safe
@cached()
def offline_missing(request: HttpRequest) -> HttpResponse:
    """What a reader without a network sees in the place of a page that is not kept."""
    response = render(request, "fbss/offline_missing.html")
    response["X-Robots-Tag"] = "noindex"
    return response


@cache_control(no_cache=True)
@conditional_page
@require_safe
def offline_pages(_request: HttpRequest) -> HttpResponse:
    """Every page to keep with its version, and the assets that they need."""
    assets = [static(name) for name in ASSETS]
    return JsonResponse({"pages": _versions(kept_pages(), *assets), "assets": assets})


@cache_control(no_cache=True)
@conditional_page
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps pages. Its address is its reach, so it stands at the top."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


def _versions(pages: list[KeptPage], *assets: str) -> dict[str, str]:
    """The version of every address. A page names its assets, so they belong to its version."""
    of_lists = version_of(pages, *assets)
    return {
        **{reverse(name): of_lists for name in LISTS},
        **{page.address: version_of([page], *assets) for page in pages},
        **{
            reverse("bad_day_topic", args=[page.slug]): version_of([page], *assets)
            for page in pages
            if page.kind is Kind.TOPIC
        },
    }


@cache
def _script() -> str:
    return (settings.BASE_DIR / WORKER).read_text(encoding="utf-8")
