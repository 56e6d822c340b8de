"""The doors with the real seed behind them."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from fbss.models import Code, Passage
from fbss.seeding.loader import load

SEEDS = Path(__file__).parents[2] / "seeds"
ICD = "2.16.840.1.113883.6.90"
# Signs of cauda equina syndrome, as records code them.
EMERGENCIES = ("G83.4", "R15", "R15.9", "R20.0", "R32", "R33", "R33.9")


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load(SEEDS)
        yield Client()
        transaction.set_rollback(True)


def first(client, code):
    asked = {
        "mainSearchCriteria.v.c": code,
        "mainSearchCriteria.v.cs": ICD,
        "knowledgeResponseType": "application/json",
    }
    entries = client.get("/infobutton", asked).json()["feed"]["entry"]
    return entries[0]["id"]["_value"].rpartition(":")[2] if entries else ""


@pytest.mark.django_db
def test_all_codes_lead_to_their_pages_in_every_spelling(seeded):
    codes = {line.code: line.entry.ref for line in Code.objects.select_related("entry")}
    spellings = (str, str.lower, lambda code: code.replace(".", ""))

    wrong = [
        (spell(code), ref)
        for code, ref in codes.items()
        for spell in spellings
        if first(seeded, spell(code)) != ref
    ]

    assert (len(codes), wrong) == (62, [])


@pytest.mark.django_db
def test_every_code_has_a_page_for_people(seeded):
    addresses = [f"/codes/{line.system}/{line.code.lower()}/" for line in Code.objects.all()]

    assert {seeded.get(address).status_code for address in addresses} == {200}


@pytest.mark.django_db
@pytest.mark.parametrize("code", EMERGENCIES)
def test_the_code_of_an_emergency_gets_the_emergency_card_first(seeded, code):
    assert first(seeded, code) == "cards/cauda-equina"


@pytest.mark.django_db
def test_only_the_api_hands_out_passages_and_each_with_its_note(seeded):
    harmful = [passage.answer for passage in Passage.objects.judged(severity="A")]
    claims = seeded.get("/api/v1/claims", {"limit": 100, "fields": "answer"}).json()["items"]
    notes = {claim["answer"]: claim["note"]["plain"] for claim in claims}

    others = [
        seeded.get(path).content.decode() for path in ("/changes.atom", "/llms.txt", "/sitemap.xml")
    ]
    others += [str(seeded.get("/infobutton", asked).content) for asked in _all_codes()]

    assert len(harmful) == 19
    assert [answer for answer in harmful if not notes[answer]] == []
    assert [answer for answer in harmful for text in others if answer[:60] in text] == []


def _all_codes():
    for code in Code.objects.values_list("code", flat=True):
        yield {"mainSearchCriteria.v.c": code, "mainSearchCriteria.v.cs": ICD}
