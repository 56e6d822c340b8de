import pytest

from tests.factories import FAQFactory, PassageFactory, SourceFactory, TopicFactory, WordFactory

from .reading import EVIL, headings, live_markup, main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query_however_long(client, django_assert_num_queries, count):
    SourceFactory.create_batch(count)

    with django_assert_num_queries(1):
        response = client.get("/sources/")

    assert main_of(response).count('class="sources-list-item"') == count


def test_the_list_says_who_paid(client):
    SourceFactory(authors="Weir S", year=2017, kind="Cohort study", funding="A maker")

    text = text_of(client.get("/sources/"))

    assert "Weir S (2017)" in text
    assert "Kind: Cohort study. Who paid, or who sells it: A maker." in text


def test_a_source_that_nobody_read_is_not_shown(client):
    SourceFactory(key="unread", authors="A secret author", unread=True)

    assert "secret" not in client.get("/sources/").content.decode()
    assert client.get("/sources/unread/").status_code == 404


def test_the_list_comes_in_leaves(client):
    SourceFactory.create_batch(51)

    first, second = client.get("/sources/"), client.get("/sources/?page=2")

    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_a_source_costs_six_queries_however_much_rests_on_it(
    client, django_assert_num_queries, count
):
    source = SourceFactory(key="weir-2017")
    FAQFactory.create_batch(count, published=True, short_answer="So. [@weir-2017]")
    WordFactory.create_batch(count, published=True, definition="So. [@weir-2017]")
    PassageFactory.create_batch(count, note="Not so. [@weir-2017]")

    with django_assert_num_queries(6):
        response = client.get(source.get_absolute_url())

    assert len(response.context["pages"]) == 2 * count
    assert len(response.context["claims"]) == count


def test_a_source_lists_the_statements_that_rest_on_it(client):
    source = SourceFactory(key="weir-2017", title="Pain & surgery", read="R1s", route="A summary")
    FAQFactory(published=True, title="How many?", short_answer="About 1 in 5. [@weir-2017]")

    response = client.get(source.get_absolute_url())

    assert headings(response, 1) == ["Pain & surgery"]
    assert headings(response, 3) == ["How many?"]
    assert "How many? About 1 in 5." in text_of(response)
    assert "How we read it Read in a second-hand official text: A summary" in text_of(response)


def test_statements_that_are_not_out_do_not_show(client):
    source = SourceFactory(key="weir-2017")
    TopicFactory(body="A secret. [@weir-2017]")
    TopicFactory(body="A secret. [@weir-2017]", scheduled=True)
    TopicFactory(body="A secret. [@weir-2017]", withdrawn=True)

    response = client.get(source.get_absolute_url())

    assert "secret" not in response.content.decode()
    assert "No statement of a page rests on it now." in text_of(response)


def test_a_source_names_the_claims_checked_with_it(client):
    source = SourceFactory(key="weir-2017")
    faq = FAQFactory(published=True, title="How many?")
    PassageFactory(answered_by=faq.entry, note="Not so. [@weir-2017]")
    hidden = FAQFactory(title="A secret question")
    PassageFactory(answered_by=hidden.entry, note="Not so. [@weir-2017]")

    response = client.get(source.get_absolute_url())

    assert f'<a href="{faq.get_absolute_url()}">How many?</a>' in main_of(response)
    assert "secret" not in response.content.decode()


def test_markup_in_a_source_stays_text(client):
    texts = ("authors", "title", "container", "details", "kind", "funding", "route")
    short = "<img src=x onerror=alert(1)>"
    source = SourceFactory(doi="", url="javascript:alert(1)", **dict.fromkeys(texts, short))
    TopicFactory(published=True, body=f"{EVIL} [@{source.key}]")

    assert live_markup(client.get("/sources/")) == []
    assert live_markup(client.get(source.get_absolute_url())) == []


def test_without_sources_the_list_offers_a_way_back(client):
    assert "No source is recorded yet. Back to the home page" in text_of(client.get("/sources/"))
