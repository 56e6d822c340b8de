import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.models import Redirect
from fbss.syndication.site import Site
from fbss.syndication.visits import visit
from tests.factories import TopicFactory

# A host that the settings do not allow: the copy may stand anywhere.
SITE = Site("https://copy.example:8443")


def test_a_visit_gets_the_page_as_others_get_it(client, db):
    topic = TopicFactory(published=True, title="My topic")

    answer = visit(SITE, topic.get_absolute_url())

    assert answer.is_page
    assert "<h1>My topic</h1>" in answer.text
    assert f'href="https://copy.example:8443{topic.get_absolute_url()}"' in answer.text


def test_a_visit_takes_parameters(db):
    assert "no page “9”" in visit(SITE, "/sources/?page=9").text


def test_a_visit_is_told_where_a_page_has_moved(db):
    topic = TopicFactory(published=True, entry__slug="new")
    Redirect.objects.create(kind="topic", slug="old", entry=topic.entry)

    answer = visit(SITE, "/understand/old/")

    assert (answer.status, answer.location, answer.is_page) == (301, "/understand/new/", False)


@pytest.mark.parametrize("address", ["/nothing/", "/understand/nothing/", "no-path", ""])
def test_where_nothing_is_a_visit_finds_nothing(db, address):
    assert visit(SITE, address).status == 404


def test_a_page_that_was_taken_back_is_no_page(db):
    TopicFactory(withdrawn=True, entry__slug="gone")

    answer = visit(SITE, "/understand/gone/")

    assert (answer.status, answer.is_page) == (410, False)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_path_troubles_a_visit(path):
    assert visit(SITE, f"/nowhere/{path}").status == 404
