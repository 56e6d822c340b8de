import re

import pytest

from tests.factories import FAQFactory, PassageFactory, SourceFactory, WordFactory

from .reading import headings, main_of, text_of

pytestmark = pytest.mark.django_db


def keys(response):
    return re.findall(r'id="claim-([^"]*)"', main_of(response))


@pytest.mark.parametrize("count", [1, 3])
def test_claims_cost_four_queries_however_many(client, django_assert_num_queries, count):
    SourceFactory(key="weir-2017")
    WordFactory.create_batch(count, published=True)
    PassageFactory.create_batch(count, note="Not so. [@weir-2017]")

    with django_assert_num_queries(4):
        response = client.get("/about/claims/")

    assert len(keys(response)) == count


def test_a_claim_leads_to_the_answer_and_says_how_much_it_matters(client):
    faq = FAQFactory(published=True, title="Is there a fix?")
    PassageFactory(answered_by=faq.entry, severity="A", note="Not **so**.")

    response = client.get("/about/claims/")

    text = text_of(response)
    assert "Why: Not so . How much it matters: Can mislead or harm. Our answer: Is there" in text
    assert f'<a href="{faq.get_absolute_url()}">Is there a fix?</a>' in main_of(response)


def test_a_claim_whose_question_is_not_out_is_shown_without_it(client):
    PassageFactory(key="S01", answered_by=FAQFactory(title="A secret question").entry)

    response = client.get("/about/claims/")

    assert keys(response) == ["S01"]
    assert "secret" not in response.content.decode()
    assert "How much it matters: Can mislead or harm." in text_of(response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["S01", "S02", "S03"]),
        ("verdict=misleading", ["S01", "S02"]),
        ("severity=A", ["S01", "S03"]),
        ("verdict=misleading&severity=A", ["S01"]),
        ("verdict=out-of-date", []),
    ],
)
def test_claims_can_be_narrowed(client, query, found):
    PassageFactory(key="S01", verdict="misleading", severity="A")
    PassageFactory(key="S02", verdict="misleading", severity="B")
    PassageFactory(key="S03", verdict="supported", severity="A")

    assert keys(client.get(f"/about/claims/?{query}")) == found


def test_nothing_that_fits_offers_a_way_back(client):
    assert "No text fits this choice. Show all texts" in text_of(client.get("/about/claims/"))


def test_a_choice_that_nobody_knows_is_named_and_left_out(client):
    PassageFactory(key="S01")

    response = client.get("/about/claims/?verdict=<b>&severity=Z")

    assert (response.status_code, keys(response)) == (200, ["S01"])
    assert "We do not know “<b>” under “Verdict”" in text_of(response)
    assert "We do not know “Z” under “How much it matters”" in text_of(response)


def test_many_claims_come_in_leaves_that_keep_the_choice(client):
    PassageFactory.create_batch(51, answered_by=FAQFactory(published=True).entry)

    response = client.get("/about/claims/?severity=A")

    assert len(keys(response)) == 50
    assert 'href="?severity=A&amp;page=2"' in main_of(response)


def test_the_page_is_headed(client):
    assert headings(client.get("/about/claims/"), 1) == ["Claims we checked"]
