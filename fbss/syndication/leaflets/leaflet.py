"""What stands on a leaflet, in the order of reading: a composed page as plain values."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fbss.content.composition import Composition
from fbss.content.markdown import Rendered
from fbss.content.parts import (
    Cards,
    Certainties,
    CheckedClaim,
    Claims,
    ComposedCard,
    Items,
    Links,
    OutcomeRow,
    Outcomes,
    Part,
    Prose,
    SourceNote,
)
from fbss.content.vocabulary import CardLevel
from fbss.syndication.qr import drawing
from fbss.syndication.site import NAME, Site

from .letters import shown
from .pieces import (
    Block,
    Piece,
    blocks_of,
    bullets,
    heading,
    line_of,
    link,
    paragraph,
    strong,
)

# The strip that stands on top of every page says the same.
URGENT = "New numbness between the legs, new trouble peeing or pooing, or weak legs?"
URGENT_ACTION = "Call 911 or go to an emergency room now (UK: 999 or A&E)."
NOT_CHECKED = "No clinician has checked this page yet."
GENERAL = (
    "This leaflet gives general information. It does not give medical advice for you alone. "
    "Talk with your care team before you start, change or stop a treatment."
)


class Paper(StrEnum):
    """The paper of a leaflet, as Typst calls it."""

    LETTER = "us-letter"
    A4 = "a4"


class Print(StrEnum):
    """How large the letters are: 11 or 18 points."""

    NORMAL = "normal"
    LARGE = "large"


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


def in_steps(blocks: Iterable[Block], above: int) -> list[Block]:
    """The blocks with no level of heading left out and none empty: readers by ear count on it."""
    stepped, last = [], above
    for block in blocks:
        if block["is"] == "h":
            if not said(block["in"]):
                continue
            last = min(block["level"], last + 1)
            block = {**block, "level": last}
        stepped.append(block)
    return stepped


def said(pieces: Iterable[Piece]) -> str:
    """The words of a line, as far as they can be shown."""
    texts = (one if isinstance(one, str) else said(one.get("in", ())) for one in pieces)
    return shown("".join(texts)).strip()


def day(date: datetime.date) -> str:
    return f"{date:%B} {date.day}, {date.year}"


class _Leaflet:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.shapes = {
            Prose: self.prose,
            Items: self.items,
            Links: self.links,
            Outcomes: self.outcomes,
            Certainties: self.certainties,
            Cards: self.cards,
            Claims: self.claims,
        }

    def line(self, rendered: Rendered) -> list[Piece]:
        return line_of(rendered.html, self.site.url)

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
            yield from self.part(part)

    def part(self, part: Part) -> Iterable[Block]:
        make: Any = self.shapes[type(part)]
        found: Iterable[Block] = make(part)
        return found

    def prose(self, part: Prose) -> Iterable[Block]:
        return blocks_of(part.html.html, self.site.url)

    def items(self, part: Items) -> Iterator[Block]:
        yield bullets([self.line(item) for item in part.items])

    def links(self, part: Links) -> Iterator[Block]:
        yield bullets(
            [
                [link(self.site.url(one.address), one.title), f" ({one.kind.label})"]
                for one in part.links
            ]
        )

    def outcomes(self, part: Outcomes) -> Iterator[Block]:
        head = ["What happens", "With it", "Without it", "Over what time", "Source and note"]
        for table in part.tables:
            rows = [self.outcome(row) for row in table.rows]
            if rows:
                yield _table(table.caption, head, rows)
            else:
                yield paragraph(strong(f"{table.caption}."), " We found nothing to list here.")

    def outcome(self, row: OutcomeRow) -> list[list[Piece]]:
        without = [*self.line(row.without_it), ", ", *self.line(row.comparator)]
        told = [*self.line(row.source), " ", *self.line(row.note)]
        return [self.line(row.outcome), self.line(row.with_it), without, self.line(row.over), told]

    def certainties(self, part: Certainties) -> Iterator[Block]:
        head = ["What it is about", "How sure", "On which scale", "Source"]
        rows: list[list[list[Piece]]] = [
            [self.line(row.about), self.line(row.level), [row.scale], self.line(row.source)]
            for row in part.rows
        ]
        yield _table("How sure the studies are, each on its own scale", head, rows)

    def cards(self, part: Cards) -> Iterator[Block]:
        for composed in part.cards:
            is_emergency = composed.card.level is CardLevel.EMERGENCY
            level = "" if part.title == composed.card.level.label else composed.card.level.label
            inside = in_steps(self.card(composed, level), above=2)
            yield {"is": "alarm" if is_emergency else "frame", "in": inside}

    def card(self, composed: ComposedCard, level: str) -> Iterator[Block]:
        card = composed.card
        if level:
            yield paragraph(level)
        yield heading(3, card.title)
        yield paragraph({"is": "strong", "in": self.line(composed.service)})
        yield paragraph(*self.line(composed.lead), ":")
        yield bullets([self.line(sign) for sign in composed.signs])
        yield from blocks_of(composed.advice.html, self.site.url)
        if card.checked_by and card.checked_on:
            yield paragraph(f"Checked by {card.checked_by} on {day(card.checked_on)}.")
        else:
            yield paragraph("No clinician has checked this card yet.")

    def claims(self, part: Claims) -> Iterator[Block]:
        for checked in part.claims:
            yield {"is": "frame", "in": list(self.claim(checked))}

    def claim(self, checked: CheckedClaim) -> Iterator[Block]:
        """A text and its correction, in one frame."""
        claim = checked.claim
        yield heading(3, f"“{claim.question}”")
        yield paragraph("Our check: ", strong(claim.verdict.label))
        lines = [paragraph(line) for line in claim.answer.splitlines() if line.strip()]
        yield {"is": "quote", "in": lines}
        if claim.truncated:
            yield paragraph("The text breaks off here.")
        dated = f" It carries the date {claim.printed_date}." if claim.printed_date else ""
        yield paragraph(f"Where it comes from: {claim.origin}{dated}")
        yield paragraph(strong("Why:"), " ", *self.line(checked.note))
        yield paragraph(f"How much it matters: {claim.severity.label}.")

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


def _table(caption: str, head: list[str], rows: list[list[list[Piece]]]) -> Block:
    return {"is": "table", "caption": caption, "head": [[name] for name in head], "rows": rows}
