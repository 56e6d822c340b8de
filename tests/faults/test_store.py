"""A disk that is full, a database that is locked or read-only, an index that is damaged.

What is public stays public and whole, who wants to write is told so, and all is well right after.
"""

import json
import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.test import Client

from tests.admin.forms import address, initial
from tests.factories import TopicFactory, UserFactory

from .site import PAGE, is_excused, is_whole, recovers

pytestmark = [pytest.mark.slow, pytest.mark.alone]
PAGES = (PAGE, "/understand/never-asked/", "/words/", "/search/?q=pain")


def published(site, title):
    return site.publish(title)[0] == 302 and site.heading() == title


def test_a_full_disk_costs_no_reader_a_page_and_tells_writers(site):
    assert published(site, "Before")

    with site.no_room_to_write():
        pages = [site.get(path) for path in PAGES]
        saved = site.save("Not saved")
        login = site.post("/account/login/", {"login": "writer", "password": "a guess"})
        during = site.heading()
    seconds = recovers(lambda: published(site, "After"))

    assert [is_whole(page) for page in pages] == [True] * len(PAGES)
    assert (is_excused(saved), is_excused(login)) == (True, True)
    assert during == "Before"
    assert seconds < 5
    assert site.is_sound()


def test_a_locked_database_costs_no_reader_a_page_and_tells_writers(site):
    assert published(site, "Unlocked")

    with closing(sqlite3.connect(site.folder / "db.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        # The search twice: the second time it is one that editors hear of.
        pages = [site.get(path) for path in (*PAGES, PAGES[-1])]
        saved = site.save("Not saved")
        other.execute("ROLLBACK")
    seconds = recovers(lambda: published(site, "Unlocked again"))

    assert [is_whole(page) for page in pages] == [True] * (len(PAGES) + 1)
    assert is_excused(saved)
    assert seconds < 5


@pytest.mark.django_db
@pytest.mark.usefixtures("library")
def test_a_database_that_only_reads_costs_no_reader_a_page_and_tells_writers(client):
    topic = TopicFactory(published=True)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    form = initial(client, address(topic))

    with connection.cursor() as cursor:
        # What every write hears on a file system that was mounted anew after an error.
        cursor.execute("PRAGMA query_only = ON")
        try:
            page = Client().get(topic.get_absolute_url())
            saved = client.post(address(topic), form | {"title": "Not saved"})
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    again = client.post(address(topic), form | {"title": "Saved"})

    assert (page.status_code, saved.status_code, again.status_code) == (200, 503, 302)
    assert saved.headers["Retry-After"] == "10"


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE fbss_searchindex",
        "UPDATE fbss_searchindex_data SET block = x'0011' WHERE id > 10",
    ],
)
def test_a_damaged_index_is_made_anew_by_the_next_who_publishes(site, damage):
    with closing(sqlite3.connect(site.folder / "db.sqlite3", isolation_level=None)) as other:
        other.execute(damage)

    seconds = recovers(lambda: published(site, "Found again"))

    assert seconds < 5
    assert "<mark>Found</mark>" in site.get("/search/?q=found+again")[1]
    assert site.is_sound()


def test_an_index_that_fell_silent_is_made_anew_by_the_next_who_searches(site):
    assert published(site, "Heard once")

    with closing(sqlite3.connect(site.folder / "db.sqlite3", isolation_level=None)) as other:
        other.execute("UPDATE fbss_searchindex_data SET block = zeroblob(8) WHERE id = 10")
    said = json.loads(site.get("/readyz")[1])["search"]
    seconds = recovers(lambda: "<mark>Heard</mark>" in site.get("/search/?q=heard+once")[1])

    assert said == "broken"
    assert seconds < 5
    assert site.is_sound()
