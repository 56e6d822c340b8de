"""Makes the pack: reads every page that belongs in it, and binds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from fbss.content.vocabulary import Kind, Urgency
from fbss.models import Synonym
from fbss.syndication.assets import asset, source
from fbss.syndication.holdings import published
from fbss.syndication.site import Site
from fbss.syndication.visits import visit

from .binding import File, Leaf, anchor_lines, bind, finished, leaf_of, without_title

# What the file needs beside the sheets of its pages.
STYLE, SCRIPT = "css/pack.css", "js/pack.js"
WORDS, SOURCES = "/words/", "/sources/"
# A page that is a group of its own has its title where others have the title of the group.
GROUP, PAGE = 2, 3
# Kinds of which every page stands in the file, with the folder of their addresses.
SHELVES = {
    "understand": Kind.TOPIC,
    "treatments": Kind.TREATMENT,
    "questions": Kind.FAQ,
    "about": Kind.PAGE,
}
_ADDRESS = ("title", "entry__kind", "entry__key", "entry__slug")


@dataclass(frozen=True)
class _Group:
    """Pages of one kind, as the shell lists them."""

    name: str
    leaves: list[Leaf]

    @property
    def title(self) -> str:
        return TITLES[self.name]

    @property
    def is_shelf(self) -> bool:
        return self.name in SHELVES

    @property
    def anchor(self) -> str:
        """Its own anchor, unless one of its pages has it."""
        anchor = f"{self.name}/"
        return "" if any(leaf.anchor == anchor for leaf in self.leaves) else anchor


def pack(site: Site) -> File:
    """The site in one file."""
    groups = list(_groups(site))
    bind((leaf for _, leaves in groups for leaf in leaves), site)
    shell = render_to_string(
        "fbss/pack.html",
        {
            "groups": [_Group(name, leaves) for name, leaves in groups],
            "home": site.url("/"),
            "made": timezone.localtime(),
            "words": _words(),
        },
    )
    sheets = dict.fromkeys(
        sheet for _, leaves in groups for leaf in leaves for sheet in leaf.sheets
    )
    style = "".join([*(asset(sheet).decode() for sheet in sheets), source(STYLE)])
    return finished(shell, groups, style, source(SCRIPT))


# The groups in the order of the file: what is urgent stands first.
TITLES = {
    "help-now": "Get help now",
    "bad-day": "A bad day",
    "understand": "Understand",
    "treatments": "Treatments",
    "questions": "Questions",
    "prepare": "Get ready for my appointment",
    "words": "Words explained",
    "about": "About this site",
    "sources": "Sources",
}


def _groups(site: Site) -> Iterator[tuple[str, list[Leaf]]]:
    for name in TITLES:
        if kind := SHELVES.get(name):
            yield name, _shelf(site, kind)
        else:
            yield name, list(_single(site, f"/{name}/"))


def _shelf(site: Site, kind: Kind) -> list[Leaf]:
    addresses = [
        revision.get_absolute_url()
        for revision in published(kind).order_by("position", "title").only(*_ADDRESS)
    ]
    return [leaf for address in addresses for leaf in _read(site, address, PAGE)]


def _single(site: Site, address: str) -> Iterator[Leaf]:
    """A page that is a group of its own; a long list goes on over several."""
    for part in (address, *_further(site, address)):
        for leaf in _read(site, part, GROUP):
            if address == WORDS:
                anchor_lines(leaf, WORDS, ("dt",))
            if address == SOURCES:
                anchor_lines(leaf, SOURCES, ("li",))
            yield leaf if part == address else without_title(leaf)


def _further(site: Site, address: str) -> Iterator[str]:
    """The leaves of a list after its first."""
    number, page = 1, visit(site, address)
    while page.is_page:
        number += 1
        following = f"{address}?page={number}"
        if f'href="?page={number}"' not in page.text:
            return
        yield following
        page = visit(site, following)


def _read(site: Site, address: str, level: int) -> Iterator[Leaf]:
    answer = visit(site, address)
    if answer.is_page:
        yield leaf_of(address, answer.text, level)


def _words() -> dict[str, Any]:
    """Lay words with ours, and the words that are urgent: what search in the file knows of them."""
    rows = list(Synonym.objects.values_list("lay", "clinical", "urgency"))
    return {
        "same": [[lay, clinical] for lay, clinical, _ in rows],
        "urgent": [lay for lay, _, urgency in rows if urgency == Urgency.EMERGENCY],
    }
