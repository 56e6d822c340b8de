import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.syndication import short
from fbss.syndication.short import LENGTH, LETTERS, code_of, entries_with
from tests.factories import TopicFactory


def test_a_code_never_changes():
    assert code_of("faqs/how-common-is-it") == "wqt9s4"


@given(st.text())
def test_a_code_is_made_of_letters_that_cannot_be_mistaken(ref):
    code = code_of(ref)

    assert (len(code), set(code) - set(LETTERS)) == (LENGTH, set())


@pytest.mark.parametrize("end", ["", "/"])
def test_a_short_address_leads_to_its_page(client, db, end):
    topic = TopicFactory(published=True)

    response = client.get(f"/q/{code_of(topic.entry.ref).upper()}{end}")

    assert (response.status_code, response.url) == (302, topic.get_absolute_url())


def test_a_short_address_follows_its_page(client, db):
    topic = TopicFactory(published=True, entry__slug="old")
    topic.entry.rename("new")

    assert client.get(f"/q/{code_of(topic.entry.ref)}").url == "/understand/new/"


def test_a_page_that_was_taken_back_says_so_at_its_address(client, db):
    topic = TopicFactory(withdrawn=True, entry__slug="gone")

    response = client.get(f"/q/{code_of(topic.entry.ref)}", follow=True)

    assert response.status_code == 410


def test_a_draft_has_no_short_address_yet(client, db):
    topic = TopicFactory()

    assert client.get(f"/q/{code_of(topic.entry.ref)}").status_code == 404


@pytest.mark.parametrize("code", ["zzz", "bcdfgh", "0o1li!", "a" * 500, "é"])
def test_a_code_that_no_page_has_is_not_found(client, db, code):
    assert client.get(f"/q/{code}").status_code == 404


def test_two_pages_with_one_code_are_offered_both(client, db, monkeypatch):
    TopicFactory(published=True, title="One")
    TopicFactory(published=True, title="Two")
    monkeypatch.setattr(short, "code_of", lambda _ref: "bcdfgh")

    html = client.get("/q/bcdfgh").content.decode()

    assert ("One" in html, "Two" in html) == (True, True)


@given(st.text())
def test_no_text_troubles_the_search_for_a_code(text):
    if not short.is_code(text):
        assert entries_with(text) == []
