"""The door itself: what a patient record sends, and what it gets."""

import json
import logging
import re
from xml.etree import ElementTree as ET

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import (
    CareCardFactory,
    CodeFactory,
    FAQFactory,
    PassageFactory,
    TopicFactory,
    TreatmentFactory,
)

ICD = "2.16.840.1.113883.6.90"
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def ask(client, code="M96.1", system=ICD, form="application/json", **more):
    asked = {
        "mainSearchCriteria.v.c": code,
        "mainSearchCriteria.v.cs": system,
        "knowledgeResponseType": form,
        **more,
    }
    return client.get("/infobutton", asked)


def titles(response):
    return [entry["title"]["_value"] for entry in response.json()["feed"]["entry"]]


@pytest.fixture
def topic(db):
    topic = TopicFactory(published=True, title="What it is", also_called=["FBSS <b>"])
    CodeFactory(code="M96.1", entry=topic.entry)
    return topic


def test_a_record_gets_an_atom_feed_in_the_form_of_the_guide(client, topic):
    feed = ET.fromstring(ask(client, form="text/xml").content)

    assert (feed.tag, feed.get(LANG)) == (f"{ATOM}feed", "en-US")
    assert [child.tag.removeprefix(ATOM) for child in feed] == [
        *("id", "title", "subtitle", "updated", "author", "link"),
        *("category", "category", "category", "entry"),
    ]
    assert [(mark.get("scheme"), mark.get("term")) for mark in feed.iter(f"{ATOM}category")] == [
        ("mainSearchCriteria.v.c", "M96.1"),
        ("mainSearchCriteria.v.cs", ICD),
        ("informationRecipient", "PAT"),
        ("relevanceScore", "1"),
    ]
    entry = feed.find(f"{ATOM}entry")
    assert entry.get(LANG) == "en-US"
    assert entry.find(f"{ATOM}id").text == f"tag:testserver,2026:topics/{topic.entry.key}"
    assert entry.find(f"{ATOM}link").attrib == {
        "href": f"http://testserver{topic.get_absolute_url()}",
        "rel": "alternate",
        "type": "text/html",
        "title": "What it is",
        "hreflang": "en-US",
    }


def test_json_is_of_the_form_that_clients_of_medlineplus_connect_read(client, topic):
    feed = ask(client).json()["feed"]

    assert {*feed} == {
        *("xsi", "base", "lang", "title", "subtitle", "author", "updated", "id", "link"),
        *("category", "entry"),
    }
    assert feed["author"]["name"] == {"_value": "Pain after back surgery"}
    assert feed["title"] == {"_value": "Pain after back surgery", "type": "text"}
    entry = feed["entry"][0]
    assert entry["title"]["_value"] == "What it is"
    assert entry["link"][0]["href"] == f"http://testserver{topic.get_absolute_url()}"
    assert entry["summary"] == {
        "type": "html",
        "_value": '<p class="NLMalsoCalled">Also called: FBSS &lt;b&gt;</p>'
        "<ul><li>You are not alone.</li><li>It is not your fault.</li></ul>"
        "<p>No clinician has checked this page yet.</p>"
        '<p class="NLMattribution">Source: Pain after back surgery</p>',
    }


def test_a_script_gets_a_call_with_the_same_json(client, topic):
    response = ask(client, form="application/javascript", callback="app.show")

    assert response.headers["Content-Type"] == "application/javascript; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    called = re.fullmatch(r"/\*\*/app\.show\((.*)\);", response.content.decode())
    assert json.loads(called[1])["feed"]["entry"] == ask(client).json()["feed"]["entry"]
    assert b"<" not in response.content


def test_a_post_gets_what_a_get_gets_and_needs_no_token(topic):
    client = Client(enforce_csrf_checks=True)
    form = "mainSearchCriteria.v.c=M96.1&mainSearchCriteria.v.cs=icd-10-cm"

    posted = client.post("/infobutton", form, content_type="application/x-www-form-urlencoded")
    in_parts = client.post(
        "/infobutton", {"mainSearchCriteria.v.c": "M96.1", "mainSearchCriteria.v.cs": ICD}
    )

    assert [posted.status_code, in_parts.status_code] == [200, 200]
    assert posted.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert b"What it is" in posted.content
    assert b"What it is" in in_parts.content
    assert not posted.cookies


@pytest.mark.parametrize("code", ["M96.1", "m96.1", "M961", "m961", "M96"])
def test_a_code_leads_to_its_page_in_every_spelling(client, topic, code):
    assert titles(ask(client, code)) == ["What it is"]


@pytest.mark.parametrize(
    ("code", "system"),
    [
        ("Z99.9", ICD),
        ("M96.1", "2.16.840.1.113883.6.3"),
        ("M96.1", "2.16.840.1.113883.6.999"),
        ("' OR 1=1 --", ICD),
        ("\0", ICD),
        ("M96.1", "\0"),
    ],
)
def test_what_nobody_knows_gets_a_feed_without_entries(client, topic, code, system):
    response = ask(client, code, system)

    assert (response.status_code, titles(response)) == (200, [])


def test_an_emergency_stands_first(client, topic):
    card = CareCardFactory(published=True, title="Go now", level="emergency")
    CodeFactory(code="M96.14", entry=card.entry)

    assert titles(ask(client, "M96")) == ["Go now", "What it is"]


