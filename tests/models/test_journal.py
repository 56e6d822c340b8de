"""fbss.models.journal: whatever visitors may see, its change is written down with it."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from fbss.models import ContentChange, Entry, Redirect, Significance
from fbss.models.content_change import EVERYTHING, committed
from fbss.models.journal import MANY
from fbss.models.publication import announce_entries, announce_lines
from tests.factories import (
    CareCardFactory,
    EntryFactory,
    FAQFactory,
    SourceFactory,
    SynonymFactory,
    TopicFactory,
    UserFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


def forget():
    ContentChange.objects.all().delete()


def written():
    return [(c.tags, c.hard, c.at) for c in ContentChange.objects.order_by("pk")]


def announced(revision):
    forget()
    announce_entries([revision.entry_id])
    return written()


def test_a_published_text_changes_its_kind_and_what_is_cited():
    assert announced(FAQFactory(published=True)) == [("fbss_citation fbss_faq", False, None)]


def test_a_change_of_advice_is_hard():
    faq = FAQFactory(published=True, significance=Significance.ADVICE)

    assert announced(faq) == [("fbss_citation fbss_faq", True, None)]


def test_a_withdrawal_is_hard():
    assert announced(TopicFactory(withdrawn=True)) == [("fbss_citation fbss_topic", True, None)]


def test_a_care_card_is_always_hard():
    assert announced(CareCardFactory(published=True)) == [
        ("fbss_carecard fbss_citation", True, None)
    ]


def test_a_scheduled_text_has_its_time():
    topic = TopicFactory(scheduled=True)

    assert announced(topic) == [
        ("fbss_citation fbss_topic", False, None),
        ("fbss_citation fbss_topic", True, topic.live_from),
    ]


def test_a_text_that_will_leave_has_its_time():
    until = timezone.now() + datetime.timedelta(days=1)
    topic = TopicFactory(published=True, live_until=until)

    assert announced(topic)[1:] == [("fbss_citation fbss_topic", True, until)]


def test_very_many_entries_are_everything():
    forget()
    announce_entries(range(1, MANY + 2))

    assert written() == [(EVERYTHING, False, None)]


@pytest.mark.parametrize("make", [SourceFactory, SynonymFactory])
def test_a_line_of_a_register_changes_its_register(make):
    line = make()
    table = line._meta.db_table
    forget()

    line.save()
    line.delete()

    assert written() == [(table, False, None)] * 2


def test_lines_written_at_once_are_announced():
    line = SynonymFactory()
    forget()

    announce_lines([line])

    assert written() == [("fbss_synonym", False, None)]


def test_an_entry_changes_its_kind():
    entry = EntryFactory()
    forget()

    entry.next_review_due_on = days_ago(1).date()
    entry.save()

    assert written() == [("fbss_citation fbss_topic", False, None)]


def test_an_entry_that_is_taken_off_the_site_or_deleted_is_gone_at_once():
    entry = EntryFactory()
    forget()

    entry.withdrawn_at, entry.withdrawn_reason = timezone.now(), "A mistake."
    entry.save()
    entry.delete()

    assert written() == [("fbss_citation fbss_topic", True, None)] * 2


def test_a_new_address_is_a_change_of_its_kind_and_of_redirects():
    topic = TopicFactory(published=True)
    forget()

    topic.entry.rename("elsewhere")

    assert {tags for tags, _, _ in written()} >= {"fbss_citation fbss_topic", "fbss_redirect"}
    assert Redirect.objects.count() == 1


def test_a_name_that_stands_under_pages_is_a_change_and_a_login_is_not():
    user = UserFactory()
    forget()

    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    user.first_name = "Other"
    user.save()

    assert written() == [("auth_user", False, None)]


def test_what_is_rolled_back_is_no_change():
    forget()

    with transaction.atomic():
        SourceFactory()
        transaction.set_rollback(True)

    assert written() == []
    assert get_user_model().objects.count() == 0
    assert Entry.objects.count() == 0


def test_the_commit_is_told_once_it_is_there(django_capture_on_commit_callbacks):
    heard = []
    committed.connect(lambda **_: heard.append(ContentChange.objects.count()), weak=False)

    with django_capture_on_commit_callbacks(execute=True):
        ContentChange.objects.record("fbss_faq")
        assert heard == []

    assert heard == [1]


def test_recent_changes_come_with_older_ones_that_have_their_time():
    forget()
    at = timezone.now()
    first = ContentChange.objects.record("a", at=at)
    ContentChange.objects.record("b")
    third = ContentChange.objects.record("c")

    assert ContentChange.objects.recent(1) == ([third], [first])
    assert ContentChange.objects.from_number(third.pk) == [third]
    assert str(first) == f"{first.pk}: a"
