"""What the programs of `Home.do` may say. They run outside of the test's process."""

import datetime
import sys

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from fbss.editing import revisions
from fbss.models import Entry, Topic
from tests.factories import InfoPageFactory, SourceFactory, TopicFactory, UserFactory, days_ago

__all__ = [
    "Entry",
    "InfoPageFactory",
    "SourceFactory",
    "Topic",
    "TopicFactory",
    "UserFactory",
    "datetime",
    "days_ago",
    "next_text",
    "person",
    "revisions",
    "sys",
    "timezone",
    "topic",
]


def person(name):
    known = get_user_model().objects.filter(username=name).first()
    return known or UserFactory(username=name, is_superuser=True)


def topic(key, **options):
    return TopicFactory(entry__key=key, title="First title", published=True, **options)


def next_text(key, title, at=None):
    """Another text of a topic goes live, approved by somebody else."""
    live = Topic.objects.filter(entry__key=key, live_until=None).last()
    number = live.number + 1
    draft = live.like_this(
        number=number,
        based_on=live.number,
        state="in-review",
        author=person("writer"),
        fingerprint="x",
    )
    Topic.objects.bulk_create([draft])
    Topic.objects.filter(entry=live.entry, number=number).update(title=title)
    text = Topic.objects.get(entry=live.entry, number=number)
    text.approved_by = person("reviewer")
    with transaction.atomic():
        text.go_live(at or timezone.now())
