"""The four JAMA benchmarks: who wrote it, on what, who pays, and when.

Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244. The marks have no numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .findings import ARTICLES, HEALTH, Instrument, Slip, asks
from .page import Page

jama = partial(asks, Instrument.JAMA, "", of=ARTICLES, hard=True)


@jama("authorship")
def authorship(page: Page) -> Iterator[Slip]:
    if not page.facts.library.authors:
        yield Slip("site", "names nobody who answers for the page.", "Name the authors or editors.")


@jama("attribution")
def attribution(page: Page) -> Iterator[Slip]:
    """Pages about the site itself may rest on nothing but themselves."""
    known = page.facts.library.sources
    for field, key in page.cited:
        if key not in known:
            yield Slip(field, f"[@{key}] is no known source.", "Name a source of the register.")
    if page.facts.kind in HEALTH and not page.cited:
        yield Slip("body", "names no source.", "Name the sources of statements as [@key].")


@jama("disclosure")
def disclosure(page: Page) -> Iterator[Slip]:
    if not page.facts.library.names_funding:
        yield Slip("site", "does not say who pays.", "Publish a page about who pays for the site.")
    for field, key in page.cited:
        source = page.facts.library.sources.get(key)
        if source and not source.funding.strip():
            remedy = "Write who paid or who sells it, or that it is not recorded."
            yield Slip(field, f"[@{key}] does not say who paid.", remedy)


@jama("currency")
def currency(page: Page) -> Iterator[Slip]:
    if not page.line("edited"):
        yield Slip("edited", "has no date.", "Give the day on which the text was last changed.")
    if page.facts.review_due_on is None:
        yield Slip("tier", "has no next review.", "Choose how often the page is reviewed.")


CRITERIA = (authorship, attribution, disclosure, currency)
