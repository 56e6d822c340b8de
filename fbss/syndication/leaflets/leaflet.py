"""What stands on a leaflet, in the order of reading: a composed page as plain values."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fbss.content.composition import Composition
from fbss.content.parts import SourceNote
from fbss.syndication.qr import drawing
from fbss.syndication.site import NAME, Site

from .parts import Parts, day
from .pieces import Block, Piece, bullets, heading, in_steps, link, paragraph, said, strong

# The strip that stands on top of every page says the same.
URGENT = "New numbness between the legs, new trouble peeing or pooing, or weak legs?"
URGENT_ACTION = "Call 911 or go to an emergency room now (UK: 999 or A&E)."
NOT_CHECKED = "No clinician has checked this page yet."
GENERAL = (
    "This leaflet gives general information. It does not give medical advice for you alone. "
    "Talk with your care team before you start, change or stop a treatment."
)


@dataclass(frozen=True)
class About:
    """Who wrote and checked a page, who pays, and when."""

    edited: datetime.date
    checked_by: str = ""
    checked_on: datetime.date | None = None
    due_on: datetime.date | None = None
    is_overdue: bool = False
    who_pays: str = ""

    @property
    def notice(self) -> str:
        """What a reader should know before reading, where there is such a thing."""
        if not self.checked_by:
            return NOT_CHECKED
        return "The next review of this page is overdue." if self.is_overdue else ""


def leaflet_of(page: Composition, about: About, site: Site, short: str) -> dict[str, Any]:
    """The leaflet of a page. `short` is the path that leads to the page with few letters."""
    address = site.url(short)
    title = page.title if said([page.title]) else NAME
    sheet = _Leaflet(site)
    return {
        "title": title,
        "description": page.description,
        "author": f"The editors of {NAME}",
        "site": NAME,
        "address": address,
        "language": "en",
        "region": "US",
        "opening": list(sheet.opening(title, page, about)),
        "body": in_steps(sheet.body(page), above=1),
        "sources_title": "Sources",
        "notes": [sheet.note(note) for note in page.notes],
        "closing": list(sheet.closing(page, about)),
        "qr": drawing(address).svg,
        "qr_alt": f"QR code that opens {address}",
        "beside_qr": [
            paragraph("This page as it stands today, with its links:"),
            paragraph(link(address, address)),
        ],
    }


class _Leaflet:
    def __init__(self, site: Site) -> None:
        self.parts = Parts(site)
        self.line = self.parts.line

    def opening(self, title: str, page: Composition, about: About) -> Iterator[Block]:
        yield {"is": "alarm", "in": [paragraph(strong(URGENT), " ", URGENT_ACTION)]}
        yield paragraph(page.caption or NAME)
        yield heading(1, title)
        if page.also_called:
            yield paragraph(f"Also called: {', '.join(page.also_called)}")
        for lead in (page.short_answer, page.aim):
            if lead.html:
                yield {"is": "lead", "in": self.line(lead)}
        if about.notice:
            yield {"is": "frame", "in": [paragraph(strong(about.notice))]}

    def body(self, page: Composition) -> Iterator[Block]:
        if page.key_messages:
            yield heading(2, "Key messages")
            yield bullets([self.line(message) for message in page.key_messages])
        for part in page.parts:
            if part.title:
                yield heading(2, part.title)
            yield from self.parts.blocks(part)

    def note(self, note: SourceNote) -> dict[str, Any]:
        source = note.source
        year = f" ({source.year})" if source.year else ""
        title = f": {source.title}" if source.title else ""
        place = f" {source.place}." if source.place else ""
        told: list[Piece] = [
            f"{source.authors}{year}{title}.{place} Kind: {source.kind}."
            f" Who paid, or who sells it: {source.funding}."
        ]
        if source.link:
            told += [" ", link(source.link, source.link)]
        return {"number": note.number, "in": told}

    def closing(self, page: Composition, about: About) -> Iterator[Block]:
        if page.words:
            yield heading(2, "Words on this page")
            yield bullets(
                [
                    [strong(f"{word.title}:"), " ", *self.line(word.definition)]
                    for word in page.words
                ]
            )
        yield heading(2, "About this leaflet")
        yield bullets([[strong(f"{name}:"), f" {fact}"] for name, fact in _facts(about).items()])
        yield paragraph(GENERAL)


def _facts(about: About) -> Mapping[str, str]:
    facts = {
        "Who wrote it": f"The editors of {NAME}",
        "Who checked it": about.checked_by or NOT_CHECKED,
        "Who pays": about.who_pays or "Not said on this site",
        "Last edited": day(about.edited),
        "Last reviewed": day(about.checked_on) if about.checked_on else "Not yet",
    }
    if about.due_on:
        late = ". This review is overdue." if about.is_overdue else ""
        facts["Next review due"] = f"{day(about.due_on)}{late}"
    return facts
