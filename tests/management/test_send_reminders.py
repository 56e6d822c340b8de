"""`manage.py send_reminders`: what is due or overdue, once a page and week, by mail or printed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from fbss.models import Reminder
from tests.editing.people import reviewer
from tests.factories import FAQFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def mailed(settings):
    settings.MAIL_IS_SENT = True
    settings.SITE_ADDRESS = "https://pain.example.org"


@pytest.fixture
def ravi():
    return reviewer(email="ravi@example.org")


def due(days, **about):
    faq = FAQFactory(published=True, **about)
    faq.entry.next_review_due_on = TODAY + timedelta(days=days)
    faq.entry.save()
    return faq


def send(*options):
    out = StringIO()
    call_command("send_reminders", *options, stdout=out)
    return out.getvalue()


def named():
    """The pages that the mails so far name."""
    lines = "\n".join(message.body for message in mail.outbox).splitlines()
    return [line[2:].partition(" (")[0] for line in lines if line.startswith("- ")]


def sent(days_ago):
    Reminder.objects.update(sent_on=TODAY - timedelta(days=days_ago))


def test_reviewers_are_told_what_is_due_and_overdue_but_not_what_comes_later(ravi):
    late = due(-3, title="Late")
    due(0, title="Today")
    due(1, title="Tomorrow")

    assert send() == "Told 1 reviewer.\n"

    [message] = mail.outbox
    assert (message.to, message.subject) == (["ravi@example.org"], "Due for review: 2 pages")
    assert named() == ["Late", "Today"]
    assert f"https://pain.example.org/admin/pages/{late.entry.pk}/" in message.body


def test_pages_that_nobody_reads_are_not_named(ravi):
    gone = due(-1, title="Gone")
    gone.entry.withdrawn_at, gone.entry.withdrawn_reason = timezone.now(), "Wrong."
    gone.entry.save()
    never = FAQFactory(title="Never")
    never.entry.next_review_due_on = TODAY
    never.entry.save()

    assert send() == "No page is due that nobody was told of in the last week.\n"
    assert mail.outbox == []


@pytest.mark.parametrize(("days_ago", "count"), [(0, 0), (6, 0), (7, 1), (30, 1)])
def test_a_page_is_named_once_a_week(ravi, days_ago, count):
    due(-3)
    send()
    sent(days_ago)
    mail.outbox.clear()

    send()

    assert len(mail.outbox) == count


def test_a_page_that_falls_due_within_the_week_is_named_alone(ravi):
    due(-3, title="Old")
    send()
    mail.outbox.clear()
    due(0, title="New")

    send()

    assert named() == ["New"]


def test_a_missed_night_loses_nothing(ravi):
    due(-400, title="Fell due while nothing ran")

    send()

    assert named() == ["Fell due while nothing ran"]


def test_each_reviewer_gets_a_mail_of_their_own(ravi):
    reviewer(email="mina@example.org")
    reviewer(email="")
    reviewer(email="gone@example.org", is_active=False)
    UserFactory(email="writer@example.org")
    due(0)

    send()

    assert [message.to for message in mail.outbox] == [["ravi@example.org"], ["mina@example.org"]]


def test_without_a_mail_server_it_is_printed_and_noted(settings, ravi):
    settings.MAIL_IS_SENT = False
    due(0, title="Today")

    assert "- Today (due today)" in send()
    assert send() == "No page is due that nobody was told of in the last week.\n"
    assert mail.outbox == []


def test_a_look_sends_and_notes_nothing(ravi):
    due(0, title="Today")

    assert "- Today (due today)" in send("--dry-run")

    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_with_nobody_to_tell_it_says_so_and_notes_nothing():
    due(0)

    with pytest.raises(CommandError, match="no reviewer has a mail address"):
        send()

    assert not Reminder.objects.exists()


def test_a_mail_that_cannot_be_sent_is_tried_again(settings, ravi, monkeypatch):
    due(0)

    def refuse(*_about, **_more):
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with pytest.raises(CommandError, match="the mail could not be sent: refused"):
        send()
    assert not Reminder.objects.exists()
    monkeypatch.undo()

    settings.MAIL_IS_SENT = True
    send()

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_queries_however_many_pages(django_assert_num_queries, ravi, count):
    for _ in range(count):
        due(0)

    with django_assert_num_queries(6):
        send()
