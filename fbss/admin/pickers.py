"""What the toolbar of a field offers: sources, pages, words, pictures …, found while typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from fbss.content.vocabulary import Kind
from fbss.models import REVISIONS, CareCard, Picture, Revision, Source, Word
from fbss.models.library import NAMED

MOST = 20
Option = dict[str, str]


def _sources(query: str) -> Iterator[Option]:
    found = Source.objects.citable()
    for word in query.split():
        found = found.filter(
            Q(key__icontains=word) | Q(authors__icontains=word) | Q(title__icontains=word)
        )
    for source in found.order_by("key")[:MOST]:
        detail = f"{source.authors}, {source.container} {source.year or ''}".strip(" ,")
        yield _option(source.title or source.key, detail, f"[@{source.key}]", source.key)


def _pages(query: str) -> Iterator[Option]:
    return islice(chain.from_iterable(_of_kind(kind, query) for kind in NAMED), MOST)


def _treatments(query: str) -> Iterator[Option]:
    return _of_kind(Kind.TREATMENT, query)


def _of_kind(kind: Kind, query: str) -> Iterator[Option]:
    model: type[Revision] = REVISIONS[kind.value]
    rows = model._default_manager.all().published().filter(_titled(query))
    for page in rows.only("title", "entry__kind", "entry__key", "entry__slug")[:MOST]:
        key = page.entry.key if kind is Kind.TREATMENT else page.entry.ref
        link = f"[{_plain(page.title)}]({page.get_absolute_url()})"
        yield _option(page.title, kind.label, link, page.entry.ref, key)


def _words(query: str) -> Iterator[Option]:
    for word in Word.objects.published().filter(_titled(query)).order_by("title")[:MOST]:
        yield _option(word.title, word.definition, word.title)


def _cards(query: str) -> Iterator[Option]:
    for card in CareCard.objects.published().filter(_titled(query)).in_order()[:MOST]:
        yield _option(card.title, card.service, card.entry.key)


def _pictures(query: str) -> Iterator[Option]:
    found = Picture.objects.all()
    for word in query.split():
        found = found.filter(Q(key__icontains=word) | Q(alt__icontains=word))
    for picture in found[:MOST]:
        # A picture stands on a line of its own.
        yield _option(picture.alt, picture.key, f"\n\n![{picture.key}]\n\n")


def _titled(query: str) -> Q:
    wanted = Q()
    for word in query.split():
        wanted &= Q(title__icontains=word) | Q(entry__key__icontains=word)
    return wanted


def _plain(title: str) -> str:
    """A title that cannot end the link it stands in."""
    return title.replace("[", "(").replace("]", ")")


def _option(label: str, detail: str, text: str, line: str = "", key: str = "") -> Option:
    """What the list shows; what goes into running text, and what stands alone on a line."""
    return {"label": label, "detail": detail, "text": text, "line": key or line or text}


PICKERS: dict[str, Callable[[str], Iterator[Option]]] = {
    "sources": _sources,
    "pages": _pages,
    "words": _words,
    "cards": _cards,
    "treatments": _treatments,
    "pictures": _pictures,
}


@require_safe
def pick(request: HttpRequest, what: str) -> JsonResponse:
    """What a picker lists for the words typed so far. For people who write, as JSON."""
    user = request.user
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return JsonResponse({"error": "Log in to search."}, status=403)
    if what not in PICKERS:
        known = ", ".join(PICKERS)
        return JsonResponse(
            {"error": f"Nothing is called “{what}”. There are {known}."}, status=404
        )
    return JsonResponse({"options": list(PICKERS[what](request.GET.get("q", "")[:100]))})
