import re

import pytest

from tests.factories import FAQFactory, TopicFactory

from .reading import headings, main_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_costs_two_queries(client, django_assert_num_queries, count):
    FAQFactory.create_batch(count, published=True)

    with django_assert_num_queries(2):
        response = client.get("/")

    assert main_of(response).count('class="question-card"') == count


def test_it_shows_the_first_six_questions(client):
    topic = TopicFactory(published=True).entry
    faqs = [FAQFactory(published=True, topic=topic, position=place) for place in range(9, 0, -1)]

    response = client.get("/")

    assert list(response.context["questions"]) == faqs[::-1][:6]


def test_it_leads_to_urgent_help_and_to_three_tasks(client):
    html = main_of(client.get("/"))

    assert '<p class="home-urgent"><a href="/help-now/">' in html
    assert re.findall(r'class="task-card" href="([^"]*)"', html) == [
        "/understand/",
        "/treatments/",
        "/prepare/",
    ]


def test_it_works_before_anything_is_published(client):
    FAQFactory(title="A secret draft", topic=TopicFactory(title="A secret topic").entry)

    response = client.get("/")

    assert headings(response, 1) == ["Pain after back surgery"]
    assert "secret" not in response.content.decode()
    assert response.cookies == {}
