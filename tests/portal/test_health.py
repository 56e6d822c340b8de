"""/healthz and /readyz: what load balancers and operators ask."""

import pytest
from django.core.cache import caches
from django.db import OperationalError

from portal import state
from tests.factories import FAQFactory

pytestmark = pytest.mark.django_db


def ready(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_a_whole_site_is_ready(client):
    FAQFactory(published=True)
    from fbss.search.index import rebuild  # noqa: PLC0415 -- after the tables

    rebuild()

    assert ready(client) == (
        200,
        {
            "ready": True,
            "worse": [],
            "database": "ok",
            "disk": "ok",
            "cache": "ok",
            "search": "ok",
            "pages": "not kept",
        },
    )


def test_without_its_database_it_is_not(client, monkeypatch):
    def away(*_args):
        raise OperationalError("away")

    monkeypatch.setattr(state, "MigrationExecutor", away)

    status, said = ready(client)

    assert (status, said["ready"], said["database"]) == (503, False, "away")
    assert (client.get("/healthz").status_code, client.get("/healthz").content) == (200, b"ok\n")


def test_a_full_disk_or_a_lost_index_is_said_while_readers_are_served(client, monkeypatch):
    FAQFactory(published=True)
    from fbss.models import SearchStamp  # noqa: PLC0415 -- after the tables

    SearchStamp.objects.all().delete()
    monkeypatch.setattr(state, "free_bytes", lambda: 3_000_000)

    status, said = ready(client)

    assert (status, said["ready"], said["worse"]) == (200, True, ["disk", "search"])
    assert (said["disk"], said["search"]) == ("3 MB free", "missing")


def test_a_folder_that_is_gone_or_closed_is_said(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "gone"
    gone = state.disk()
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(state.os, "access", lambda *_: False)

    assert (gone, state.disk()) == ("away", "not writable")


def test_a_cache_that_does_not_count_is_said(client, monkeypatch):
    def broken(*_args):
        raise OSError("no")

    monkeypatch.setattr(caches["counts"], "add", broken)

    assert ready(client)[1]["cache"] == "away"


def test_a_worker_that_counts_alone_says_so(client, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.CACHES = {
        **settings.CACHES,
        "counts": {"BACKEND": "portal.counts.HostCounts", "LOCATION": tmp_path / "file" / "x"},
    }

    assert ready(client)[1]["cache"] == "each worker counts for itself"


def test_who_asks_from_inside_in_plain_http_is_answered(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert [client.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
