import datetime
import subprocess
import sys

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.utils import timezone

from fbss.models import SearchMiss
from fbss.search import find
from fbss.search import misses as module
from fbss.search.misses import kept_text, record
from fbss.search.stems import words_asked
from portal.steady_redis import SteadyRedisCache
from tests.servers import redis

pytestmark = pytest.mark.django_db


def look_for(text):
    record(text, find(text))


def kept():
    return [(miss.text, miss.count) for miss in SearchMiss.objects.all()]


def test_a_miss_is_kept_from_the_second_time_on():
    look_for("ketamine cream")
    assert kept() == []

    look_for("Ketamine  CREAM")
    assert kept() == [("ketamine cream", 2)]

    look_for("ketamine cream")
    assert kept() == [("ketamine cream", 3)]


SECOND_WORKER = """
import sys
from portal.counts import HostCounts
print(HostCounts(sys.argv[1], {}).add(sys.argv[2], 1, 60))
"""


@pytest.fixture
def shared(tmp_path, settings):
    """The table that the workers of a host share."""
    path = tmp_path / "sightings"
    table = {"BACKEND": "portal.counts.HostCounts", "LOCATION": path}
    settings.CACHES = {**settings.CACHES, "sightings": table}
    return path


def test_the_second_time_is_known_on_another_worker(shared):
    digest = module.digest_of("ketamine cream", timezone.localtime())
    add = [sys.executable, "-c", SECOND_WORKER, str(shared), digest]
    assert subprocess.run(add, check=True, capture_output=True, text=True).stdout == "True\n"

    look_for("ketamine cream")

    assert kept() == [("ketamine cream", 2)]


@pytest.mark.slow
def test_the_second_time_is_known_on_another_host(tmp_path, settings):
    digest = module.digest_of("ketamine cream", timezone.localtime())
    with redis.running(tmp_path) as server:
        options = {"LOCATION": server.address, "KEY_PREFIX": "portal"}
        table = {"BACKEND": "portal.steady_redis.SteadyRedisCache", **options}
        settings.CACHES = {**settings.CACHES, "sightings": table}
        is_first = SteadyRedisCache(server.address, {"KEY_PREFIX": "portal"}).add(digest, 1, 60)

        look_for("ketamine cream")
        look_for("zinc bath")

    assert (is_first, kept()) == (True, [("ketamine cream", 2)])


def test_a_first_search_leaves_nothing_to_read(shared):
    look_for("ketamine cream")

    assert (b"ketamine" in shared.read_bytes(), shared.read_bytes().strip(b"\0") == b"") == (
        False,
        False,
    )
    assert kept() == []


def test_a_mark_runs_out_when_the_day_is_over(monkeypatch):
    asked_for = []
    evening = timezone.localtime().replace(hour=23, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "localtime", lambda *_given: evening)
    cache = caches["sightings"]
    monkeypatch.setattr(cache, "add", lambda key, value, timeout: asked_for.append(timeout))

    look_for("ketamine cream")

    assert asked_for == [60 * 60]


def test_a_digest_says_another_thing_on_another_day():
    today = timezone.localtime()

    assert module.digest_of("cream", today) != module.digest_of(
        "cream", today + datetime.timedelta(days=1)
    )


def test_each_day_counts_for_itself():
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    SearchMiss.objects.create(day=yesterday, text="ketamine cream", count=4)

    look_for("ketamine cream")

    assert kept() == [("ketamine cream", 1), ("ketamine cream", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "call me on 555 0199",
        "born 12.3.61",
        "jane@example.org",
        "see example.com",
        "https://example.org",
        "one two three four five six seven",
        "",
        "??",
        "x" * 90,
    ],
)
def test_nothing_that_looks_personal_is_kept(text):
    assert kept_text(text, words_asked(text)) == ""

    look_for(text)
    look_for(text)

    assert kept() == []


def test_a_level_of_the_spine_is_not_personal():
    assert kept_text("L4 L5 cream", words_asked("L4 L5 cream")) == "l4 l5 cream"


def test_old_misses_are_dropped():
    today = timezone.localdate()
    SearchMiss.objects.create(day=today - datetime.timedelta(days=91), text="old", count=9)
    SearchMiss.objects.create(day=today - datetime.timedelta(days=90), text="less old", count=9)

    assert [miss.text for miss in SearchMiss.objects.recent()] == ["less old"]

    look_for("less old")

    assert kept() == [("less old", 1), ("less old", 9)]


def test_a_day_holds_only_so_many(monkeypatch):
    monkeypatch.setattr(module, "MOST_A_DAY", 1)

    for text in ("ketamine cream", "ketamine cream", "magnet belt", "magnet belt"):
        look_for(text)

    assert kept() == [("ketamine cream", 2)]


def test_a_search_works_when_it_cannot_be_counted(monkeypatch):
    def refuse(_text):
        raise OperationalError("database is locked")

    monkeypatch.setattr(module, "_count", refuse)

    look_for("ketamine cream")
    look_for("ketamine cream")

    assert kept() == []


def test_only_the_day_the_text_and_the_count_are_kept():
    what_editors_say_of_it = {"handled", "note"}

    kept = {field.name for field in SearchMiss._meta.fields} - what_editors_say_of_it

    assert kept == {"id", "day", "text", "count"}
