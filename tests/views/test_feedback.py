"""Feedback without a cookie, a session or an address."""

import time

import pytest
from django.core.cache import caches
from django.test import Client

from fbss.models import Feedback
from fbss.models.feedback import MOST_LETTERS
from fbss.views.feedback import MOST_SECONDS, SIGNER, TURNSTILE, stamp
from tests.factories import FAQFactory, TopicFactory

pytestmark = pytest.mark.django_db

FORM, SEND = "/feedback/", "/feedback/send/"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def fresh_counts(settings):
    settings.LIMITS = 1
    cache = caches["counts"]
    cache.clear()
    yield
    cache.clear()


def made(page="", age=60):
    return SIGNER.sign_object({"page": page, "at": int(time.time()) - age})


def send(client, headers=FROM_HERE, **fields):
    fields = {"useful": "no", "reason": "", "text": "", "website": "", "made": made(), **fields}
    return client.post(SEND, fields, headers=headers)


def said():
    return list(Feedback.objects.values_list("entry__key", "useful", "reason", "text"))


def test_every_page_asks_whether_it_was_useful(client):
    faq = FAQFactory(published=True, entry__key="why")

    html = client.get(faq.get_absolute_url()).content.decode()

    assert "Was this page useful?" in html
    assert '<input type="hidden" name="about" value="faqs/why">' in html


def test_what_pages_hold_is_the_same_for_everybody():
    address = FAQFactory(published=True).get_absolute_url()

    assert Client().get(address).content == Client().get(address).content


def test_a_vote_and_its_reason_are_kept_with_their_page(client):
    FAQFactory(published=True, entry__key="why", title="Why?")
    stamped = client.get(FORM, {"about": "faqs/why", "useful": "no"}).context["made"]
    assert stamp(stamped)["page"] == "faqs/why"

    response = send(client, made=made("faqs/why"), reason="hard", text="Long.\r\nVery.")

    assert said() == [("why", False, "hard", "Long.\nVery.")]
    assert (response.status_code, response.url) == (303, "/feedback/thanks/?about=faqs%2Fwhy")
    assert "Back to “Why?”" in client.get(response.url).content.decode()


def test_the_site_as_a_whole_can_be_useful_too(client):
    send(client, useful="yes")

    assert said() == [(None, True, "", "")]


@pytest.mark.parametrize("page", ["faqs/none", "faqs/draft", "words/x", "nonsense", "a/b/c", "<b>"])
def test_a_page_that_is_not_public_is_not_named(client, page):
    FAQFactory(entry__key="draft", title="Not out yet")

    html = client.get(FORM, {"about": page}).content.decode()

    assert "Not out yet" not in html
    assert "Was this site useful?" in html
    assert page not in html


def test_there_is_no_cookie_on_the_way(client):
    for response in (
        client.get(FORM, {"useful": "no"}),
        send(client),
        client.get(FORM + "thanks/"),
    ):
        assert response.cookies == {}
        assert "no-store" in response["Cache-Control"]
    assert client.get(FORM)["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none", "Origin": "http://testserver"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_what_does_not_come_from_our_own_page_is_refused_with_its_words_kept(client, headers):
    response = send(client, headers=headers, text="My words")

    assert response.status_code == 403
    assert "My words" in response.content.decode()
    assert said() == []


def test_an_older_browser_names_its_origin_instead(client):
    send(client, headers={"Origin": "http://testserver"})

    assert len(said()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"made": ""}, "This form was open for a long time."),
        ({"made": "forged"}, "This form was open for a long time."),
        ({"made": SIGNER.sign("no object")}, "This form was open for a long time."),
        ({"made": made(age=-3600)}, "That was very quick."),
        ({"made": made(age=MOST_SECONDS + 9)}, "This form was open for a long time."),
        ({"website": "https://spam.example"}, "Leave the field “Website” empty"),
        ({"text": "x" * (MOST_LETTERS + 1)}, "The text has 601 characters. At most 600 fit."),
        ({"text": "a\0b"}, "The text holds signs that cannot be kept."),
        ({"reason": "plain"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(client, fields, sentence):
    response = send(client, **{"text": "My words", **fields})

    html = response.content.decode()
    assert response.status_code == 400
    assert sentence in html
    assert fields.get("text", "My words").replace("\0", "") in html.replace("\0", "")
    assert said() == []


def test_a_text_at_the_limit_fits_however_its_lines_end(client):
    text = "\r\n".join(["y" * 99] * 6)

    send(client, text=text)

    assert said() == [(None, False, "", text.replace("\r\n", "\n"))]


def test_a_form_that_was_open_too_long_can_be_sent_again(client):
    FAQFactory(published=True, entry__key="why")
    late = send(client, made=made("faqs/why", age=MOST_SECONDS + 9), text="My words")

    assert stamp(late.context["made"])["page"] == "faqs/why"


def test_a_vote_without_yes_or_no_shows_the_buttons_again(client):
    response = send(client, useful="maybe")

    assert response.status_code == 400
    assert 'name="useful" value="yes"' in response.content.decode()


def test_too_many_are_asked_to_wait_with_their_words_kept(client):
    for _ in range(TURNSTILE.most):
        send(client)

    response = send(client, text="My words")

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= TURNSTILE.seconds
    assert "My words" in response.content.decode()
    assert len(said()) == TURNSTILE.most


def test_markup_stays_text(client):
    response = send(client, website="x", text="</textarea><script>alert(1)</script>")

    assert "<script>alert" not in response.content.decode()


def test_who_goes_to_the_address_of_the_answer_gets_the_form(client):
    response = client.get(SEND)

    assert (response.status_code, response.url) == (302, FORM)


def test_feedback_is_on_no_page(client):
    topic = TopicFactory(published=True)
    Feedback.objects.create(entry=topic.entry, useful=False, text="Unheard-of words")

    for address in ("/", topic.get_absolute_url(), "/about/changes/", FORM):
        assert "Unheard-of words" not in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_one_query_and_an_answer_three(client, django_assert_num_queries, count):
    for number in range(count):
        FAQFactory(published=True, entry__key=f"why-{number}")

    with django_assert_num_queries(1):
        client.get(FORM, {"about": "faqs/why-0", "useful": "no"})
    with django_assert_num_queries(3):
        send(client, made=made("faqs/why-0"))
