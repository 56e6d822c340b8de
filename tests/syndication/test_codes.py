from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import CareCardFactory, CodeFactory, FAQFactory, TopicFactory


@pytest.fixture
def topic(db):
    topic = TopicFactory(published=True, title="What it is")
    CodeFactory(code="M96.1", title="Postlaminectomy syndrome", entry=topic.entry)
    return topic


@pytest.mark.parametrize(
    "address",
    [
        "/codes/icd-10-cm/M96.1/",
        "/codes/icd-10-cm/m96.1/",
        "/codes/icd-10-cm/M961/",
        "/codes/icd-10-cm/m961/",
        "/codes/ICD10CM/M96.1/",
    ],
)
def test_a_code_has_one_page_in_all_its_spellings(client, topic, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.context["asked"] == "M96.1"
    assert [page.title for page in response.context["pages"]] == ["What it is"]
    assert "Official name: Postlaminectomy syndrome" in response.content.decode()


def test_a_group_of_codes_shows_the_pages_of_all_its_codes_emergency_first(client, topic):
    card = CareCardFactory(published=True, title="Go now", level="emergency")
    CodeFactory(code="M96.14", entry=card.entry)

    response = client.get("/codes/icd-10-cm/M96/")

    assert [page.title for page in response.context["pages"]] == ["Go now", "What it is"]
    assert [match.code.code for match in response.context["matches"]] == ["M96.1", "M96.14"]


@pytest.mark.parametrize(
    "address",
    [
        "/codes/icd-10-cm/Z99.9/",
        "/codes/icd-10-cm/%00/",
        "/codes/icd-10-cm/%3Cscript%3E/",
        "/codes/snomed-ct/1/",
        "/codes/nothing/M96.1/",
    ],
)
def test_an_unknown_code_gets_a_page_that_helps(client, topic, address):
    response = client.get(address)

    assert response.status_code == 404
    assert 'href="/help-now/"' in response.content.decode()
    assert response.content.decode().count("<script>") == 1


def test_a_code_of_a_page_that_is_not_public_is_unknown(client, db):
    CodeFactory(code="M96.1", entry=TopicFactory(title="Secret").entry)

    response = client.get("/codes/icd-10-cm/M96.1/")

    assert (response.status_code, b"Secret" in response.content) == (404, False)
    assert client.get("/codes/").context["systems"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_codes_cost_the_same_queries_however_many(
    client, db, django_assert_num_queries, count
):
    topic = TopicFactory(published=True)
    for number in range(count):
        CodeFactory(code=f"M96.{number}", entry=topic.entry)
        FAQFactory(published=True, topic=topic.entry)

    with django_assert_num_queries(3):
        client.get("/codes/icd-10-cm/M96/")
    with django_assert_num_queries(2):
        client.get("/codes/")


def test_all_codes_stand_under_their_system(client, topic):
    response = client.get("/codes/")

    [(name, lines)] = response.context["systems"]
    assert name == "ICD-10-CM"
    assert [(line.code.code, line.page.title) for line in lines] == [("M96.1", "What it is")]


class NothingBreaksIt(TestCase):
    @settings(max_examples=40)
    @given(st.text(min_size=1), st.text(min_size=1))
    def test_any_address_is_a_page_or_is_not_there(self, system, code):
        addresses = (f"/codes/icd-10-cm/{quote(code)}/", f"/codes/{quote(system)}/{quote(code)}/")
        for address in addresses:
            assert self.client.get(address).status_code in (200, 301, 404)
