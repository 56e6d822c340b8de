"""The visit sheet as the server gives it: empty, the same for everybody."""

import pytest

from tests.factories import FAQFactory, TopicFactory, TreatmentFactory, WordFactory

pytestmark = pytest.mark.django_db


def asked(response):
    return [(on.page.title, on.page.address, on.questions) for on in response.context["pages"]]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_one_query_however_many_pages_there_are(client, django_assert_num_queries, count):
    topic = TopicFactory(published=True)
    FAQFactory.create_batch(count, published=True, topic=topic.entry)

    with django_assert_num_queries(1):
        response = client.get("/prepare/")

    assert len(response.context["pages"]) == count + 1


def test_questions_stand_page_by_page_topics_first(client):
    topic = TopicFactory(published=True, title="Sleep", position=2, questions_to_ask=["How?"])
    first = TopicFactory(
        published=True, title="Work", position=1, questions_to_ask=["When?", "Who?"]
    )
    treatment = TreatmentFactory(published=True, title="Rest", questions_to_ask=["How long?"])
    faq = FAQFactory(published=True, title="Why?", topic=topic.entry, questions_to_ask=["What?"])
    FAQFactory(published=True, topic=topic.entry, questions_to_ask=[])
    WordFactory(published=True)

    response = client.get("/prepare/")

    assert asked(response) == [
        ("Work", first.get_absolute_url(), ("When?", "Who?")),
        ("Sleep", topic.get_absolute_url(), ("How?",)),
        ("Why?", faq.get_absolute_url(), ("What?",)),
        ("Rest", treatment.get_absolute_url(), ("How long?",)),
    ]


def test_questions_of_pages_that_are_not_public_are_not_shown(client):
    TopicFactory(title="Draft", questions_to_ask=["A secret?"])
    TopicFactory(scheduled=True, title="Later", questions_to_ask=["A secret?"])
    TopicFactory(withdrawn=True, title="Gone", questions_to_ask=["A secret?"])

    response = client.get("/prepare/")

    assert asked(response) == []
    assert "A secret?" not in response.content.decode()
    assert "There are no questions here yet." in response.content.decode()


def test_questions_are_plain_text(client):
    TopicFactory(published=True, questions_to_ask=["Is *this* <b>it</b>?"])

    html = client.get("/prepare/").content.decode()

    assert "<b>it</b>" not in html
    assert "Is this &lt;b&gt;it&lt;/b&gt;?" in html


def test_no_field_of_the_sheet_is_in_a_form_that_could_be_sent(client):
    html = client.get("/prepare/").content.decode()

    main = html.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    assert " name=" not in main


def test_home_and_header_lead_to_it(client):
    html = client.get("/").content.decode()

    assert "Get ready for my appointment" in html
    assert html.count('href="/prepare/"') == 2
    assert html.count('href="/bad-day/"') == 2


def test_each_question_to_ask_can_be_put_on_the_sheet(client):
    faq = FAQFactory(published=True, questions_to_ask=["What else?"])

    html = client.get(faq.get_absolute_url()).content.decode()

    inside = html.partition("<add-to-sheet>")[2].partition("</add-to-sheet>")[0]
    assert "What else?" in inside
