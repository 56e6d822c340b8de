"""Bad-day pages: topics in their shortest form."""

import pytest

from fbss.models import Redirect
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_one_query_however_many_topics_there_are(client, django_assert_num_queries, count):
    TopicFactory.create_batch(count, published=True)

    with django_assert_num_queries(1):
        response = client.get("/bad-day/")

    assert len(response.context["others"]) == count


def test_it_begins_with_flare_ups(client, library):
    other = TopicFactory(published=True, position=1)
    TopicFactory(
        published=True,
        position=2,
        need="flare-ups",
        key_messages=["It *passes*. [@weir-2017]"],
        what_you_can_do=["Slow down.", "Do not show this."],
    )

    response = client.get("/bad-day/")

    html = response.content.decode()
    assert response.context["others"] == [other]
    assert "<li>It passes.</li>" in html
    assert "Slow down." in html
    assert "Do not show this." not in html


def test_a_topic_in_short_leads_to_the_whole_page(client, django_assert_num_queries):
    topic = TopicFactory(published=True, key_messages=["Short."], body="## Long\n\nVery long.")

    with django_assert_num_queries(1):
        html = client.get(f"/bad-day/{topic.slug}/").content.decode()

    assert "Short." in html
    assert "Very long." not in html
    assert f'href="{topic.get_absolute_url()}"' in html


def test_a_topic_with_nothing_to_do_shows_no_empty_box(client):
    topic = TopicFactory(published=True, what_you_can_do=[])

    assert "One thing for today" not in client.get(f"/bad-day/{topic.slug}/").content.decode()


def test_what_is_not_public_has_no_short_form_either(client):
    draft, gone = TopicFactory(title="Secret"), TopicFactory(withdrawn=True, title="Secret")
    moved = TopicFactory(published=True)
    Redirect.objects.create(kind="topic", slug="old", entry=moved.entry)

    assert "Secret" not in client.get("/bad-day/").content.decode()
    assert client.get(f"/bad-day/{draft.slug}/").status_code == 404
    assert client.get(f"/bad-day/{gone.slug}/").status_code == 410
    assert client.get("/bad-day/old/").url == moved.get_absolute_url()
