"""fbss.search.knowledge: what a search needs in memory is read once for all."""

from threading import Event, Thread

import pytest
from django.db import connection

from fbss.search import knowledge as room
from fbss.search.index import synonyms_changed
from tests.factories import SynonymFactory


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