def test_the_pages_that_a_page_names_stand_behind_it(client, topic):
    FAQFactory(published=True, title="Of the topic", topic=topic.entry)
    FAQFactory(title="A draft of the topic", topic=topic.entry)
    seen = TreatmentFactory(published=True, title="A treatment")
    named = FAQFactory(published=True, title="Named", see_also=[seen.entry.ref])
    CodeFactory(code="M54.50", entry=named.entry)

    assert titles(ask(client)) == ["What it is", "Of the topic"]
    assert titles(ask(client, "M54.5")) == ["Named", "A treatment"]


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_a_page_that_is_not_public_answers_nothing(client, db, state):
    traits = {} if state == "draft" else {state: True}
    CodeFactory(code="M96.1", entry=TopicFactory(title="Secret", **traits).entry)

    response = ask(client)

    assert titles(response) == []
    assert b"Secret" not in response.content


def test_a_passage_that_can_harm_never_leaves_by_this_door(client, db):
    faq = FAQFactory(published=True)
    PassageFactory(answered_by=faq.entry, answer="A new operation fixes it.")
    CodeFactory(code="M96.1", entry=faq.entry)

    assert b"fixes it" not in ask(client).content


def test_nothing_about_the_patient_is_kept_or_logged(
    client, topic, caplog, django_assert_num_queries
):
    patient = {"age.v.v": "57", "patientPerson.administrativeGenderCode.c": "FEMALE-X"}
    caplog.set_level(logging.DEBUG)

    with django_assert_num_queries(3) as queries:
        response = ask(client, **patient)
    refused = ask(client, "", **patient)

    assert [response.status_code, refused.status_code] == [200, 400]
    assert response.headers["Cache-Control"] == "no-store"
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]
    assert "FEMALE-X" not in f"{caplog.text}{response.content}{refused.content}"


@pytest.mark.parametrize("related", [1, 3])
def test_an_answer_costs_three_queries_however_many_pages_it_names(
    client, topic, django_assert_num_queries, related
):
    FAQFactory.create_batch(related, published=True, topic=topic.entry)

    with django_assert_num_queries(3):
        assert len(titles(ask(client))) == related + 1


@pytest.mark.parametrize(
    ("asked", "media_type"),
    [
        ({}, "text/plain; charset=utf-8"),
        ({"mainSearchCriteria.v.c": "M96.1"}, "text/plain; charset=utf-8"),
        ({"knowledgeResponseType": "text/html"}, "text/plain; charset=utf-8"),
        ({"knowledgeResponseType": "application/json"}, "application/problem+json"),
    ],
)
def test_a_bad_request_gets_a_sentence(client, db, asked, media_type):
    response = client.get("/infobutton", asked)

    assert (response.status_code, response.headers["Content-Type"]) == (400, media_type)
    assert b"send" in response.content


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("x", "multipart/form-data"),
        ("x", "multipart/form-data; boundary=é"),
        ("&".join(f"a{number}=1" for number in range(2000)), "application/x-www-form-urlencoded"),
        ("a" * 3_000_000, "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_cannot_be_read_gets_a_sentence(client, db, body, content_type):
    response = client.post("/infobutton", body, content_type=content_type)

    assert response.status_code == 400
    assert response.content.endswith(b".\n")


def test_too_many_parameters_in_the_address_get_a_sentence(client, db):
    query = "&".join(f"a{number}=1" for number in range(2000))

    response = client.get(f"/infobutton?{query}")

    assert (response.status_code, response.content[-2:]) == (400, b".\n")


def test_other_methods_are_refused(client, db):
    assert client.put("/infobutton").status_code == 405


class NothingBreaksIt(TestCase):
    @settings(max_examples=60)
    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "mainSearchCriteria.v.c": st.text(),
                "mainSearchCriteria.v.cs": st.sampled_from([ICD, ""]) | st.text(),
                "mainSearchCriteria.v.dn": st.text(),
                "subTopic.v.c": st.text(),
                "knowledgeResponseType": st.sampled_from(
                    ["text/xml", "application/json", "application/javascript"]
                ),
                "callback": st.just("show") | st.text(),
            },
        )
    )
    def test_any_parameters_get_an_answer_or_a_sentence(self, asked):
        for response in (
            self.client.get("/infobutton", asked),
            self.client.post("/infobutton", asked),
        ):
            assert response.status_code in (200, 400)
            if response.status_code == 200 and "xml" in response.headers["Content-Type"]:
                ET.fromstring(response.content)


def test_a_page_of_another_site_may_ask_whether_it_may_ask(client, db):
    response = client.options("/infobutton", headers={"origin": "https://record.example"})

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_is_refused_with_a_sentence(client, db, method):
    response = getattr(client, method)("/infobutton")

    assert (response.status_code, response.content) == (405, b"Ask with GET or POST.\n")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("text/xml", "text/plain; charset=utf-8"), ("application/json", "application/problem+json")],
)
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_while_the_database_is_away_the_answer_keeps_its_form(client, db, form, media_type, error):
    def away(*_query):
        raise error("away")

    with connection.execute_wrapper(away):
        response = ask(client, form=form)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.headers["Content-Type"] == media_type
    assert b"Ask again in 10 s." in response.content
