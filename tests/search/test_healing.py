"""An index that is damaged or gone: the next one who needs it makes it anew."""

import pytest
from django.db import DatabaseError, OperationalError, connection

from fbss.models import Entry, SearchDocument
from fbss.search import healing, search
from fbss.search.engines import PARTS
from fbss.search.index import index, rebuild
from fbss.search.suggestions import suggest
from tests.factories import TopicFactory

from .publishing import publish
from .test_index import draft

pytestmark = [
    # The index is on the disk only after a commit.
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("library"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="spoils an index of SQLite"),
]
DAMAGE = {
    "gone": ["DROP TABLE fbss_searchindex"],
    "spoiled": ["UPDATE fbss_searchindex_data SET block = x'00112233' WHERE id > 10"],
    # The record of the structure says that nothing was ever written: no fault, and no result.
    "silent": ["UPDATE fbss_searchindex_data SET block = zeroblob(8) WHERE id = 10"],
}


@pytest.fixture(params=DAMAGE)
def damaged(request, library, monkeypatch):
    monkeypatch.setattr(healing, "_trust", healing.Trust())
    TopicFactory(title="Walking again", published=True)
    rebuild()
    with connection.cursor() as cursor:
        for statement in DAMAGE[request.param]:
            cursor.execute(statement)


def titles(found):
    return [one.title for one in found]


@pytest.mark.usefixtures("damaged")
def test_a_search_finds_what_is_there():
    assert titles(search("walking")) == ["Walking again"]


@pytest.mark.usefixtures("damaged")
def test_a_suggestion_is_made_of_what_is_there():
    assert [line.text for line in suggest("walk")] == ["Walking again"]


@pytest.mark.usefixtures("damaged")
def test_an_editor_publishes_as_ever():
    publish(draft(title="Swimming again"))

    assert titles(search("swimming")) == ["Swimming again"]
    assert titles(search("walking")) == ["Walking again"]


@pytest.mark.usefixtures("damaged")
def test_a_deleted_page_is_found_no_more():
    Entry.objects.get(topic_revisions__title="Walking again").delete()

    assert titles(search("walking")) == []


@pytest.mark.usefixtures("damaged")
def test_who_looks_at_all_of_it_makes_it_whole():
    healing.examine()

    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM fbss_searchindex WHERE fbss_searchindex MATCH 'walking'")
        assert len(cursor.fetchall()) == 1


def test_a_word_that_the_index_lost_is_noticed_by_who_looks_at_all_of_it():
    topics = [TopicFactory(title=f"Walking number {word}", published=True) for word in "abcd"]
    rebuild()
    lost = SearchDocument.objects.get(entry=topics[3].entry)
    with connection.cursor() as cursor:
        values = [getattr(lost, part) for part in PARTS]
        cursor.execute(
            "INSERT INTO fbss_searchindex (fbss_searchindex, rowid, kind, name_words,"
            " summary_words, body_words, claim_words) VALUES ('delete', %s, %s, %s, %s, %s, %s)",
            [lost.pk, *values],
        )
    before = len(search("walking"))

    healing.examine()

    assert (before, len(search("walking"))) == (3, 4)


def test_a_whole_index_is_left_as_it_is(caplog):
    TopicFactory(title="Walking again", published=True)
    rebuild()

    healing.examine()

    assert caplog.messages == []


def test_nothing_found_is_doubted_once_a_minute(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(healing, "_trust", healing.Trust())
    TopicFactory(title="Walking again", published=True)
    rebuild()

    healing.doubt()

    with django_assert_num_queries(0):
        healing.doubt()


def test_any_other_fault_of_the_database_goes_on():
    @healing.healing
    def ask():
        raise OperationalError("the database is locked")

    with pytest.raises(DatabaseError, match="the database is locked"):
        ask()


def pieces():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM fbss_searchindex_idx")
        return cursor.fetchone()[0]


def test_no_edit_waits_while_pieces_are_joined():
    rebuild()

    with connection.cursor() as cursor:
        cursor.execute("SELECT v FROM fbss_searchindex_config WHERE k = 'automerge'")
        assert cursor.fetchone()[0] == 0


def test_who_looks_at_all_of_it_joins_the_pieces_that_edits_left():
    topic = TopicFactory(title="Walking again", published=True)
    rebuild()
    for _ in range(6):
        index([topic.entry_id])
    before = pieces()

    healing.examine()

    assert (before > 5, pieces()) == (True, 1)
