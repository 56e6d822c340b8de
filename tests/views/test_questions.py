import re

import pytest

from tests.factories import (
    CareCardFactory,
    FAQFactory,
    PassageFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

from .reading import EVIL, headings, live_markup, main_of, text_of

pytestmark = pytest.mark.django_db


def questions_on(response):
    return [faq for _, faqs in response.context["groups"] for faq in faqs]


@pytest.mark.parametrize("count", [1, 3])
def test_a_question_costs_eight_queries_once_however_much_it_says(
    client, django_assert_num_queries, count
):
    sources = SourceFactory.create_batch(count)
    WordFactory.create_batch(count, published=True)
    cards = CareCardFactory.create_batch(count, published=True)
    treatments = TreatmentFactory.create_batch(count, published=True)
    faq = FAQFactory(
        published=True,
        body="".join(f"So. [@{source.key}] " for source in sources),
        care_cards=[card.entry.key for card in cards],
        see_also=[treatment.entry.ref for treatment in treatments],
    )
    PassageFactory.create_batch(count, answered_by=faq.entry)

    with django_assert_num_queries(8):
        response = client.get(faq.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(faq.get_absolute_url())

    assert main_of(response).count('class="claim-check"') == count


def test_the_short_answer_stands_first(client):
    faq = FAQFactory(
        published=True, title="Why?", short_answer="Often nobody knows.", key_messages=["Ask."]
    )

    text = text_of(client.get(faq.get_absolute_url()))

    assert text.index("Why?") < text.index("Often nobody knows.") < text.index("Ask.")


def test_a_question_leads_to_its_topic(client):
    topic = TopicFactory(published=True, title="Outlook", entry__slug="outlook")
    faq = FAQFactory(published=True, topic=topic.entry)

    html = main_of(client.get(faq.get_absolute_url()))

    assert '<p class="entry-caption"><a href="/understand/outlook/">Outlook</a></p>' in html


def test_a_topic_that_is_not_out_is_not_named(client):
    faq = FAQFactory(published=True, topic=TopicFactory(title="A secret topic").entry)

    response = client.get(faq.get_absolute_url())

    assert "secret" not in response.content.decode()
    assert '<p class="entry-caption">Question</p>' in main_of(response)


def test_a_claim_is_quoted_with_its_correction_in_one_article(client):
    SourceFactory(key="weir-2017")
    faq = FAQFactory(published=True)
    PassageFactory(
        answered_by=faq.entry,
        question="What is the fix?",
        answer="First line\nsecond <b>line</b>",
        printed_date="Nov 22, 2021",
        truncated=True,
        origin="A clinic & shop.",
        verdict="misleading",
        note="It is **not** so. [@weir-2017]",
    )

    response = client.get(faq.get_absolute_url())

    [article] = re.findall(
        r'<article class="claim-check".*?</article>', main_of(response), re.DOTALL
    )
    assert 'data-verdict="misleading"' in article
    assert "First line<br>second &lt;b&gt;line&lt;/b&gt;" in article
    assert "The text breaks off here." in article
    assert "A clinic &amp; shop." in article
    assert "Nov 22, 2021" in article
    assert '<strong class="claim-check-verdict-label">Misleading</strong>' in article
    assert "It is <strong>not</strong> so." in article
    assert 'href="#note-1"' in article


def test_a_claim_stands_below_the_longer_answer(client):
    faq = FAQFactory(published=True, body="## The longer answer\n\nText.")
    PassageFactory(answered_by=faq.entry)

    found = headings(client.get(faq.get_absolute_url()), 2)

    assert found.index("The longer answer") < found.index("What you may have read")


def test_a_whole_claim_does_not_break_off(client):
    passage = PassageFactory(truncated=False, printed_date="")

    text = text_of(client.get(passage.answered_by.get_absolute_url()))

    assert "breaks off" not in text
    assert "carries the date" not in text


def test_markup_in_a_claim_stays_text(client):
    fields = ("question", "answer", "origin", "note", "printed_date")
    passage = PassageFactory(**dict.fromkeys(fields, EVIL[:40]), audit="An audit for editors")

    response = client.get(passage.answered_by.get_absolute_url())

    assert live_markup(response) == []
    assert "audit" not in text_of(response)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_two_queries_however_long(client, django_assert_num_queries, count):
    topics = TopicFactory.create_batch(count, published=True)
    for topic in topics:
        FAQFactory.create_batch(count, published=True, topic=topic.entry)

    with django_assert_num_queries(2):
        response = client.get("/questions/")

    assert len(questions_on(response)) == count * count


def test_questions_stand_topic_by_topic_in_the_order_of_topics(client):
    late = TopicFactory(published=True, title="Late", position=2)
    early = TopicFactory(published=True, title="Early", position=1)
    second = FAQFactory(published=True, topic=late.entry, position=1)
    first = FAQFactory(published=True, topic=early.entry, position=9)

    response = client.get("/questions/")

    assert questions_on(response) == [first, second]
    assert headings(response, 2) == ["Early", "Late"]


def test_the_list_shows_nothing_that_is_not_out(client):
    live = FAQFactory(published=True)
    FAQFactory(title="A secret draft")
    FAQFactory(title="A secret plan", scheduled=True)
    FAQFactory(title="A secret past", withdrawn=True)

    response = client.get("/questions/")

    assert questions_on(response) == [live]
    assert "secret" not in response.content.decode()


def test_a_question_whose_topic_is_not_out_stands_last(client):
    hidden = FAQFactory(published=True, topic=TopicFactory(title="A secret topic").entry)
    shown = FAQFactory(published=True)

    response = client.get("/questions/")

    assert questions_on(response) == [shown, hidden]
    assert headings(response, 2)[-1] == "More questions"
    assert "secret" not in response.content.decode()


def test_the_list_can_be_narrowed_to_a_topic(client):
    outlook = TopicFactory(published=True, entry__slug="outlook")
    wanted = FAQFactory(published=True, topic=outlook.entry)
    FAQFactory(published=True)

    response = client.get("/questions/?topic=outlook")

    assert questions_on(response) == [wanted]
    assert '<option value="outlook" selected>' in main_of(response)


def test_a_topic_that_nobody_knows_is_named_and_left_out(client):
    faq = FAQFactory(published=True)

    response = client.get("/questions/?topic=<b>nope")

    assert response.status_code == 200
    assert questions_on(response) == [faq]
    assert "We do not know “<b>nope” under “Topic”, so we left it out." in text_of(response)


def test_a_long_list_comes_in_leaves(client):
    topic = TopicFactory(published=True, entry__slug="outlook")
    faqs = FAQFactory.create_batch(51, published=True, topic=topic.entry)

    first, second = client.get("/questions/"), client.get("/questions/?topic=outlook&page=2")

    assert questions_on(first) == faqs[:50]
    assert questions_on(second) == faqs[50:]
    assert 'rel="next" href="?page=2"' in main_of(first)
    assert 'rel="prev" href="?topic=outlook&amp;page=1"' in main_of(second)


@pytest.mark.parametrize("page", ["9", "0", "-1", "x", "１", "9" * 30, "<b>"])
def test_a_leaf_that_is_not_there_is_named(client, page):
    faq = FAQFactory(published=True)

    response = client.get("/questions/", {"page": page})

    assert response.status_code == 200
    assert questions_on(response) == [faq]
    assert f"There is no page “{page}” of this list. This is page 1." in text_of(response)


def test_an_empty_list_offers_a_way_back(client):
    TopicFactory(published=True, entry__slug="outlook")

    response = client.get("/questions/?topic=outlook")

    assert "There is no question here yet. Show all questions" in text_of(response)
