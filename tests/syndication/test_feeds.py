from xml.etree import ElementTree as ET

import pytest

from fbss.models import Redirect
from tests.factories import TopicFactory, WordFactory, days_ago

ATOM = "{http://www.w3.org/2005/Atom}"


def items(response):
    feed = ET.fromstring(response.content)
    return [
        tuple(entry.find(f"{ATOM}{name}").text for name in ("title", "summary", "id"))
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_the_feed_of_the_site_tells_what_came_and_why(client, db):
    WordFactory(published=True, title="Word")
    TopicFactory(title="A draft")
    TopicFactory(withdrawn=True, title="Gone & <lost>")

    response = client.get("/changes.atom")

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [title for title, _, _ in items(response)] == [
        "Taken back: Gone & <lost>",
        "New: Word",
        "New: Gone & <lost>",
    ]
    assert [summary for _, summary, _ in items(response)] == [
        "A new study says otherwise.",
        "First version",
        "No reason was noted.",
    ]


def test_a_feed_has_what_the_standard_asks_of_it(client, db):
    TopicFactory(published=True)

    feed = ET.fromstring(client.get("/changes.atom").content)

    once = ("id", "title", "updated", "author")
    assert [len(feed.findall(f"{ATOM}{name}")) for name in once] == [1, 1, 1, 1]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/changes.atom",
        "alternate": "http://testserver/about/changes/",
    }
    for entry in feed.iter(f"{ATOM}entry"):
        names = [child.tag.removeprefix(ATOM) for child in entry]
        assert names == ["id", "title", "updated", "link", "category", "category", "summary"]


def test_a_page_has_a_feed_of_its_own(client, db):
    topic = TopicFactory(published=True, title="Mine", reason="First")
    TopicFactory(published=True, title="Another")

    response = client.get(f"/understand/{topic.slug}/changes.atom")

    assert items(response) == [
        ("New: Mine", "First", f"tag:testserver,2026:changes/topics/{topic.entry.key}/1")
    ]


def test_the_feed_of_a_page_outlives_it_and_follows_it(client, db):
    gone = TopicFactory(withdrawn=True)
    moved = TopicFactory(published=True)
    Redirect.objects.create(kind="topic", slug="old", entry=moved.entry)

    after = client.get(f"/understand/{gone.slug}/changes.atom")
    before = client.get("/understand/old/changes.atom")

    assert [title.partition(":")[0] for title, _, _ in items(after)] == ["Taken back", "New"]
    assert (before.status_code, before.headers["Location"]) == (
        301,
        f"/understand/{moved.slug}/changes.atom",
    )


@pytest.mark.parametrize("trait", [{}, {"scheduled": True}])
def test_a_page_that_is_not_out_has_no_feed(client, db, trait):
    topic = TopicFactory(title="Secret", **trait)
    Redirect.objects.create(kind="topic", slug="old", entry=topic.entry)

    for slug in (topic.slug, "old", "nothing"):
        assert client.get(f"/understand/{slug}/changes.atom").status_code == 404
    assert b"Secret" not in client.get("/changes.atom").content


def test_a_reader_that_has_the_feed_gets_304(client, db):
    TopicFactory(published=True, live_from=days_ago(2).replace(microsecond=0))
    first = client.get("/changes.atom")

    by_tag = client.get("/changes.atom", headers={"if-none-match": first.headers["ETag"]})
    by_date = client.get(
        "/changes.atom", headers={"if-modified-since": first.headers["Last-Modified"]}
    )
    TopicFactory(published=True)
    later = client.get("/changes.atom", headers={"if-none-match": first.headers["ETag"]})

    assert [by_tag.status_code, by_date.status_code, later.status_code] == [304, 304, 200]
    assert by_tag.headers["Access-Control-Allow-Origin"] == "*"


def test_an_empty_site_has_a_feed_too(client, db):
    response = client.get("/changes.atom")

    assert (response.status_code, items(response)) == (200, [])
