import gzip
import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction
from lxml import html as markup

from fbss.models import REVISIONS, Source
from fbss.seeding.loader import load
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    SynonymFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

ROOT = Path(__file__).parent.parent.parent
MOST_BYTES = 600_000


def read(client):
    return markup.document_fromstring(client.get("/pack.html").content.decode())


def faults_of(document):
    """Names that stand twice, links that lead nowhere, and whatever is loaded from elsewhere."""
    ids = Counter(one.get("id") for one in document.iter() if one.get("id"))
    links = [link.get("href") for link in document.iter("a")]
    levels = [int(one.tag[1]) for one in document.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    return {
        "twice": [name for name, times in ids.items() if times > 1],
        "nowhere": [one for one in links if one.startswith("#") and one[1:] not in ids],
        "needs a network": [one for one in links if one.startswith(("/", "?"))],
        "loads": [one.tag for one in document.iter("img", "link", "iframe", "form")],
        "skips": [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1],
    }


def directives(policy):
    parts = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: value for name, _, value in parts}


NO_FAULTS = {"twice": [], "nowhere": [], "needs a network": [], "loads": [], "skips": []}


def test_the_file_holds_every_kind_of_page(client, library):
    TopicFactory(published=True, title="My topic", body="See [it](/questions/how/). [@weir-2017]")
    FAQFactory(published=True, title="How?", entry__slug="how")
    TreatmentFactory(published=True, title="My treatment")
    WordFactory(published=True, title="My word")
    CareCardFactory(published=True, title="Go now")
    InfoPageFactory(published=True, title="My page")

    document = read(client)

    text = document.text_content()
    for said in ("My topic", "How?", "My treatment", "My word", "Go now", "My page", "Weir S"):
        assert said in text
    assert faults_of(document) == NO_FAULTS


def test_an_empty_site_makes_a_file_that_says_so(client, db):
    document = read(client)

    assert document.text_content().count("There was nothing here yet") == 4
    assert faults_of(document) == NO_FAULTS


def test_help_stands_before_everything_else(client, db):
    CareCardFactory(published=True, title="Go now")

    text = client.get("/pack.html").content.decode()

    assert 0 < text.index("Go now") < text.index('id="pack-contents"')


def test_drafts_and_withdrawn_pages_are_not_in_the_file(client, db):
    TopicFactory(title="A draft")
    TopicFactory(withdrawn=True, title="Taken back")
    TopicFactory(scheduled=True, title="Still to come")

    text = read(client).text_content()

    assert [said for said in ("A draft", "Taken back", "Still to come") if said in text] == []


def test_the_file_says_when_it_was_made(client, db):
    document = read(client)

    made = document.find(".//pack-age")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", made.get("data-made"))
    assert "This copy was made on" in made.text_content()


def test_the_file_knows_the_words_of_patients(client, db):
    SynonymFactory(lay="pain pump", clinical="intrathecal pump")
    SynonymFactory(lay="numb between my legs", clinical="saddle", urgency="emergency")

    words = read(client).get_element_by_id("pack-words").text

    assert '["pain pump", "intrathecal pump"]' in words
    assert '"urgent": ["numb between my legs"]' in words


def test_the_served_file_has_the_policy_that_stands_in_it(client, db):
    response = client.get("/pack.html")

    served = directives(response.headers["Content-Security-Policy"])
    meta = read(client).xpath("//meta[@http-equiv='Content-Security-Policy']")[0]
    written = directives(meta.get("content"))
    assert {name: served[name] for name in written} == written
    assert served["default-src"] == served["frame-ancestors"] == "'none'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.cookies == {}


@pytest.mark.slow
def test_the_whole_site_fits_one_small_file(client, db):
    with transaction.atomic():
        load(ROOT / "seeds")

    content = client.get("/pack.html").content

    document = markup.document_fromstring(content.decode())
    ids = {one.get("id") for one in document.iter() if one.get("id")}
    wanted = [row for model in REVISIONS.values() for row in model.objects.published()]
    anchors = {row.get_absolute_url().lstrip("/").replace("/#", "/:") for row in wanted}
    anchors |= {source.get_absolute_url().lstrip("/") for source in Source.objects.citable()}
    assert anchors - ids == set()
    assert faults_of(document) == NO_FAULTS
    assert len(gzip.compress(content)) < MOST_BYTES
