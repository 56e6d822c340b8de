"""What a device that keeps the site asks for."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from fbss.models import Source
from fbss.views.offline import LISTS
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    PassageFactory,
    SourceFactory,
    SynonymFactory,
    TopicFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db

PAGES = "/offline/pages.json"


def versions(client):
    return client.get(PAGES).json()["pages"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_four_queries_however_many_pages_there_are(
    client, django_assert_num_queries, count
):
    topic = TopicFactory(published=True)
    FAQFactory.create_batch(count, published=True, topic=topic.entry)

    with django_assert_num_queries(4):
        pages = versions(client)

    # A topic has a short form for bad days.
    assert len(pages) == len(LISTS) + 2 + count


def test_every_page_on_the_list_can_be_read(client):
    TopicFactory(published=True)
    FAQFactory(published=True)
    WordFactory(published=True)
    InfoPageFactory(published=True, entry__key="about")

    assert {client.get(address).status_code for address in versions(client)} == {200}


def test_pages_that_are_not_public_are_not_on_it(client):
    hidden = [FAQFactory(), FAQFactory(scheduled=True), FAQFactory(withdrawn=True)]
    card = CareCardFactory(published=True)

    pages = versions(client)

    assert [one.slug for one in hidden if one.get_absolute_url() in pages] == []
    assert card.get_absolute_url() not in pages


def test_a_correction_changes_its_page_and_the_lists_and_nothing_else(client):
    topic = TopicFactory(published=True)
    right = FAQFactory(published=True, topic=topic.entry)
    other = FAQFactory(published=True, topic=topic.entry)
    before = versions(client)

    right.body = "## New\n\nNew text."
    right.save()

    after = versions(client)
    changed = {address for address in after if after[address] != before[address]}
    assert right.get_absolute_url() in changed
    assert "/" in changed
    assert changed.isdisjoint({other.get_absolute_url(), topic.get_absolute_url()})


def test_a_review_changes_its_page(client):
    topic = TopicFactory(published=True)
    before = versions(client)
    topic.entry.last_reviewed_on = timezone.localdate()
    topic.entry.reviewed_by = topic.approved_by
    topic.entry.save()

    assert versions(client)[topic.get_absolute_url()] != before[topic.get_absolute_url()]


@pytest.mark.parametrize(
    "change",
    [
        lambda: CareCardFactory(published=True),
        lambda: WordFactory(published=True),
        SourceFactory,
        lambda: Source.objects.update(title="Other"),
        PassageFactory,
        SynonymFactory,
    ],
)
def test_what_stands_on_many_pages_changes_them_all(client, change):
    SourceFactory()
    topic = TopicFactory(published=True)
    before = versions(client)

    change()

    after = versions(client)
    assert [address for address in before if after[address] == before[address]] == []
    assert topic.get_absolute_url() in before


def test_every_month_all_pages_are_asked_for_once_more(client, monkeypatch):
    TopicFactory(published=True)
    before = versions(client)
    later = timezone.localdate() + timezone.timedelta(days=32)
    monkeypatch.setattr("fbss.models.keeping.timezone.localdate", lambda: later)

    assert set(versions(client).values()).isdisjoint(before.values())


def test_who_has_the_list_already_hears_that_it_is_the_same(client):
    first = client.get(PAGES)

    second = client.get(PAGES, headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 304


def test_the_worker_is_asked_for_anew_each_time(client):
    response = client.get("/offline-worker.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert 'const LIST = "/offline/pages.json";' in response.content.decode()


def test_the_manifest_names_pages_and_pictures_that_there_are(client):
    manifest = json.loads(Path(finders.find("manifest.webmanifest")).read_text())
    pages = [manifest["start_url"], *(shortcut["url"] for shortcut in manifest["shortcuts"])]

    assert [client.get(page).status_code for page in pages] == [200] * 4
    assert [icon["src"] for icon in manifest["icons"] if not finders.find(icon["src"])] == []
    assert 'rel="manifest"' in client.get("/offline/").content.decode()


def test_the_pages_about_it_cost_four_queries_and_none(client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/offline/")
    with django_assert_num_queries(0):
        client.get("/offline/missing/")
