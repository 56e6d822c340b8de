"""The leaflets of the library: which entry has one, and what it says today."""

from __future__ import annotations

from django.utils import timezone

from fbss.content.composition import Composition, compose, compose_help
from fbss.content.text import plain
from fbss.content.vocabulary import Kind
from fbss.models import CareCard, InfoPage, Revision
from fbss.models.library import references_of, references_of_cards
from fbss.syndication.short import code_of
from fbss.syndication.site import Site

from .forms import Paper, Print
from .leaflet import About, leaflet_of
from .press import printed

WHO_PAYS = "who-pays"


def leaflet_pdf(revision: Revision, site: Site, size: Print, paper: Paper) -> bytes:
    """The leaflet of a live text."""
    entry = revision.entry
    reviewer = entry.reviewed_by
    about = About(
        edited=revision.edited,
        checked_by=str(reviewer.get_full_name() or reviewer.get_username()) if reviewer else "",
        checked_on=entry.last_reviewed_on,
        due_on=entry.next_review_due_on,
        is_overdue=entry.is_overdue(timezone.localdate()),
        who_pays=who_pays(),
    )
    leaflet = leaflet_of(_page(revision), about, site, f"/q/{code_of(entry.ref)}")
    return printed({**leaflet, "size": size, "paper": paper}, revision.live_from or timezone.now())


def help_pdf(title: str, site: Site, size: Print, paper: Paper) -> bytes:
    """All care cards as a leaflet; each card says itself who checked it."""
    cards = list(CareCard.objects.published().in_order())
    edited = max((card.edited for card in cards), default=timezone.localdate())
    made = max((card.live_from for card in cards if card.live_from), default=timezone.now())
    about = About(edited=edited, checked_by="Each card says so", who_pays=who_pays())
    page = compose_help(title, references_of_cards())
    leaflet = leaflet_of(page, about, site, "/help-now/")
    return printed({**leaflet, "size": size, "paper": paper}, made)


def _page(revision: Revision) -> Composition:
    text = revision.text()
    own_word = revision.slug if revision.KIND is Kind.WORD else ""
    return compose(revision.KIND, text, references_of(revision, text), own_word=own_word)


def who_pays() -> str:
    """In short what the page about money says; nothing where it is not published."""
    page = InfoPage.objects.published().with_key(WHO_PAYS).first()
    return " ".join(map(plain, page.key_messages)) if page else ""
