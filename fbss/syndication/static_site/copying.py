"""Makes the copy: asks the site for every page that a link leads to, and writes each as a file."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from csp.utils import build_policy
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from fbss.content.vocabulary import Kind
from fbss.models import Entry, Redirect
from fbss.syndication.assets import asset, is_asset
from fbss.syndication.directory import places
from fbss.syndication.holdings import holdings, known_entry
from fbss.syndication.short import code_of
from fbss.syndication.site import Site
from fbss.syndication.visits import Answer, visit

from .pages import PACK, Terms, as_file, at_any_depth, links_on, pack_beside, redirect_page
from .places import file_of, is_safe, link_between

# Stands for the address of a site that has none yet; no link to it is left in the copy.
NOWHERE = "https://site.invalid"
SEARCH = "/search/"
# What a policy in a page cannot say; only a header can.
_HEADER_ONLY = ("frame-ancestors", "report-uri", "report-to", "sandbox")
_MOVED = (301, 302, 307, 308)
_GONE = 410


@dataclass
class Copy:
    """The files of a copy, and the links that led nowhere."""

    files: int = 0
    broken: list[str] = field(default_factory=list)


class _Copier:
    def __init__(self, folder: Path, site: Site, terms: Terms) -> None:
        self.folder, self.site, self.terms = folder, site, terms
        self.result = Copy()
        self.waiting: deque[str] = deque()
        self.seen: set[str] = set()

    def add(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            if address not in self.seen:
                self.seen.add(address)
                self.waiting.append(address)

    def walk(self) -> None:
        while self.waiting:
            self.copy(self.waiting.popleft())

    def copy(self, address: str) -> None:
        if is_asset(address):
            self.write(address, asset(address))
        elif address.partition("?")[0] == SEARCH:
            self.lead(address, PACK)
        else:
            self.keep(address, visit(self.site, address))

    def keep(self, address: str, answer: Answer) -> None:
        if answer.status in _MOVED:
            self.add([answer.location])
            self.lead(address, answer.location)
        elif address == PACK:
            self.pack(answer.text)
        elif answer.is_page or answer.status == _GONE:
            self.page(address, answer.text)
        elif answer.status == 200:
            self.write(address, answer.body)
        else:
            self.result.broken.append(address)

    def pack(self, text: str) -> None:
        beside = text if self.terms.is_addressed else pack_beside(text, self.terms)
        self.write(PACK, beside.encode())

    def page(self, address: str, text: str) -> None:
        self.add(links_on(text, address, self.terms))
        self.write(address, as_file(text, address, file_of(address), self.terms).encode())

    def lead(self, address: str, target: str) -> None:
        page = redirect_page(link_between(file_of(address), target))
        self.write(address, page.encode())

    def write(self, address: str, content: bytes) -> None:
        name = file_of(address)
        if not is_safe(name):
            self.result.broken.append(address)
            return
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.result.files += 1


def copy_site(folder: Path, base_url: str, *, leaflets: bool = False) -> Copy:
    """Write the public site into an empty folder. Without a base URL no file names an address."""
    site = Site(base_url or NOWHERE)
    terms = Terms(site.origin, _policy(), bool(base_url), leaflets)
    copier = _Copier(folder, site, terms)
    copier.add(_beginnings(site, terms))
    copier.walk()
    for old, target in _leads():
        copier.lead(old, target)
    _write_not_found(copier)
    return copier.result


def _beginnings(site: Site, terms: Terms) -> Iterator[str]:
    """Every public address, and with a base URL what machines ask for."""
    yield from (place.url.removeprefix(site.origin) for place in places(site))
    yield from (entry.get_absolute_url() for entry in Entry.objects.withdrawn() if _has_page(entry))
    yield PACK
    yield SEARCH
    if terms.is_addressed:
        names = ("changes_feed", "sitemap", "robots", "llms")
        yield from (reverse(name) for name in names)


def _leads() -> Iterator[tuple[str, str]]:
    """Old addresses and short ones, with the pages that they lead to."""
    for old in Redirect.objects.select_related("entry"):
        target = _target_of(old)
        if target:
            yield Entry(kind=old.kind, key="-", slug=old.slug).get_absolute_url(), target
    for held in holdings():
        ref = Entry(kind=held.kind, key=held.key).ref
        yield f"/q/{code_of(ref)}/", held.address


def _target_of(old: Redirect) -> str:
    """Where an old address leads, if visitors may hear of the page."""
    entry = known_entry(Kind(old.kind), old.entry.slug)
    return entry.get_absolute_url() if entry else ""


def _has_page(entry: Entry) -> bool:
    return "#" not in entry.get_absolute_url()


def _policy() -> str:
    """The policy of the site, as far as a page can say it. No script turns text into HTML."""
    parts = build_policy(config=settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]).split(";")
    kept = [part.strip() for part in parts]
    kept = [part for part in kept if part and not part.startswith(_HEADER_ONLY)]
    return "; ".join([*kept, "require-trusted-types-for 'script'"])


def _write_not_found(copier: _Copier) -> None:
    """The page for addresses where nothing is."""
    page = at_any_depth(render_to_string("404.html"), copier.terms)
    copier.write("/404.html", page.encode())
