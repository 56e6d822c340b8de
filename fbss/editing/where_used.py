"""Where a source, word, care card, picture or page is used: in live texts and in drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from fbss.models import REVISIONS, Entry, Passage, Picture, Revision, Source, State, Thing, Use
from fbss.models.use import names_of

MOST = 500


@dataclass(frozen=True)
class Place:
    """A text that uses something."""

    # What it is (a kind of text, passage, source) and the number of its row in the admin.
    kind: str
    pk: int
    title: str
    standing: str


def uses_of_source(source: Source) -> list[Place]:
    """Texts and claims that rest on a source. At most eight queries, however many there are."""
    claims = [
        Place("passage", passage.pk, f"Claim {passage.key}", "Live")
        for passage in Passage.objects.naming(source)[:MOST]
    ]
    return places(Use.objects.of(Thing.SOURCE, source.key)) + claims


def uses_of_picture(picture: Picture) -> list[Place]:
    """Texts that show a picture. At most seven queries."""
    return places(Use.objects.of(Thing.PICTURE, picture.key))


def uses_of_entry(entry: Entry) -> list[Place]:
    """Texts of other pages that link, list or mention a page, word or care card.

    At most eight queries.
    """
    return places(Use.objects.of_names(names_of(entry)).exclude(entry=entry))


def uses_of_link(url: str) -> list[Place]:
    """Sources and texts that lead to an address elsewhere. At most eight queries."""
    sources = Source.objects.at(url)[:MOST]
    register = [Place("source", source.pk, f"Source {source.key}", "Live") for source in sources]
    return places(Use.objects.of(Thing.LINK, url)) + register


def places(uses: QuerySet[Use]) -> list[Place]:
    """The texts of these uses by title, the first 500. One query a kind."""
    found: dict[str, set[tuple[int, int]]] = {}
    rows = uses.values_list("entry__kind", "entry", "number").distinct()[:MOST]
    for kind, entry, number in rows:
        found.setdefault(kind, set()).add((entry, number))
    texts = [place for kind, asked in found.items() for place in _of_kind(kind, asked)]
    return sorted(texts, key=lambda place: (place.title, place.standing, place.pk))


def _of_kind(kind: str, asked: Iterable[tuple[int, int]]) -> Iterable[Place]:
    by_number: dict[int, list[int]] = {}
    for entry, number in asked:
        by_number.setdefault(number, []).append(entry)
    wanted = Q()
    for number, entries in by_number.items():
        wanted |= Q(number=number, entry__in=entries)
    texts = REVISIONS[kind]._default_manager.filter(wanted).select_related("entry")
    return (Place(kind, text.pk, str(text), _standing(text)) for text in texts.only(*NEEDED))


NEEDED = ("title", "state", "live_from", "live_until", "entry__key", "entry__kind")
WORDS: Mapping[str, str] = {
    State.DRAFT: "Draft",
    State.IN_REVIEW: "Waits for a reviewer",
}


def _standing(text: Revision) -> str:
    return "Live" if text.is_live() else WORDS.get(text.state, "Scheduled")
