"""The front cache before Django: what can never be kept, tried one by one."""

import json
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections

from fbss.models import Synonym
from fbss.views.away import SECONDS
from fbss.views.caching import TAGS_HEADER
from portal.pagecache import build
from portal.pagecache.bulkhead import Bulkhead
from portal.pagecache.front import PageCache
from portal.pagecache.release import release_name
from portal.pagecache.source import DatabaseSource
from portal.pagecache.watch import Watch
from tests.factories import SourceFactory

from .site import ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "tests.portal.pagecache.views"
    build.page_parameters.cache_clear()
    yield
    build.page_parameters.cache_clear()


@pytest.fixture(autouse=True)
def one_connection():
    """Django's own test client does the same: the test's transaction outlives the request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def front():
    watch = Watch(DatabaseSource(), None)
    # The database of a test is in its own thread alone.
    watch.is_running = True
    watch._failed = True
    watch.look()
    return PageCache(get_wsgi_application(), watch, build.page_parameters)


@pytest.fixture
def get(front):
    def get(path, method="GET", **environ):
        path, _, query = path.partition("?")
        environ = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": method,
            "HTTP_HOST": "testserver",
            **environ,
        }
        setup_testing_defaults(environ)
        environ["wsgi.input"] = BytesIO()
        return ask(front, environ)

    return get


def test_a_good_page_is_kept_with_what_it_was_read_from(front, get):
    SourceFactory()
    first = get("/good/?page=2&utm_source=x")
    SourceFactory()
    second = get("/good/?page=2")

    ((_key, page),) = front.memory._pages.items()
    assert first.text == second.text == "1 sources, page 2"
    assert page.tags == {"fbss_source"}
    assert TAGS_HEADER not in first.headers


def test_a_change_of_what_it_was_read_from_shows(front, get):
    SourceFactory()
    get("/good/")

    SourceFactory()
    front.watch.look()

    assert get("/good/").text == "2 sources, page 1"


def test_a_page_that_rests_on_nothing_is_kept_too(front, get):
    get("/plain/")

    assert len(front.memory) == 1


@pytest.mark.parametrize(
    "name",
    [
        "with_cookie",
        "with_token",
        "with_user",
        "with_session",
        "with_new_session",
        "private",
        "never",
        "varying",
        "streaming",
        "late",
        "missing",
        "saving",
        "updating",
        "deleting",
        "broken",
        "not_asked",
    ],
)
def test_what_is_not_for_everybody_is_never_kept(front, get, name):
    answer = get(f"/{name}/")

    assert len(front.memory) == 0
    assert answer.headers.get("Cache-Control", "").count("public") == 0
    assert TAGS_HEADER not in answer.headers


def test_a_view_that_writes_is_asked_every_time(get):
    Synonym.objects.all().delete()
    get("/saving/")
    Synonym.objects.all().delete()
    get("/saving/")

    assert Synonym.objects.count() == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_readings_are_kept_or_answered_from_what_is_kept(front, get, method):
    get("/plain/", method)
    get("/plain/")
    answer = get("/plain/", method)

    assert len(front.memory) == 1
    assert "ETag" not in answer.headers


def test_a_visitor_with_a_cookie_is_not_served_from_the_cache_nor_fills_it(front, get):
    answer = get("/good/", HTTP_COOKIE="sessionid=abc")

    assert (answer.status, len(front.memory), "ETag" in answer.headers) == (200, 0, False)


def test_a_host_that_is_not_ours_gets_no_page_and_leaves_none(front, get):
    get("/good/")

    assert get("/good/", HTTP_HOST="evil.example").status == 400
    assert get("/good/", HTTP_HOST="testserver:evil").status == 400
    assert len(front.memory) == 1


def test_kept_pages_carry_every_security_header(front, get):
    uncached = get("/not_asked/").headers
    get("/good/")

    kept = get("/good/").headers

    # A number of its own has only what Django was asked for.
    own = {"Cache-Control", "ETag", "Vary", "Content-Length", "X-Request-ID"}
    assert {name for name in kept if name not in own} == set(uncached) - own
    assert "Content-Security-Policy" in kept


def test_nobody_asks_for_the_private_header_from_outside(client):
    response = client.get("/good/", headers={"fbss.page_cache": "1", "x-page-tags": "1"})

    assert TAGS_HEADER not in response.headers


# The database is away ----------------------------------------------------------------------------


def test_a_page_without_its_database_says_so_and_where_to_get_help(get):
    answer = get("/away/")

    assert (answer.status, answer.headers["Retry-After"]) == (503, str(SECONDS))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Call 911" in answer.text
    assert "numbness between your legs" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_another_fault_is_not_called_a_database(get):
    assert get("/broken/").status == 500


# Health ------------------------------------------------------------------------------------------


def test_the_process_lives(get, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = get("/healthz")

    assert (answer.status, answer.text) == (200, "ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_site_is_ready(front, get):
    get("/good/")
    answer = get("/readyz")

    assert answer.status == 200
    assert json.loads(answer.body) == {
        "ready": True,
        "worse": [],
        "database": "ok",
        "disk": "ok",
        "cache": "ok",
        "search": "ok",
        "pages": {"in_memory": 1, "unchecked_for_seconds": 0},
    }


def test_readiness_tells_how_old_the_knowledge_is(front, get):
    front.watch._failed = True
    front.watch._checked -= 100

    assert json.loads(get("/readyz").body)["pages"]["unchecked_for_seconds"] == 100


def test_a_site_without_its_database_is_not_ready(get, monkeypatch):
    def fail(*_args):
        raise OperationalError("away")

    monkeypatch.setattr("portal.state.MigrationExecutor", fail)
    answer = get("/readyz")

    assert (answer.status, json.loads(answer.body)["database"]) == (503, "away")


def test_waiting_migrations_are_not_ready(get, monkeypatch):
    monkeypatch.setattr("portal.state.MigrationExecutor.migration_plan", lambda *_: ["something"])
    answer = get("/readyz")

    assert (answer.status, json.loads(answer.body)["database"]) == (503, "migrations wait")


def test_without_the_cache_readiness_says_that_nothing_is_kept(client):
    assert client.get("/readyz").json()["pages"] == "not kept"


# The door ----------------------------------------------------------------------------------------


def test_the_cache_is_off_where_the_settings_say_so(settings):
    settings.PAGE_CACHE = False

    assert isinstance(build.in_front_of(get_wsgi_application()), Bulkhead)


def test_the_cache_is_put_together_from_the_settings(settings, tmp_path):
    settings.PAGE_CACHE, settings.DATA_DIR = True, tmp_path
    build.shared_counter.cache_clear()

    front = build.in_front_of(get_wsgi_application())
    build.count_change()

    assert isinstance(front, PageCache)
    assert front.watch._counter.value == 1
    build.shared_counter.cache_clear()


def test_a_folder_that_cannot_be_written_costs_the_counter_alone(settings, tmp_path, caplog):
    (tmp_path / "pages").write_text("a file in the way")
    settings.PAGE_CACHE, settings.DATA_DIR = True, tmp_path
    build.shared_counter.cache_clear()

    build.count_change()
    front = build.in_front_of(get_wsgi_application())

    assert front.watch._counter is None
    assert "No shared counter of changes" in caplog.text
    build.shared_counter.cache_clear()


def test_a_day_begins_where_the_site_is(settings):
    settings.TIME_ZONE = "America/New_York"

    assert build.day_of(1_800_000_000.0) == 1_799_989_200.0


def test_every_process_gives_a_release_the_same_name():
    assert release_name() == release_name()
    assert len(release_name()) == 16
