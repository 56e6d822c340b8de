"""Who has a page open: the first one, until they leave or fall silent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fbss.editing.presence import arrive, leave, present
from fbss.models import Presence
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return EntryFactory()


@pytest.fixture
def first(entry):
    """Somebody who has the page open, and was last heard of half a minute ago."""
    user = UserFactory()
    arrive(entry, user)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=30))
    return user


def test_whoever_comes_second_does_not_keep_the_first_one_there(entry, first):
    before = present(entry).seen_at

    told = arrive(entry, UserFactory())

    assert told.user == first
    assert present(entry).seen_at == before


def test_whoever_comes_second_takes_nothing_away_by_leaving(entry, first):
    leave(entry, UserFactory())

    assert present(entry).user == first


def test_whoever_leaves_makes_room(entry, first):
    leave(entry, first)

    assert present(entry) is None
