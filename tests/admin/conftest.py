"""People who log in to the admin."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from fbss.editing.roles import EDITORS, REVIEWERS
from tests.factories import UserFactory


def logged_in(*groups):
    user = UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def editor(db):
    return logged_in(EDITORS)


@pytest.fixture
def reviewer(db):
    return logged_in(REVIEWERS)


@pytest.fixture
def chief(db):
    user = UserFactory(is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    client.user = user
    return client
