import re
import time
from pathlib import Path

import pytest
from django.db import transaction

from fbss.models import REVISIONS, Redirect
from fbss.seeding.loader import load
from fbss.syndication.leaflets import leaflet as leaflets
from fbss.syndication.leaflets.forms import FORMS
from fbss.syndication.short import code_of
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    TopicFactory,
    UserFactory,
    WordFactory,
    days_ago,
)
from tests.syndication.leaflets.reading import faults_of, text_of

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("form", [form.file for form in FORMS])
def test_every_page_has_its_leaflets(client, db, form):
    FAQFactory(published=True, entry__slug="how", title="How common is it?")

    response = client.get(f"/questions/how/{form}")

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="how.pdf"'
    assert response.headers["Link"] == '<http://testserver/questions/how/>; rel="canonical"'
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert faults_of(response.content) == []
    assert "How common is it?" in text_of(response.content)


def test_a_leaflet_says_who_checked_it_and_who_pays(client, db):
    InfoPageFactory(published=True, entry__key="who-pays", key_messages=["A charity pays."])
    robin = UserFactory(first_name="Robin", last_name="Reader")
    TopicFactory(
        published=True,
        entry__slug="pain",
        entry__reviewed_by=robin,
        entry__last_reviewed_on=days_ago(400).date(),
        entry__next_review_due_on=days_ago(35).date(),
    )

    told = text_of(client.get("/understand/pain/leaflet.pdf").content)

    assert "Who checked it: Robin Reader" in told
    assert "Who pays: A charity pays." in told
    assert "The next review of this page is overdue." in told
    assert "No clinician" not in told


def test_a_leaflet_bears_the_short_address_of_its_page(client, db):
    word = WordFactory(published=True)

    told = text_of(client.get(f"/words/{word.slug}/leaflet.pdf").content)

    assert f"http://testserver/q/{code_of(word.entry.ref)}" in told


def test_the_cards_are_a_leaflet_of_their_own(client, db):
    CareCardFactory(published=True, title="Go to an emergency room", service="Call 911")

    told = text_of(client.get("/help-now/leaflet.pdf").content)

    assert "Go to an emergency room Call 911" in told


def test_no_cards_are_a_leaflet_that_still_says_whom_to_call(client, db):
    assert leaflets.URGENT_ACTION in text_of(client.get("/help-now/leaflet.pdf").content)


def test_the_front_page_of_a_shelf_has_leaflets_too(client, db):
    InfoPageFactory(published=True, entry__key="about", title="About this site")

    assert "About this site" in text_of(client.get("/about/leaflet.pdf").content)


def test_a_page_that_was_taken_back_has_no_leaflet(client, db):
    TopicFactory(withdrawn=True, entry__slug="gone")

    response = client.get("/understand/gone/leaflet.pdf")

    assert response.status_code == 410
    assert "A new study says otherwise." in response.content.decode()


def test_the_leaflet_of_a_page_that_moved_leads_to_the_page(client, db):
    topic = TopicFactory(published=True, entry__slug="new")
    Redirect.objects.create(kind="topic", slug="old", entry=topic.entry)

    response = client.get("/understand/old/leaflet.pdf")

    assert (response.status_code, response.url) == (301, "/understand/new/")


@pytest.mark.parametrize(
    "address", ["draft/leaflet.pdf", "nope/leaflet.pdf", "draft/leaflet-a5.pdf"]
)
def test_what_is_not_there_is_not_found(client, db, address):
    TopicFactory(entry__slug="draft")

    response = client.get(f"/understand/{address}")

    assert response.status_code == 404
    assert "<h1>We cannot find this page</h1>" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_leaflet_costs_as_many_queries_however_much_there_is(
    client, django_assert_num_queries, library, count
):
    for _ in range(count):
        CareCardFactory(published=True)
        WordFactory(published=True)
    FAQFactory(published=True, entry__slug="how", short_answer="1 in 5. [@weir-2017]")

    with django_assert_num_queries(6):
        response = client.get("/questions/how/leaflet.pdf")

    assert response.status_code == 200


def test_each_page_leads_to_its_leaflets(client, db):
    TopicFactory(published=True, entry__slug="pain")

    html = client.get("/understand/pain/").content.decode()

    found = re.findall(r'href="(/understand/pain/leaflet[^"]*)"', html)
    assert found == [f"/understand/pain/{form.file}" for form in FORMS]


def test_the_strip_on_paper_says_what_the_strip_on_the_page_says():
    strip = (ROOT / "templates/components/help_strip.html").read_text().replace("&amp;", "&")

    assert f"<span>{leaflets.URGENT}</span>" in strip
    assert leaflets.URGENT_ACTION in strip


@pytest.mark.slow
def test_every_page_of_the_seed_can_be_printed(client, db):
    """Treatments, which say most, in every form; all else in one form after the other."""
    with transaction.atomic():
        load(ROOT / "seeds")
    pages = [
        row.get_absolute_url() for model in REVISIONS.values() for row in model.objects.published()
    ]
    addresses = [
        f"{page}{form.file}"
        for number, page in enumerate(page for page in pages if "#" not in page)
        for turn, form in enumerate(FORMS)
        if page.startswith("/treatments/") or turn == number % len(FORMS)
    ]

    wrong, slow = [], []
    for address in addresses:
        begin = time.perf_counter()
        response = client.get(address)
        slow += [address] if time.perf_counter() - begin > 1 else []
        if response.status_code != 200 or faults_of(response.content):
            wrong.append(address)

    assert len(addresses) > 200
    assert wrong == []
    # The fonts are read once; on a busy machine a page may have to wait.
    assert len(slow) < 10
