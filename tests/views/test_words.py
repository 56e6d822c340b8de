import pytest

from tests.factories import SourceFactory, WordFactory

from .reading import EVIL, headings, live_markup, main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_a_word_costs_five_queries_once_however_many_there_are(
    client, django_assert_num_queries, count
):
    SourceFactory(key="weir-2017")
    WordFactory.create_batch(count, published=True)
    word = WordFactory(published=True, definition="Hard tissue. [@weir-2017]")

    with django_assert_num_queries(5):
        client.get(word.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(word.get_absolute_url())


def test_a_word_is_explained_with_its_other_names(client):
    word = WordFactory(
        published=True,
        title="Laminectomy",
        group="surgery",
        also_called=["laminectomies", "decompression"],
        definition="An operation on the arch.",
    )

    response = client.get(word.get_absolute_url())

    assert "Surgery Laminectomy Also called: decompression An operation on the arch." in text_of(
        response
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query_however_long(client, django_assert_num_queries, count):
    WordFactory.create_batch(count, published=True)

    with django_assert_num_queries(1):
        response = client.get("/words/")

    assert main_of(response).count("<dt>") == count


def test_words_stand_by_letter(client):
    scar = WordFactory(published=True, title="scar")
    nerve = WordFactory(published=True, title="Nerve")
    sacrum = WordFactory(published=True, title="Sacrum")

    response = client.get("/words/")

    assert [(letter.name, list(letter.items)) for letter in response.context["letters"]] == [
        ("N", [nerve]),
        ("S", [sacrum, scar]),
    ]
    assert '<a href="#letter-s">S</a>' in main_of(response)
    assert headings(response, 2) == ["N", "S"]


def test_the_list_shows_nothing_that_is_not_out(client):
    WordFactory(title="A secret draft")
    WordFactory(title="A secret plan", scheduled=True)
    WordFactory(title="A secret past", withdrawn=True)

    response = client.get("/words/")

    assert "secret" not in response.content.decode()
    assert "No word is published yet. Back to the home page" in text_of(response)


def test_markup_in_a_word_stays_text(client):
    word = WordFactory(published=True, title=EVIL, definition=EVIL, also_called=[EVIL])

    assert live_markup(client.get("/words/")) == []
    assert live_markup(client.get(word.get_absolute_url())) == []
