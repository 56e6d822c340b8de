"""Search: a plain form, its results, and suggestions while typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from fbss.content.vocabulary import Kind
from fbss.search import Findings, find
from fbss.search.help import card_for
from fbss.search.lexicon import Haste
from fbss.search.misses import record
from fbss.search.suggestions import suggest

from .leaves import Leaf, leaf
from .turnstile import Turnstile, limited

A_LEAF = 10
MOST_RELATED = 5
SUGGESTIONS_KEPT_FOR = 60
# A clinic may be behind one address; a program that reads the site has the API.
SEARCHES = Turnstile("search", most=120, seconds=60)
SUGGESTIONS = Turnstile("suggestions", most=600, seconds=60)
# The kinds that visitors can choose, with what they call them.
KINDS = {
    Kind.FAQ: "Questions",
    Kind.TREATMENT: "Treatments",
    Kind.TOPIC: "Topics",
    Kind.WORD: "Words",
}


@dataclass(frozen=True)
class Choice:
    """One kind of page to look at alone, as a link."""

    label: str
    href: str
    is_chosen: bool


def wait_to_search(request: HttpRequest, seconds: int) -> HttpResponse:
    """The same page with the words still in it, and when to go on."""
    context = {"typed": "", "kept": _typed(request), "seconds": seconds}
    return _unlisted(render(request, "fbss/search.html", context, status=429))


def wait_to_suggest(_request: HttpRequest, _seconds: int) -> HttpResponse:
    """Nothing to suggest; the box goes on without."""
    return JsonResponse({"suggestions": []}, status=429)


@require_safe
@limited(SEARCHES, wait_to_search)
def search(request: HttpRequest) -> HttpResponse:
    """Results for `?q=`; without it, a page that says what can be looked for."""
    typed = _typed(request)
    context = _results(request, typed) if typed else {}
    return _unlisted(
        render(request, "fbss/search.html", {"typed": typed, "kept": typed, **context})
    )


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    # What somebody looked for stays in no cache, on a shared computer neither.
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@limited(SUGGESTIONS, wait_to_suggest)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Lines for the box while somebody types, as JSON."""
    lines = suggest(request.GET.get("q", "").replace("\0", " "))
    found = [{"text": line.text, "kind": line.kind, "url": line.url} for line in lines]
    response = JsonResponse({"suggestions": found})
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, max_age=SUGGESTIONS_KEPT_FOR)
    return response


def _results(request: HttpRequest, typed: str) -> dict[str, Any]:
    kind = _kind(request.GET.get("kind", ""))
    is_exact = request.GET.get("exact") == "1"
    findings = find(typed, kind, corrects=not is_exact)
    if kind is None:
        record(typed, findings)
    return {
        "asked": findings.asked,
        "card": card_for(findings.asked),
        "is_urgent": findings.asked.haste is Haste.EMERGENCY,
        "is_found": findings.is_confident,
        "choices": _choices(typed, kind, is_exact=is_exact),
        "exact": f"{reverse('search')}?{urlencode({'q': typed, 'exact': 1})}",
        **_shown(findings, request.GET.get("page", "")),
        "query": f"{_query(typed, kind, is_exact=is_exact)}&",
    }


def _shown(findings: Findings, asked: str) -> dict[str, Any]:
    """The results of one leaf; a few that may be related where nothing answers."""
    if not findings.is_confident:
        return {"results": findings.results(0, MOST_RELATED), "leaf": Leaf([], 1, has_next=False)}
    found = leaf(range(len(findings)), asked, A_LEAF)
    first = (found.number - 1) * A_LEAF
    return {"results": findings.results(first, first + A_LEAF), "leaf": found}


def _kind(asked: str) -> Kind | None:
    return next((kind for kind in KINDS if kind.value == asked), None)


def _choices(typed: str, chosen: Kind | None, *, is_exact: bool) -> list[Choice]:
    options: list[tuple[Kind | None, str]] = [(None, "Everything"), *KINDS.items()]
    return [
        Choice(label, f"?{_query(typed, kind, is_exact=is_exact)}", kind is chosen)
        for kind, label in options
    ]


def _query(typed: str, kind: Kind | None, *, is_exact: bool) -> str:
    parts = {"q": typed, "kind": kind.value if kind else "", "exact": "1" if is_exact else ""}
    return urlencode({name: value for name, value in parts.items() if value})
