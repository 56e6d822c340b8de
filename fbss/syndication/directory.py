"""Every address that visitors can read, and how machines are told of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse

from fbss.content.vocabulary import Kind
from fbss.models import Source
from fbss.models.entry import FRONT_PAGE

from .holdings import Holding, holdings
from .site import ABOUT, NAME, Site
from .sitemaps import Place, newest

# Lists, each with the kinds of text it shows.
_LISTS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("home", (Kind.TOPIC, Kind.FAQ)),
    ("help_now", (Kind.CARD,)),
    ("understand", (Kind.TOPIC,)),
    ("questions", (Kind.TOPIC, Kind.FAQ)),
    ("treatments", (Kind.TREATMENT,)),
    ("words", (Kind.WORD,)),
    ("a_to_z", (Kind.TOPIC, Kind.FAQ, Kind.TREATMENT, Kind.PAGE, Kind.WORD)),
)
# Pages of register lines, and pages that hold no text: nobody notes when these change.
_OTHERS = ("sources", "claims", "codes", "prepare", "bad_day", "handout", "api_docs")


def places(site: Site) -> list[Place]:
    """All addresses with the moment of their last change, as far as it is known."""
    held = holdings()
    pages = [Place(site.url(text.address), text.since) for text in held if text.kind != Kind.CARD]
    return [*_lists(site, held), *pages, *_sources(site)]


def _lists(site: Site, held: Sequence[Holding]) -> Iterator[Place]:
    for name, kinds in _LISTS:
        changed = newest(Place("", text.since) for text in held if text.kind in kinds)
        yield Place(site.url(reverse(name)), changed)
    for name in _OTHERS:
        yield Place(site.url(reverse(name)))


def _sources(site: Site) -> Iterator[Place]:
    for key in Source.objects.citable().order_by("key").values_list("key", flat=True):
        yield Place(site.url(reverse("source", args=[key])))


def robots(site: Site) -> str:
    """What crawlers may fetch: all that readers may."""
    return "\n".join(
        (
            "User-agent: *",
            "Disallow: /admin/",
            "Disallow: /markdownx/",
            "Disallow: /infobutton",
            "",
            f"Sitemap: {site.url(reverse('sitemap'))}",
            "",
        )
    )


def security(site: Site, contact: str, now: datetime.datetime) -> str:
    """Whom to tell about a weakness (RFC 9116); the note is good for half a year."""
    ends = (now + datetime.timedelta(days=180)).replace(hour=0, minute=0, second=0)
    return "\n".join(
        (
            f"Contact: {contact}",
            f"Expires: {ends.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: en",
            f"Canonical: {site.url(reverse('security'))}",
            "",
        )
    )


_SHELVES = (
    ("Topics", Kind.TOPIC),
    ("Treatments", Kind.TREATMENT),
    ("Questions", Kind.FAQ),
    ("About this site", Kind.PAGE),
)


def llms(site: Site) -> str:
    """The site in one page of Markdown, for programs that read pages for people."""
    held = holdings()
    lines = [
        f"# {NAME}",
        "",
        f"> {ABOUT}",
        "",
        "General information, not advice for one person. Each page names its sources.",
        f"Urgent signs, and whom to call: [Get help now]({site.url(reverse('help_now'))})",
        "",
    ]
    for name, kind in _SHELVES:
        lines += [f"## {name}", "", *_links(site, held, kind), ""]
    lines += ["## For programs", "", *_doors(site), ""]
    return "\n".join(lines)


def _links(site: Site, held: Iterable[Holding], kind: Kind) -> Iterator[str]:
    for text in held:
        if text.kind == kind and text.key != FRONT_PAGE:
            yield f"- [{_bracketed(text.title)}]({site.url(text.address)})"


def _bracketed(title: str) -> str:
    return title.replace("[", "(").replace("]", ")")


def _doors(site: Site) -> Iterator[str]:
    yield f"- [Everything as JSON]({site.url('/api/v1/corpus.json')})"
    yield f"- [How the JSON API works]({site.url('/api/v1/docs/')})"
    yield f"- [What changed]({site.url(reverse('changes_feed'))})"
    yield f"- [All addresses]({site.url(reverse('sitemap'))})"
