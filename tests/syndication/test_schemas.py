"""Feeds and maps as strictly as their standards read."""

import datetime
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fbss.syndication import atom, sitemaps
from tests.browser.tools import MODULES, require
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
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# RFC 4151, or an address.
TAG = re.compile(r"(tag:[\w.-]+(@[\w.-]+)?,\d{4}(-\d\d){0,2}:\S+|https?://\S+|urn:\S+)$")
MARKUP = re.compile(r"</?(a|b|br|div|em|i|img|li|p|span|strong)\b[^<>]*>|&(amp|lt|gt|quot|#\d+);")


def schema(name):
    return etree.RelaxNG(file=str(SCHEMAS / name))


def faults(name, content):
    document, checker = etree.fromstring(content), schema(name)
    return [] if checker.validate(document) else [str(error) for error in checker.error_log]


@pytest.fixture(scope="session")
def official():
    """The schema of sitemaps.org itself."""
    require("node")
    return etree.XMLSchema(file=str(MODULES / "sitemap/schema/sitemap.xsd"))


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


@pytest.mark.parametrize(
    "name", ["site", "understand", "questions", "treatments", "words", "about"]
)
def test_a_feed_is_what_the_validator_of_the_w3c_asks_beside_the_standard(client, address, name):
    response = client.get(address[name])

    feed = etree.fromstring(response.content)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert beside_the_standard(feed, f"http://testserver{address[name]}") == []


def beside_the_standard(feed, address):
    """Faults that feedvalidator.org names and the grammar cannot see."""
    links = list(feed.iter(f"{ATOM}link"))
    texts = [*feed.iter(f"{ATOM}title"), *feed.iter(f"{ATOM}summary")]
    addresses = [link.get("href") for link in links] + [uri.text for uri in feed.iter(f"{ATOM}uri")]
    dates = [datetime.datetime.fromisoformat(date.text) for date in feed.iter(f"{ATOM}updated")]
    own = [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")]
    found = {
        "the feed does not name itself": [] if own == [address] else [own],
        "no language": [feed] if not feed.get(XML_LANG) else [],
        "not a whole address": [one for one in addresses if not urlsplit(one).netloc],
        "not a name for ever": [
            one.text for one in feed.iter(f"{ATOM}id") if not TAG.match(one.text)
        ],
        "in the future": [date for date in dates if date > datetime.datetime.now(datetime.UTC)],
        "without a time zone": [date for date in dates if date.tzinfo is None],
        "without words": [one for one in texts if not (one.text or "").strip()],
        "markup in plain text": [
            one.text for one in texts if one.get("type") == "text" and MARKUP.search(one.text)
        ],
        "nobody wrote it": [feed] if not feed.findtext(f"{ATOM}author/{ATOM}name") else [],
    }
    return [f"{fault}: {one}" for fault, several in found.items() for one in several]


def test_faults_beside_the_standard_are_noticed():
    feed = etree.fromstring(
        f"""<feed xmlns="{ATOM[1:-1]}"><id>x</id><title type="text">A &lt;b>bold&lt;/b> one</title>
        <updated>2999-01-01T00:00:00Z</updated><link rel="self" href="/here"/></feed>"""
    )

    assert [line.partition(":")[0] for line in beside_the_standard(feed, "/there")] == [
        "the feed does not name itself",
        "no language",
        "not a whole address",
        "not a name for ever",
        "in the future",
        "markup in plain text",
        "nobody wrote it",
    ]


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


def test_the_map_is_what_the_schema_of_sitemaps_org_says(client, db, official):
    TopicFactory(published=True)
    SourceFactory()

    content = client.get("/sitemap.xml").content

    official.assertValid(etree.fromstring(content))


@pytest.mark.parametrize("wrong", [b"<loc>/x</loc>", b"<place>https://pain.example/</place>"])
def test_the_schema_of_sitemaps_org_sees_a_wrong_map(official, wrong):
    content = sitemaps.urlset([sitemaps.Place("https://pain.example/")])
    right = b"<loc>https://pain.example/</loc>"

    assert right in content
    assert not official.validate(etree.fromstring(content.replace(right, wrong)))


def test_the_map_of_maps_is_what_sitemaps_org_says():
    place = sitemaps.Place("https://pain.example/sitemap-1.xml", NOW)

    assert faults("sitemap.rng", sitemaps.index([place])) == []


@pytest.mark.parametrize("url", ["/relative/", "https://e.example/a b", "https://e/" + "a" * 3000])
def test_a_map_with_a_wrong_address_is_noticed(url):
    assert len(faults("sitemap.rng", sitemaps.urlset([sitemaps.Place(url)]))) > 0
