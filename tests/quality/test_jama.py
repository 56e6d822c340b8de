import dataclasses

import pytest

from fbss.content.vocabulary import Kind
from fbss.quality import jama

from .pages import LIBRARY, fields_found, page

NAMELESS = dataclasses.replace(LIBRARY, authors=())
SECRET = dataclasses.replace(LIBRARY, names_funding=False)
BROKEN = [
    (jama.authorship, {"facts_of": {"library": NAMELESS}}, ["site"]),
    (jama.attribution, {"effort": "So they say. [@nobody]"}, ["effort"]),
    (
        jama.attribution,
        {"key_messages": [], "body": "You walk.", "outcomes": [], "certainty": []},
        ["body"],
    ),
    (jama.disclosure, {"facts_of": {"library": SECRET}}, ["site"]),
    (jama.disclosure, {"effort": "It takes long. [@silent]"}, ["effort"]),
    (jama.currency, {"edited": ""}, ["edited"]),
    (jama.currency, {"facts_of": {"review_due_on": None}}, ["tier"]),
]


@pytest.mark.parametrize("kind", [Kind.TOPIC, Kind.FAQ, Kind.TREATMENT, Kind.PAGE])
@pytest.mark.parametrize("criterion", jama.CRITERIA, ids=lambda c: c.item.name)
def test_a_sound_page_has_each_mark(criterion, kind):
    assert fields_found(criterion, page(kind)) == []


@pytest.mark.parametrize(("criterion", "change", "fields"), BROKEN)
def test_what_is_missing_is_found_in_its_field(criterion, change, fields):
    assert fields_found(criterion, page(**change)) == fields


def test_each_mark_has_a_failing_case():
    assert {case[0] for case in BROKEN} == set(jama.CRITERIA)


def test_a_page_about_the_site_may_rest_on_itself():
    own = page(Kind.PAGE, key_messages=["We carry no adverts."], body="You read this.")

    assert fields_found(jama.attribution, own) == []


def test_every_mark_stops_publishing():
    assert [criterion.hard for criterion in jama.CRITERIA] == [True] * 4
