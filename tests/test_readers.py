"""The whole site as a reader walks it: the real seed, every page that a link leads to."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fbss.models import REVISIONS, Passage, Source
from fbss.seeding.loader import load

SEEDS = Path(__file__).parent.parent / "seeds"
MOST_QUERIES = 13
MOST_QUERIES_OF = {"/questions/": 8, "/treatments/": 8}
# What the browser loads by itself; a link that somebody follows may lead anywhere.
LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "srcset"}


@dataclass(frozen=True)
class Page:
    url: str
    status: int
    cookies: int
    queries: int
    html: str


class Reader(HTMLParser):
    """What a page links to, loads and is headed by."""

    def __init__(self, page):
        super().__init__()
        self.links, self.loads, self.ids, self.headings, self.lang = [], [], [], [], ""
        self.feed(page.html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"])
        if tag in LOADED and attrs.get(LOADED[tag]) and attrs.get("rel") != "canonical":
            self.loads.append(attrs[LOADED[tag]])
        if attrs.get("id"):
            self.ids.append(attrs["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.lang = attrs.get("lang", "")


def visit(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    kind = response.headers.get("Content-Type", "")
    html = response.content.decode() if kind.startswith("text/html") else ""
    return Page(url, response.status_code, len(response.cookies), len(queries), html)


def walk():
    client, seen, waiting = Client(), {}, ["/"]
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        page = seen[url] = visit(client, url)
        for link in Reader(page).links:
            target = urldefrag(urljoin(url, link)).url
            # Every leaflet is printed in tests/views/test_leaflets.py; the pack has test_pack.py.
            is_elsewhere = target.startswith(("/static/", "/admin/", "/pack.html"))
            is_elsewhere |= target.endswith(".pdf")
            if not urlsplit(target).scheme and not is_elsewhere:
                waiting.append(target)
    return list(seen.values())


@pytest.fixture(scope="module")
def walked(django_db_setup, django_db_blocker):
    """Every page of the real seed that a reader can get to, and what the database then holds."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(SEEDS)
        pages = walk()
        addresses = [
            row.get_absolute_url()
            for model in REVISIONS.values()
            for row in model.objects.published()
        ]
        addresses += [source.get_absolute_url() for source in Source.objects.citable()]
        passages = list(Passage.objects.values_list("question", "note"))
        transaction.set_rollback(True)
    return {"pages": pages, "addresses": addresses, "passages": passages}


@pytest.fixture(scope="module")
def pages(walked):
    """The pages that people read; other forms of them are for machines."""
    return [page for page in walked["pages"] if page.html]


def test_every_link_leads_to_a_page(walked):
    assert [(page.url, page.status) for page in walked["pages"] if page.status != 200] == []


def test_every_published_page_can_be_reached_by_links(walked):
    reached = {urlsplit(page.url).path for page in walked["pages"]}

    assert {urldefrag(address).url for address in walked["addresses"]} - reached == set()


def test_readers_get_no_cookie(walked):
    assert [page.url for page in walked["pages"] if page.cookies] == []


def test_nothing_is_loaded_from_elsewhere(pages):
    loads = {(page.url, load) for page in pages for load in Reader(page).loads}

    assert {(url, load) for url, load in loads if urlsplit(load).netloc} == set()
    assert loads


def test_every_page_stays_within_its_queries(pages):
    over = [
        (page.url, page.queries)
        for page in pages
        if page.queries
        > next(
            (
                most
                for start, most in MOST_QUERIES_OF.items()
                if page.url.startswith(start) and page.url != start
            ),
            MOST_QUERIES,
        )
    ]

    assert over == []


def test_every_page_has_one_h1_no_skipped_level_and_its_language(pages):
    faulty = []
    for page in pages:
        reader = Reader(page)
        steps = zip([0, *reader.headings], reader.headings, strict=False)
        skipped = [level for before, level in steps if level > before + 1]
        if reader.headings.count(1) != 1 or skipped or not reader.lang.startswith("en"):
            faulty.append((page.url, reader.headings, reader.lang))

    assert faulty == []


def test_ids_are_unique_and_every_link_within_a_page_has_its_target(pages):
    faulty = []
    for page in pages:
        reader = Reader(page)
        twice = {name for name in reader.ids if reader.ids.count(name) > 1}
        lost = {
            link for link in reader.links if link.startswith("#") and link[1:] not in reader.ids
        }
        if twice or lost:
            faulty.append((page.url, twice, lost))

    assert faulty == []


def test_every_page_leads_to_urgent_help(pages):
    assert [page.url for page in pages if 'href="/help-now/' not in page.html] == []


def test_no_page_shows_a_source_that_it_does_not_know(pages):
    assert [page.url for page in pages if "unknown source" in page.html or "[@" in page.html] == []


def test_every_address_of_a_reader_takes_only_safe_requests(pages, db):
    client = Client()

    assert {client.post(page.url).status_code for page in pages} == {405}
