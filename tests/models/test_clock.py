"""fbss.models.clock: what was done is never in the future."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from fbss.editing import revisions
from fbss.editing.refusals import NewerSave, WrongState
from fbss.models import ContentChange, PreviewLink, SearchMiss, Topic, clock
from fbss.search import search
from portal.doctor import clock as examined
from tests.factories import TopicFactory, UserFactory
from tests.search.publishing import publish, reviewer
from tests.search.test_index import draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
BACK = [datetime.timedelta(hours=-1), datetime.timedelta(days=-1), datetime.timedelta(days=-9000)]


@pytest.fixture
def move(monkeypatch):
    """Move the clock on the wall by so much; what this process knew of it is forgotten."""
    true_now = timezone.now

    def move(by):
        monkeypatch.setattr(timezone, "now", lambda: true_now() + by)
        clock._last.clear()

    return move


@pytest.fixture
def text():
    return publish(draft(TopicFactory, title="Walking"))


def next_text(text, title, at=None):
    new = Topic.objects.get(pk=text.pk).like_this(reason="It is better.")
    new.title = title
    return publish(new, at)


def public():
    return [topic.title for topic in Topic.objects.all().published()]


@pytest.mark.parametrize("by", BACK)
def test_what_was_published_at_once_is_public_whatever_the_clock_says(text, move, by):
    next_text(text, "Walking a little")

    move(by)

    assert public() == ["Walking a little"]
    assert [one.title for one in search("walking")] == ["Walking a little"]
    assert "Walking a little" in Client().get(text.get_absolute_url()).content.decode()
    assert Topic.objects.scheduled().count() == 0


@pytest.mark.parametrize("by", BACK)
def test_an_editor_goes_on_after_the_clock_was_set_back(text, move, by):
    move(by)

    next_text(text, "Walking a little")
    next_text(Topic.objects.last(), "Walking more")
    move(datetime.timedelta())

    assert public() == ["Walking more"]
    history = Topic.objects.all().history_of(text.entry)
    assert [one.title for one in history] == ["Walking more", "Walking a little", "Walking"]


@pytest.mark.parametrize("by", BACK)
def test_an_editor_goes_on_beside_another_worker_that_has_just_published(text, move, by):
    next_text(text, "Walking a little")
    somebody = reviewer()
    move(by)
    # What a worker knows that has not looked since.
    clock._last[:] = [clock.LONG_AGO]

    newest = next_text(Topic.objects.last(), "Walking more")
    clock._last[:] = [clock.LONG_AGO]
    with pytest.raises(WrongState):
        revisions.cancel_schedule(newest, somebody)

    assert public() == ["Walking more"]


@pytest.mark.parametrize("by", BACK)
def test_what_was_withdrawn_stays_withdrawn(text, move, by):
    revisions.withdraw(text.entry, reviewer(), "It was wrong.")

    move(by)

    assert public() == []
    assert search("walking") == ()
    assert Client().get(text.get_absolute_url()).status_code == 410


def test_a_later_time_is_that_of_the_clock(text, move):
    an_hour = datetime.timedelta(hours=1)
    next_text(text, "Walking soon", timezone.now() + an_hour)

    titles = []
    for by in (-an_hour, an_hour * 2, datetime.timedelta(), an_hour * 2):
        move(by)
        titles += public()

    assert titles == ["Walking", "Walking soon", "Walking", "Walking soon"]


def test_a_change_is_made_later_than_all_before_it(text, move):
    move(-datetime.timedelta(days=1))

    next_text(text, "Walking a little")

    times = list(ContentChange.objects.order_by("pk").values_list("made_at", flat=True))
    assert times == sorted(set(times))


def test_a_save_on_top_of_a_newer_one_is_refused_though_the_clock_was_set_back(text, move):
    first, second = UserFactory(), UserFactory()
    live = Topic.objects.get(pk=text.pk)
    opened = revisions.save_draft(live.like_this(number=None, reason="Better."), first)
    seen = opened.changed_at
    move(-datetime.timedelta(days=1))
    revisions.save_draft(Topic.objects.get(pk=opened.pk), second, seen=seen)

    with pytest.raises(NewerSave):
        revisions.save_draft(Topic.objects.get(pk=opened.pk), first, seen=seen)


def test_the_map_of_the_site_says_when_a_page_changed(text, move):
    before = Client().get("/sitemap.xml").content.decode()

    move(-datetime.timedelta(days=1))

    assert "<lastmod>" in before
    assert Client().get("/sitemap.xml").content.decode() == before


def test_somebody_at_the_desk_stays_there_when_the_clock_is_set_back_or_a_day_ahead(client, move):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    answers = []
    for days in (-1, 1, 0):
        move(datetime.timedelta(days=days))
        answers.append(client.get("/admin/").status_code)

    assert answers == [200, 200, 200]


def test_a_preview_link_holds_for_its_time_by_the_clock_that_is_now(text, move):
    link = PreviewLink(entry=text.entry, number=text.number)

    held = []
    for days in (-1, 0, 6, 8, 0):
        move(datetime.timedelta(days=days))
        held.append(link.holds())

    assert held == [True, True, True, False, True]


def test_what_was_not_found_is_dropped_after_its_days_by_the_clock_that_is_now(move):
    SearchMiss.objects.create(text="zygomancy", count=2)

    left = []
    for days in (-1, 89, 0, 91):
        move(datetime.timedelta(days=days))
        SearchMiss.objects.drop_old()
        left.append(SearchMiss.objects.count())

    assert left == [1, 1, 1, 0]


@pytest.mark.parametrize(("by", "grade"), [(datetime.timedelta(), "ok"), (BACK[0], "fault")])
def test_the_doctor_says_that_the_clock_was_set_back(text, move, by, grade):
    move(by)

    assert [finding.grade.value for finding in examined()] == [grade]
