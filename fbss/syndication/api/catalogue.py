"""All that the API can say, read from what is public in a number of queries that does not grow."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from django.db.models import QuerySet

from fbss.content.composition import compose, compose_claims, compose_help
from fbss.content.parts import Cards
from fbss.content.pictures import PictureText, picture_keys
from fbss.content.references import CardText, Claim, Meaning, PageName, References, SourceLine
from fbss.content.vocabulary import Kind
from fbss.models import CareCard, Code, Passage, Picture, Revision, Source
from fbss.models.library import card_text, claim_of, meanings, source_line
from fbss.syndication.holdings import holdings, live_texts, published
from fbss.syndication.infobutton.systems import SYSTEMS
from fbss.syndication.site import Site

from . import items
from .items import Values

OIDS = {system.slug: system.oid for system in SYSTEMS}


class Catalogue:
    """Items of one answer. What they refer to is read once, when the first of them needs it."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def entries(self, texts: Iterable[Revision]) -> Iterator[Values]:
        """Live texts as items."""
        for text in texts:
            yield self._entry(text)

    def claims(self, passages: Sequence[Passage]) -> Iterator[Values]:
        """Passages as items, as far as the page that corrects each is public."""
        shown = [passage for passage in passages if passage.answered_by.ref in self._links]
        references = self._references([claim_of(passage) for passage in shown])
        page = compose_claims("", "", references)
        for passage, checked in zip(shown, items.claims_in(page), strict=True):
            yield items.claim(self.site, checked, self._links[passage.answered_by.ref])

    def sources(self, sources: Iterable[Source]) -> Iterator[Values]:
        """Sources as items."""
        for source in sources:
            line = source_line(source)
            plain = {name: getattr(source, name) for name in ("authors", "title", "container")}
            more = {name: getattr(source, name) for name in ("year", "details", "doi", "pmid")}
            common = items.common(self.site, "sources", source.key, source.get_absolute_url())
            about = {"study": source.kind, "funding": source.funding, "read": source.read}
            yield {**common, **plain, **more, "link": line.link, **about}

    def codes(self, codes: Sequence[Code]) -> Iterator[Values]:
        """Codes that lead to a public page, as items."""
        pages = {text.entry_id: text for text in live_texts({line.entry for line in codes})}
        for line in codes:
            if page := pages.get(line.entry_id):
                yield self._code(line, page)

    def _code(self, line: Code, page: Revision) -> Values:
        address = f"/codes/{line.system}/{line.code}/"
        target = {
            "ref": page.entry.ref,
            "title": page.title,
            "url": self.site.url(page.get_absolute_url()),
        }
        return {
            **items.common(self.site, "codes", f"{line.system}/{line.code}", address),
            "system": line.system,
            "oid": OIDS.get(line.system, ""),
            "code": line.code,
            "title": line.title,
            "page": target,
        }

    def _entry(self, text: Revision) -> Values:
        entry = text.entry
        reviewer = entry.reviewed_by
        address = text.get_absolute_url()
        return {
            **items.common(self.site, text.KIND.folder, entry.key, address),
            "title": text.title,
            "revision": text.number,
            "published": text.live_from.isoformat() if text.live_from else None,
            "edited": text.edited.isoformat(),
            "reviewed_on": _day(entry.last_reviewed_on),
            "reviewed_by": (reviewer.get_full_name() or reviewer.username) if reviewer else None,
            "review_due": _day(entry.next_review_due_on),
            **self._content(text, address),
        }

    def _content(self, text: Revision, address: str) -> Values:
        if isinstance(text, CareCard):
            shown = card_text(text)
            page = compose_help("", self._references((), {shown.key: shown}))
            [composed] = (
                card for part in page.parts if isinstance(part, Cards) for card in part.cards
            )
            return items.card(self.site, text.text(), composed, page.notes)
        claims = self._claims.get(text.entry_id, ())
        own_word = text.slug if text.KIND is Kind.WORD else ""
        said = text.text()
        pictures = self._pictures if picture_keys(said) else {}
        references = replace(self._references(claims), pictures=pictures)
        page = compose(text.KIND, said, references, own_word=own_word)
        values = items.content(self.site, said, page, address, self._links)
        if text.KIND is Kind.FAQ:
            home = self._links[text.entry.ref]
            shown_claims = items.claims_in(page)
            values["claims"] = [items.claim(self.site, one, home) for one in shown_claims]
        return values

    def _references(
        self, claims: Iterable[Claim], cards: Mapping[str, CardText] | None = None
    ) -> References:
        return References(
            sources=self._sources,
            meanings=self._meanings,
            cards=cards or {},
            claims=tuple(claims),
            pages=self._links,
        )

    @cached_property
    def _pictures(self) -> dict[str, PictureText]:
        return {picture.key: picture.as_text() for picture in Picture.objects.all()}

    @cached_property
    def _links(self) -> dict[str, PageName]:
        held = ((Kind(text.kind), text) for text in holdings())
        return {
            f"{kind.folder}/{text.key}": PageName(kind, text.title, text.address)
            for kind, text in held
        }

    @cached_property
    def _sources(self) -> dict[str, SourceLine]:
        return {source.key: source_line(source) for source in Source.objects.citable()}

    @cached_property
    def _meanings(self) -> dict[str, Meaning]:
        return meanings()

    @cached_property
    def _claims(self) -> dict[int, list[Claim]]:
        found: dict[int, list[Claim]] = {}
        for passage in Passage.objects.all():
            found.setdefault(passage.answered_by_id, []).append(claim_of(passage))
        return found


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def texts(kind: Kind) -> QuerySet[Revision]:
    """The live texts of a kind by key, with all that an item says of them."""
    found = published(kind).with_text().select_related("entry__reviewed_by")
    return found.order_by("entry__key")
