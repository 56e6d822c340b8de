"""What the tests of the search share."""

import io

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction

from tests.factories import SourceFactory


@pytest.fixture
def citable(db):
    """A source that texts may rest on."""
    return SourceFactory(key="weir-2017")


@pytest.fixture(autouse=True)
def no_search_remembered():
    cache.clear()


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The site as it is: the seed, loaded once for all tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_seed", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)
