import pytest

from tests.factories import CareCardFactory, FAQFactory, SourceFactory, TopicFactory, WordFactory

from .reading import headings, main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_a_topic_costs_ten_queries_once_however_much_it_says(
    client, django_assert_num_queries, count
):
    SourceFactory(key="weir-2017")
    WordFactory.create_batch(count, published=True)
    others = TopicFactory.create_batch(count, published=True)
    topic = TopicFactory(
        published=True,
        body="So. [@weir-2017]",
        care_cards=[CareCardFactory(published=True).entry.key for _ in range(count)],
        see_also=[other.entry.ref for other in others],
    )
    questions = FAQFactory.create_batch(count, published=True, topic=topic.entry)

    with django_assert_num_queries(10):
        response = client.get(topic.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(topic.get_absolute_url())

    assert list(response.context["questions"]) == questions


def test_a_topic_shows_its_own_questions_that_are_out(client):
    topic = TopicFactory(published=True)
    live = FAQFactory(published=True, topic=topic.entry)
    FAQFactory(published=True, title="A foreign question?")
    FAQFactory(title="A secret draft", topic=topic.entry)
    FAQFactory(title="A secret plan", scheduled=True, topic=topic.entry)
    FAQFactory(title="A secret past", withdrawn=True, topic=topic.entry)

    response = client.get(topic.get_absolute_url())

    assert response.context["questions"] == [live]
    assert "secret" not in response.content.decode()
    assert "foreign" not in main_of(response)


def test_many_questions_of_a_topic_are_one_click_away(client):
    topic = TopicFactory(published=True, entry__slug="outlook")
    FAQFactory.create_batch(31, published=True, topic=topic.entry)

    response = client.get(topic.get_absolute_url())

    assert len(response.context["questions"]) == 30
    assert '<a href="/questions/?topic=outlook">' in main_of(response)


def test_topics_lead_to_their_neighbors(client):
    topics = [TopicFactory(published=True, position=place) for place in (1, 2, 3)]

    around = [
        (response.context["previous"], response.context["following"])
        for response in (client.get(topic.get_absolute_url()) for topic in topics)
    ]

    assert around == [(None, topics[1]), (topics[0], topics[2]), (topics[1], None)]


def test_a_topic_that_is_not_out_is_no_neighbor(client):
    first = TopicFactory(published=True, position=1)
    TopicFactory(title="A secret topic", position=2)
    last = TopicFactory(published=True, position=3)

    response = client.get(first.get_absolute_url())

    assert response.context["following"] == last
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query_however_long(client, django_assert_num_queries, count):
    TopicFactory.create_batch(count, published=True)

    with django_assert_num_queries(1):
        response = client.get("/understand/")

    assert main_of(response).count('class="topic-card"') == count


def test_the_list_shows_what_is_out_in_order(client):
    second = TopicFactory(published=True, position=2)
    first = TopicFactory(published=True, position=1, aim="This page helps **you**.")
    TopicFactory(title="A secret draft")
    TopicFactory(title="A secret plan", scheduled=True)
    TopicFactory(title="A secret past", withdrawn=True)

    response = client.get("/understand/")

    assert list(response.context["topics"]) == [first, second]
    assert "This page helps you." in text_of(response)
    assert "secret" not in response.content.decode()


def test_an_empty_list_offers_a_way_back(client):
    response = client.get("/understand/")

    assert headings(response, 1) == ["Understand your pain"]
    assert "No topic is published yet. Back to the home page" in text_of(response)
