"""fbss.search.knowledge: what a search needs in memory is read once for all."""

from threading import Event, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fbss.search import knowledge as room
from fbss.search.index import synonyms_changed
from tests.factories import SynonymFactory, TopicFactory

from .publishing import publish
from .test_index import draft


@pytest.mark.django_db(transaction=True)
def test_who_searches_while_another_reads_has_what_the_other_read(monkeypatch):
    SynonymFactory(lay="op", clinical="surgery")
    synonyms_changed()
    begun, go_on, reads, found = Event(), Event(), [], []
    read = room._read

    def slow(*arguments):
        reads.append(arguments)
        begun.set()
        assert go_on.wait(20)
        return read(*arguments)

    def ask():
        try:
            found.append(room.knowledge())
        finally:
            connection.close()

    monkeypatch.setattr(room, "_read", slow)
    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(20)
    go_on.set()
    for thread in threads:
        thread.join()

    assert len(reads) == 1
    assert [one is found[0] for one in found] == [True] * 3


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_reading_it_anew_costs_five_queries(django_assert_num_queries, count):
    SynonymFactory.create_batch(count)
    synonyms_changed()

    with django_assert_num_queries(5):
        room.knowledge()


@pytest.mark.django_db
@pytest.mark.usefixtures("library")
def test_the_synonyms_are_read_when_one_of_them_changes_and_not_with_each_page():
    publish(draft(TopicFactory, title="Walking"))
    room.knowledge()

    with CaptureQueriesContext(connection) as of_a_page:
        publish(draft(TopicFactory, title="Zumba"))
        after_a_page = room.knowledge()
    SynonymFactory(lay="wandering", clinical="walking")
    after_a_synonym = room.knowledge()

    assert after_a_page.vocabulary.has("zumba")
    assert [one for one in of_a_page if "fbss_synonym" in one["sql"]] == []
    assert ("wandering", "wandering") in after_a_synonym.lay_words
