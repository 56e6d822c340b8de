import re

import pytest

from tests.factories import CareCardFactory, SourceFactory, TopicFactory, WordFactory

from .reading import EVIL, headings, live_markup, main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_help_costs_three_queries_however_many_cards(client, django_assert_num_queries, count):
    SourceFactory(key="norfolk-nhs")
    WordFactory.create_batch(count, published=True)
    CareCardFactory.create_batch(count, published=True, signs=["Weak legs [@norfolk-nhs]"])

    with django_assert_num_queries(3):
        response = client.get("/help-now/")

    assert main_of(response).count('class="care-card"') == count


def test_the_most_urgent_level_stands_first(client):
    CareCardFactory(published=True, level="ask-soon", position=1, title="Ask")
    CareCardFactory(published=True, level="same-day", position=2, title="Call")
    CareCardFactory(published=True, level="emergency", position=3, title="Go")

    response = client.get("/help-now/")

    levels = ["Emergency: get help now", "Call today", "Ask soon"]
    assert headings(response, 2) == [*levels, "Print as a leaflet (PDF)"]
    assert headings(response, 3) == ["Go", "Call", "Ask"]


def test_a_card_says_whom_to_call_and_which_signs_count(client):
    CareCardFactory(
        published=True,
        entry__slug="cauda-equina",
        service="Call 911 & go",
        lead="If any one of these is new",
        signs=["Weak legs"],
        advice="Do **not** wait.",
    )

    response = client.get("/help-now/")

    assert 'data-level="emergency" id="cauda-equina"' in main_of(response)
    assert "Call 911 & go If any one of these is new: Weak legs Do not wait." in text_of(response)
    assert '<a href="tel:911">911</a> &amp; go' in main_of(response)
    assert "No clinician has checked this card yet." in text_of(response)


def test_the_level_of_a_card_is_said_once(client):
    card = CareCardFactory(published=True)
    topic = TopicFactory(published=True, care_cards=[card.entry.key])

    pages = [client.get("/help-now/"), client.get(topic.get_absolute_url())]

    assert [text_of(page).count("Emergency: get help now") for page in pages] == [1, 1]


def test_only_published_cards_are_shown(client):
    CareCardFactory(title="A secret draft")
    CareCardFactory(title="A secret plan", scheduled=True)
    CareCardFactory(title="A secret past", withdrawn=True)

    response = client.get("/help-now/")

    assert "secret" not in response.content.decode()


def test_without_cards_the_page_still_says_whom_to_call(client):
    response = client.get("/help-now/")

    assert "call 911 or go to an emergency room now" in text_of(response)


def test_signs_name_their_sources(client):
    SourceFactory(key="norfolk-nhs", authors="Norfolk hospital")
    CareCardFactory(published=True, signs=["Weak legs [@norfolk-nhs]"])

    html = main_of(client.get("/help-now/"))

    assert re.search(r'Weak legs&nbsp;<sup class="note"><a href="#note-1"', html)
    assert "Norfolk hospital" in html


def test_markup_in_a_card_stays_text(client):
    texts = ("title", "service", "lead", "advice")
    CareCardFactory(published=True, signs=[EVIL], **dict.fromkeys(texts, EVIL))

    assert live_markup(client.get("/help-now/")) == []
