"""The thread that looks after the search: what it reads ahead, and whom it leaves alone."""

import pytest
from django.core.cache import caches
from django.db import OperationalError

from fbss.search import knowledge
from fbss.search.index import rebuild
from portal import search_keeper
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_connection(monkeypatch):
    """The thread closes its connection; here it is that of the test."""
    monkeypatch.setattr(search_keeper.connection, "close", lambda: None)
    caches["counts"].delete("search-examined")


@pytest.fixture
def examined(monkeypatch):
    calls = []
    monkeypatch.setattr(search_keeper, "examine", lambda: calls.append("examined"))
    return calls


def test_the_first_search_has_its_words_at_hand(examined, django_assert_num_queries):
    TopicFactory(title="Walking again", published=True)
    rebuild()

    search_keeper.tend()

    with django_assert_num_queries(1):
        assert "walking" in knowledge.knowledge().vocabulary._words


def test_one_of_all_workers_examines_the_index(examined):
    search_keeper.tend()
    search_keeper.tend()

    assert examined == ["examined"]


def test_a_database_that_is_away_is_told_and_nothing_more(monkeypatch, caplog):
    def away(_text):
        raise OperationalError("away")

    monkeypatch.setattr(search_keeper, "search", away)

    search_keeper.tend()

    assert caplog.messages == ["The search could not be looked after: away"]
