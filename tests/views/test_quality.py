"""The site's own audit: computed, in words and as JSON."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import FAQFactory, InfoPageFactory, PassageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(library):
    return InfoPageFactory(published=True, entry__key="quality", title="Quality").entry


def text_of(client):
    html = client.get(reverse("about_page", args=["quality"])).content.decode()
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_the_figures_are_those_of_today(client, page):
    faq = FAQFactory(published=True, need="outlook", body="## More\n\n" + "Some words go on. " * 20)
    PassageFactory.create_batch(2, answered_by=faq.entry, verdict="misleading")

    text = text_of(client)

    assert "Claims checked 2 " in text
    assert "Pages that a clinician has checked 0 of 4" in text
    assert "What to expect: 1 page" in text
    assert "No page is overdue." in text
    assert "No instrument and no person awarded a score." in text


def test_an_overdue_page_is_named_with_a_way_to_it(client, page):
    faq = FAQFactory(published=True, title="Am I overdue?")
    faq.entry.next_review_due_on = timezone.localdate() - timedelta(days=1)
    faq.entry.save()

    html = client.get(reverse("about_page", args=["quality"])).content.decode()

    overdue = html.partition('id="overdue"')[2].partition("</section>")[0]
    assert f'<a href="{faq.get_absolute_url()}">Am I overdue?</a>' in overdue


def test_drafts_are_not_audited(client, page):
    FAQFactory(title="Is this still secret?")

    assert "still secret" not in text_of(client)
    assert "still secret" not in client.get(reverse("quality_json")).content.decode()


def test_the_same_stands_there_as_json(client, page):
    FAQFactory(published=True, title="How common is it?")

    values = client.get(reverse("quality_json")).json()

    assert "How common is it?" in [line["title"] for line in values["pages"]]
    assert values["hard_findings"] == sum(
        finding["hard"] for line in values["pages"] for finding in line["findings"]
    )


def test_markup_in_a_title_stays_text(client, page):
    FAQFactory(published=True, title="<script>alert(1)</script>")

    html = client.get(reverse("about_page", args=["quality"])).content.decode()

    assert "<script>alert" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_audit_page_costs_the_same_queries(client, page, django_assert_num_queries, count):
    FAQFactory.create_batch(count, published=True)

    with django_assert_num_queries(12):
        client.get(reverse("about_page", args=["quality"]))
