"""Each door tells whoever asks too often to wait, in its own form."""

import json

import pytest
from django.core.cache import caches

from fbss.views import api, machines, search
from fbss.views.caching import ASKED
from fbss.views.turnstile import Turnstile
from portal.pagecache.build import page_parameters

pytestmark = pytest.mark.django_db

RECORD = "/infobutton?mainSearchCriteria.v.c=M96.1&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90"
DOORS = {
    "/search/?q=numb+leg": search.SEARCHES,
    "/search/suggest/?q=numb": search.SUGGESTIONS,
    "/api/v1/words": api.REQUESTS,
    "/api/v1/search?q=numb": api.REQUESTS,
    RECORD: machines.REQUESTS,
}


@pytest.fixture(autouse=True)
def one_request_alone(settings, monkeypatch):
    """As if every door let one request through in so many seconds."""
    settings.LIMITS = 1
    caches["counts"].clear()
    count = Turnstile._count
    monkeypatch.setattr(
        Turnstile, "_count", lambda self, who, now: count(self, who, now) * self.most
    )
    yield
    caches["counts"].clear()


def second(client, address, **options):
    first = client.get(address, **options)
    assert first.status_code == 200
    return client.get(address, **options)


@pytest.mark.parametrize("address", DOORS)
def test_who_asks_too_often_is_told_when_to_come_back(client, address):
    response = second(client, address)

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= DOORS[address].seconds
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


@pytest.mark.parametrize("address", DOORS)
def test_another_network_is_let_through(client, address):
    second(client, address)

    assert client.get(address, REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.parametrize("address", DOORS)
def test_an_operator_may_do_without_limits(client, address, settings):
    settings.LIMITS = 0

    assert second(client, address).status_code == 200


def test_a_person_keeps_the_words_and_sees_urgent_help(client):
    html = second(client, "/search/?q=numb+%3Cleg%3E").content.decode()

    assert 'value="numb &lt;leg&gt;"' in html
    assert "Too many searches came from your network" in html
    assert "seconds, then search again" in html
    assert 'href="/help-now/"' in html
    assert "We did not find an answer" not in html


def test_suggestions_are_none(client):
    assert second(client, "/search/suggest/?q=numb").json() == {"suggestions": []}


def test_the_api_says_it_as_a_problem(client):
    response = second(client, "/api/v1/words")

    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    said = json.loads(response.content)
    assert (said["status"], said["title"]) == (429, "Too Many Requests")
    assert said["detail"].startswith(f"Too many requests. Ask again in {response['Retry-After']} s")


def test_a_browser_may_always_ask_what_the_api_allows(client):
    second(client, "/api/v1/words")

    assert client.options("/api/v1/words").status_code == 204


@pytest.mark.parametrize(
    ("form", "kind"),
    [("text/xml", "text/plain; charset=utf-8"), ("application/json", "application/problem+json")],
)
def test_a_record_hears_it_in_the_form_of_every_other_refusal(client, form, kind):
    address = f"{RECORD}&knowledgeResponseType={form}"
    refused = client.get(f"/infobutton?knowledgeResponseType={form}", REMOTE_ADDR="192.0.2.5")

    response = second(client, address)

    assert response["Content-Type"] == refused["Content-Type"]
    assert response["Content-Type"].startswith(kind.partition(";")[0])
    assert b"Too many requests. Ask again in" in response.content
    assert b"Bad Request" not in response.content


def test_a_page_that_is_made_for_all_is_nobodys_request(client):
    responses = [client.get("/api/v1/corpus.json", **{ASKED: True}) for _ in range(3)]

    assert page_parameters("/api/v1/corpus.json") == ()
    assert [response.status_code for response in responses] == [200] * 3
    assert client.get("/api/v1/words").status_code == 200
