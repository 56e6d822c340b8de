"""An index that is damaged or gone: the next one who needs it makes it anew."""

import pytest
from django.db import DatabaseError, OperationalError, connection

from fbss.models import Entry
from fbss.search import search
from fbss.search.healing import healing
from fbss.search.index import rebuild
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
}


@pytest.fixture(params=DAMAGE)
def damaged(request, library):
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


def test_any_other_fault_of_the_database_goes_on():
    @healing
    def ask():
        raise OperationalError("the database is locked")

    with pytest.raises(DatabaseError, match="the database is locked"):
        ask()
