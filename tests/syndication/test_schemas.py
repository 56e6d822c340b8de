"""Feeds and maps as strictly as their standards read."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fbss.syndication import atom, sitemaps
from tests.factories import (
    FAQFactory,
    InfoPageFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

SCHEMAS = Path(__file__).parent / "schemas"
NOW = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def schema(name):
    return etree.RelaxNG(file=str(SCHEMAS / name))


def faults(name, content):
    document, checker = etree.fromstring(content), schema(name)
    return [] if checker.validate(document) else [str(error) for error in checker.error_log]


def doubled(values):
    values = list(values)
    return sorted(value for value in set(values) if values.count(value) > 1)


@pytest.fixture
def address(db):
    """The feeds of the site and of a page of each kind, by name."""
    TopicFactory(withdrawn=True)
    shelves = {
        "understand": TopicFactory(published=True, title="Pain & <you>", reason=""),
        "questions": FAQFactory(published=True),
        "treatments": TreatmentFactory(published=True),
        "words": WordFactory(published=True),
        "about": InfoPageFactory(published=True),
    }
    pages = {name: f"/{name}/{page.slug}/changes.atom" for name, page in shelves.items()}
    return {"site": "/changes.atom", **pages}


@pytest.mark.parametrize(
    "name", ["site", "understand", "questions", "treatments", "words", "about"]
)
def test_a_feed_is_what_rfc_4287_says(client, address, name):
    content = client.get(address[name]).content

    feed = etree.fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    assert faults("atom.rng", content) == []
    assert doubled(entry.findtext(f"{ATOM}id") for entry in entries) == []
    for part in (feed, *entries):
        links = [
            (link.get("rel"), link.get("type"), link.get("hreflang"))
            for link in part.iterchildren(f"{ATOM}link")
        ]
        assert doubled(links) == []
        # An entry without content has a page.
        assert "alternate" in [rel for rel, _, _ in links]
    dates = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == dates[0]


@given(text=st.text(min_size=1))
def test_no_text_makes_a_feed_that_cannot_be_read(text):
    item = atom.Item("urn:x:1", text, NOW, (atom.Link("https://e.example/"),), text)
    feed = atom.Feed("urn:x", text, NOW, "Editors", "https://e.example/", text, items=(item,))

    assert faults("atom.rng", atom.to_xml(feed)) == []


def test_a_feed_that_breaks_the_rules_is_noticed():
    feed = atom.Feed("no address", "T", NOW, "", "https://e.example/")

    assert len(faults("atom.rng", atom.to_xml(feed))) > 0


def test_the_map_is_what_sitemaps_org_says(client, db):
    TopicFactory(published=True)
    SourceFactory()

    assert faults("sitemap.rng", client.get("/sitemap.xml").content) == []


def test_the_map_of_maps_is_what_sitemaps_org_says():
    place = sitemaps.Place("https://pain.example/sitemap-1.xml", NOW)

    assert faults("sitemap.rng", sitemaps.index([place])) == []


@pytest.mark.parametrize("url", ["/relative/", "https://e.example/a b", "https://e/" + "a" * 3000])
def test_a_map_with_a_wrong_address_is_noticed(url):
    assert len(faults("sitemap.rng", sitemaps.urlset([sitemaps.Place(url)]))) > 0
