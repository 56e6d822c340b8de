import pytest

from fbss.views import a_to_z
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    SynonymFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

from .reading import EVIL, headings, live_markup, main_of, text_of

pytestmark = pytest.mark.django_db


def names(response):
    return [line.name for letter in response.context["shown"] for line in letter.items]


@pytest.mark.parametrize("count", [1, 3])
def test_a_to_z_costs_three_queries_however_long(client, django_assert_num_queries, count):
    topic = TopicFactory(published=True, title="A topic").entry
    for factory in (TreatmentFactory, InfoPageFactory, WordFactory):
        factory.create_batch(count, published=True)
    FAQFactory.create_batch(count, published=True, topic=topic)
    SynonymFactory.create_batch(count, clinical="a topic")

    with django_assert_num_queries(3):
        response = client.get("/a-to-z/")

    assert len(names(response)) == 1 + 5 * count


def test_everything_stands_by_all_its_names(client):
    TreatmentFactory(published=True, title="Opioids", also_called=["Morphine"])
    TopicFactory(published=True, title="Outlook")
    SynonymFactory(lay="painkillers", clinical="opioids")
    SynonymFactory(lay="junkie drugs", clinical="opioids", match="search-only")

    response = client.get("/a-to-z/")

    assert names(response) == ["Morphine", "Opioids", "Outlook", "painkillers"]
    assert headings(response, 2) == ["M", "O", "P"]
    assert "Painkillers: see Opioids" in text_of(response)


def test_nothing_stands_there_that_is_not_out(client):
    for factory in (TopicFactory, FAQFactory, TreatmentFactory, InfoPageFactory, WordFactory):
        factory(title="A secret draft", also_called=["A secret name"])
        factory(title="A secret plan", scheduled=True)
        factory(title="A secret past", withdrawn=True)
    SynonymFactory(lay="A secret word", clinical="A secret draft")
    CareCardFactory(title="A secret card")

    assert "secret" not in client.get("/a-to-z/").content.decode()


def test_a_letter_can_stand_alone(client):
    TopicFactory(published=True, title="Outlook")
    TopicFactory(published=True, title="Scans")

    response = client.get("/a-to-z/?letter=S")

    assert names(response) == ["Scans"]
    assert "<title>A to Z: S — Pain" in response.content.decode()


def test_a_letter_with_nothing_is_named(client):
    TopicFactory(published=True, title="Outlook")

    response = client.get("/a-to-z/?letter=<b>")

    assert (response.status_code, names(response)) == (200, ["Outlook"])
    assert "Nothing here begins with “<b>”. Show all letters" in text_of(response)


def test_a_large_library_shows_one_letter_at_a_time(client, monkeypatch):
    monkeypatch.setattr(a_to_z, "MOST_LINES", 2)
    for title in ("Back", "Bone", "Brace", "Scans"):
        TopicFactory(published=True, title=title)

    first, second = client.get("/a-to-z/"), client.get("/a-to-z/?letter=B&page=2")

    assert (names(first), names(second)) == (["Back", "Bone"], ["Brace"])
    assert 'href="?letter=B&amp;page=2"' in main_of(first)
    assert '<a href="/a-to-z/?letter=S">S</a>' in main_of(first)


def test_many_questions_have_a_list_of_their_own(client, monkeypatch):
    monkeypatch.setattr(a_to_z, "MOST_QUESTIONS", 1)
    FAQFactory.create_batch(2, published=True, topic=TopicFactory().entry)

    response = client.get("/a-to-z/")

    assert names(response) == []
    assert "Questions have a list of their own" in text_of(response)


def test_markup_in_a_name_stays_text(client):
    TopicFactory(published=True, title=EVIL, also_called=[f"Other {EVIL}"])
    SynonymFactory(lay=f"Lay {EVIL}", clinical=EVIL)

    assert live_markup(client.get("/a-to-z/")) == []
