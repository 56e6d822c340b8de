"""The parts of a page as blocks of a leaflet, one form for each shape."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

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
)
from fbss.content.vocabulary import CardLevel
from fbss.syndication.site import Site

from .pieces import (
    Block,
    Piece,
    blocks_of,
    bullets,
    heading,
    in_steps,
    line_of,
    link,
    paragraph,
    strong,
)


def day(date: datetime.date) -> str:
    return f"{date:%B} {date.day}, {date.year}"


class Parts:
    """Makes blocks of the parts of one page."""

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

    def blocks(self, part: Part) -> Iterable[Block]:
        """A part without its heading."""
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


def _table(caption: str, head: list[str], rows: list[list[list[Piece]]]) -> Block:
    return {"is": "table", "caption": caption, "head": [[name] for name in head], "rows": rows}
