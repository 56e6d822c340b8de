"""The addresses of the site as machines are told of them."""

import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from fbss.syndication import sitemaps
from tests.factories import FAQFactory, SourceFactory, TopicFactory, WordFactory, days_ago

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(response):
    """Paths with the day that the map gives them."""
    found = {}
    for url in ET.fromstring(response.content).iter(f"{MAP}url"):
        changed = url.find(f"{MAP}lastmod")
        found[urlsplit(url.find(f"{MAP}loc").text).path] = (
            changed if changed is None else changed.text
        )
    return found


def test_the_map_lists_what_is_public_and_since_when(client, db):
    topic = TopicFactory(
        published=True, live_from=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    )
    WordFactory(published=True, live_from=datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC))
    TopicFactory(entry__key="draft")
    TopicFactory(scheduled=True, entry__key="soon")
    TopicFactory(withdrawn=True, entry__key="gone")
    SourceFactory(key="read")
    SourceFactory(key="unread", unread=True)

    found = listed(client.get("/sitemap.xml"))

    assert found[topic.get_absolute_url()] == "2026-01-02T00:00:00Z"
    assert found["/understand/"] == "2026-01-02T00:00:00Z"
    assert found["/a-to-z/"] == "2026-03-04T00:00:00Z"
    assert found["/sources/read/"] is None
    secret = ("draft", "soon", "gone", "unread")
    assert [path for path in found if path.strip("/").rpartition("/")[2] in secret] == []


def test_every_address_on_the_map_answers(client, library):
    FAQFactory(published=True)
    WordFactory(published=True)

    found = listed(client.get("/sitemap.xml"))

    assert {path for path in found if client.get(path).status_code != 200} == set()


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_costs_two_queries(client, db, django_assert_num_queries, count):
    TopicFactory.create_batch(count, published=True)

    with django_assert_num_queries(2):
        client.get("/sitemap.xml")


def test_a_map_that_is_too_long_is_split(client, db, monkeypatch):
    TopicFactory.create_batch(3, published=True, live_from=days_ago(1).replace(microsecond=0))
    whole = listed(client.get("/sitemap.xml"))
    monkeypatch.setattr(sitemaps.parts, "__defaults__", (4,))

    index = ET.fromstring(client.get("/sitemap.xml").content)

    files = [urlsplit(place.text).path for place in index.iter(f"{MAP}loc")]
    assert files == [f"/sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    assert len(files) > 1
    together = {}
    for path in files:
        part = listed(client.get(path))
        assert len(part) <= 4
        together |= part
    assert together == whole
    assert client.get(f"/sitemap-{len(files) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_an_empty_map_is_still_one_file():
    assert sitemaps.parts([]) == [[]]


def test_crawlers_may_read_what_readers_may(client, db):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_whoever_finds_a_weakness_learns_whom_to_tell(client, db, settings):
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    fields = dict(line.split(": ", 1) for line in lines)
    assert [*fields] == ["Contact", "Expires", "Preferred-Languages", "Canonical"]
    assert fields["Contact"] == "mailto:security@example.org"
    ends = datetime.datetime.fromisoformat(fields["Expires"])
    assert 170 < (ends - datetime.datetime.now(datetime.UTC)).days < 365

    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_programs_find_all_pages_and_urgent_help_first(client, db):
    TopicFactory(published=True, title="Nerves [and scars]", entry__key="nerves")
    TopicFactory(title="Secret")

    text = client.get("/llms.txt").content.decode()

    assert text.startswith("# Pain after back surgery\n")
    assert "- [Nerves (and scars)](http://testserver/understand/nerves/)" in text
    assert text.index("/help-now/") < text.index("/understand/nerves/")
    assert "Secret" not in text


def test_a_browser_learns_how_to_search_here(client, db):
    response = client.get("/opensearch.xml")

    root = ET.fromstring(response.content)
    names = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    assert len(root.find(f"{names}ShortName").text) <= 16
    template = root.find(f"{names}Url").get("template")
    assert template == "http://testserver/search/?q={searchTerms}"
    assert client.get(template.replace("{searchTerms}", "pain")).status_code == 200
