import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.vocabulary import Kind
from fbss.syndication.handouts import MOST_PAGES, Offer, Question, card_of
from fbss.syndication.short import code_of
from tests.factories import FAQFactory, TopicFactory, TreatmentFactory

OFFERS = [
    Offer(Kind.TOPIC, "bbbbbb", "One", "", (Question("cccccc", "Why?"),)),
    Offer(Kind.FAQ, "dddddd", "Two", "", (Question("cccccc", "Why?"), Question("ffffff", "How?"))),
]


def lines(response, tag):
    found = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", response.content.decode(), re.DOTALL)
    return [unescape(" ".join(re.sub("<[^>]+>", "", line).split())) for line in found]


def code(revision):
    return code_of(revision.entry.ref)


def test_the_form_offers_every_page_with_its_questions(client, db):
    TopicFactory(published=True, title="Pain", questions_to_ask=["Why does it hurt?"])
    TreatmentFactory(published=True, title="Exercise", questions_to_ask=[])
    FAQFactory(title="A draft?", topic=None)

    response = client.get("/handout/")

    assert lines(response, "label")[1:] == ["Pain", "Why does it hurt?", "Exercise"]
    assert 'method="get" action="/handout/card/"' in response.content.decode()


def test_an_empty_site_says_that_there_is_nothing_to_choose(client, db):
    html = client.get("/handout/").content.decode()

    assert "There are no pages to choose from yet." in html


def test_a_card_shows_what_was_chosen_with_short_addresses_and_codes(client, db):
    topic = TopicFactory(published=True, title="Pain & you", questions_to_ask=["Why <now>?"])
    TopicFactory(published=True, title="Another")

    response = client.get(f"/handout/card/?page={code(topic)}&ask={code_of('Why <now>?')}")

    assert lines(response, "h3") == ["Pain & you"]
    assert f'href="http://testserver/q/{code(topic)}"' in response.content.decode()
    assert f">testserver/q/{code(topic)}</a>" in response.content.decode()
    assert 'aria-label="QR code: Pain &amp; you"' in response.content.decode()
    assert "Why <now>?" in lines(response, "li")
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_card_can_be_changed(client, db):
    topic = TopicFactory(published=True, title="Pain")
    TopicFactory(published=True, title="Another")

    card = client.get(f"/handout/card/?page={code(topic)}").content.decode()
    form = client.get(re.search(r'href="(/handout/\?[^"]+)"', card)[1]).content.decode()

    assert re.findall(r'value="(\w+)" checked', form) == [code(topic)]


def test_a_page_that_has_gone_is_said_and_the_rest_is_shown(client, db):
    topic = TopicFactory(published=True, title="Pain")
    gone = TopicFactory(withdrawn=True)

    response = client.get(f"/handout/card/?page={code(topic)}&page={code(gone)}")

    assert lines(response, "h3") == ["Pain"]
    assert "A page that was chosen is not on this site, or not any more." in lines(response, "p")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choose at least one page or question."),
        ("?page=nonsense", "A page that was chosen is not on this site, or not any more."),
        ("?ask=nonsense", "A question that was chosen is not on this site, or not any more."),
    ],
)
def test_no_card_leads_back_to_the_form(client, db, query, said):
    TopicFactory(published=True)

    response = client.get(f"/handout/card/{query}")

    assert lines(response, "h1") == ["Make a hand-out card"]
    assert said in lines(response, "p")


def test_more_than_fits_one_sheet_is_refused_with_the_choice_kept(client, db):
    topics = TopicFactory.create_batch(MOST_PAGES + 1, published=True)
    query = "&".join(f"page={code(topic)}" for topic in topics)

    response = client.get(f"/handout/card/?{query}")

    assert "5 pages are chosen. At most 4 fit one sheet: take some away." in lines(response, "p")
    assert response.content.decode().count(" checked>") == 5


def test_a_question_that_two_pages_ask_stands_once_on_a_card():
    card = card_of(["BBBBBB "], ["cccccc", "ffffff"], OFFERS)

    assert [offer.title for offer in card.pages] == ["One"]
    assert [asked.text for asked in card.questions] == ["Why?", "How?"]


@given(st.lists(st.text()), st.lists(st.text()))
def test_no_address_troubles_a_card(pages, questions):
    card = card_of(pages, questions, OFFERS)

    assert card.is_sound == bool(card.pages or card.questions)


@pytest.mark.parametrize("count", [1, 3])
def test_a_card_costs_three_queries(client, db, django_assert_num_queries, count):
    topics = TopicFactory.create_batch(count, published=True)
    query = "&".join(f"page={code(topic)}" for topic in topics)

    with django_assert_num_queries(3):
        response = client.get(f"/handout/card/?{query}")

    assert len(lines(response, "h3")) == count


def test_nobody_gets_a_cookie_for_a_card(client, db):
    topic = TopicFactory(published=True)

    assert client.get(f"/handout/card/?page={code(topic)}").cookies == {}
