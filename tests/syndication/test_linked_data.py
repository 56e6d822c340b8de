"""What pages say about themselves, strictly in the vocabulary of schema.org."""

import datetime
import json
import re
from functools import cache

import pytest

from fbss.content.vocabulary import Category
from tests.factories import (
    CareCardFactory,
    CodeFactory,
    FAQFactory,
    InfoPageFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    UserFactory,
    WordFactory,
)

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LISTS = ("/", "/help-now/", "/understand/", "/questions/", "/treatments/", "/words/", "/a-to-z/")
MORE_LISTS = ("/sources/", "/about/claims/", "/codes/")
DATE = re.compile(r"\d{4}(-\d\d-\d\d)?")


def nodes(client, address):
    response = client.get(address)
    assert response.status_code == 200
    [script] = SCRIPT.findall(response.content.decode())
    document = json.loads(script)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def node(client, address, place=0):
    return nodes(client, address)[place]


@cache
def ranges_of(kind):
    """What each property of a type may be; the package builds this list anew for each question."""
    return {known.schema_name: known.ranges for known in kind.SCHEMA_PROPERTIES}


def faults(data, path="$"):
    """Types, properties and values that the vocabulary does not have."""
    import schema_org  # noqa: PLC0415 -- takes seconds, and only here

    kind = getattr(schema_org, data["@type"], None)
    if kind is None:
        return [f"{path}: no type {data['@type']}"]
    ranges = ranges_of(kind)
    found = []
    for name, value in data.items():
        if name in ("@type", "@id") or (name == "query-input" and data["@type"] == "SearchAction"):
            continue
        if name not in ranges:
            found.append(f"{path}: {data['@type']} has no {name}")
            continue
        for item in value if isinstance(value, list) else [value]:
            found += value_faults(item, ranges[name], f"{path}.{name}", schema_org)
    return found


def value_faults(value, ranges, path, schema_org):
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            return []
        kind = getattr(schema_org, value["@type"], object)
        bases = {base.__name__ for base in kind.__mro__}
        wrong = [] if bases & set(ranges) else [f"{path}: cannot be {value['@type']}"]
        return wrong + faults(value, path)
    return [] if may_be(value, set(ranges)) else [f"{path}: cannot be {value}"]


def may_be(value, ranges):
    """Whether a property with these ranges takes a plain value."""
    if isinstance(value, int):
        return bool({"Integer", "Number"} & ranges)
    if {"Date", "DateTime"} & ranges:
        return bool(DATE.fullmatch(value))
    return "Text" in ranges or (value.startswith("http") and bool({"URL", "Thing"} & ranges))


@pytest.fixture
def shelf(library):
    """A page of each kind, each with something to be wrong about."""
    SourceFactory(key="kamper-2015", title="", year=None, doi="")
    topic = TopicFactory(published=True, also_called=["Postlaminectomy syndrome", "FBSS"])
    title = "Postlaminectomy syndrome, not elsewhere classified"
    CodeFactory(code="M96.1", title=title, entry=topic.entry)
    CodeFactory(code="G89.4", title="Chronic pain syndrome", entry=topic.entry)
    InfoPageFactory(published=True, entry__key="about")
    faq = FAQFactory(
        published=True,
        topic=topic.entry,
        title="Does </script> hurt & <b>?",
        short_answer="Yes. [@weir-2017] [@kamper-2015]",
    )
    word = WordFactory(published=True, also_called=["another"])
    CareCardFactory(published=True)
    treatments = [TreatmentFactory(published=True, category=kind.value) for kind in Category]
    return {"topic": topic, "faq": faq, "word": word, "treatments": treatments}


def test_every_page_speaks_the_vocabulary_strictly(client, shelf):
    pages = [shelf["topic"], shelf["faq"], shelf["word"], *shelf["treatments"]]
    addresses = [*LISTS, *MORE_LISTS, "/about/", "/sources/weir-2017/"]
    addresses += [page.get_absolute_url() for page in pages]

    found = {
        address: [fault for said in nodes(client, address) for fault in faults(said)]
        for address in addresses
    }

    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_the_checker_sees_what_is_wrong():
    page = {
        "@type": "MedicalWebPage",
        "evidenceLevel": "A",
        "lastReviewed": "soon",
        "reviewedBy": {"@type": "DefinedTerm", "name": "Nobody"},
        "mainEntity": {"@type": "Cure"},
    }

    assert faults(page) == [
        "$: MedicalWebPage has no evidenceLevel",
        "$.lastReviewed: cannot be soon",
        "$.reviewedBy: cannot be DefinedTerm",
        "$.mainEntity: cannot be Cure",
        "$.mainEntity: no type Cure",
    ]


def test_a_topic_is_about_the_conditions_of_its_codes(client, shelf):
    about = node(client, shelf["topic"].get_absolute_url())["about"]

    assert about == [
        {
            "@type": "MedicalCondition",
            "name": "Chronic pain syndrome",
            "code": {"@type": "MedicalCode", "codeValue": "G89.4", "codingSystem": "ICD-10-CM"},
        },
        {
            "@type": "MedicalCondition",
            "name": "Postlaminectomy syndrome, not elsewhere classified",
            "alternateName": ["Postlaminectomy syndrome", "FBSS"],
            "code": {"@type": "MedicalCode", "codeValue": "M96.1", "codingSystem": "ICD-10-CM"},
        },
    ]


def test_a_question_carries_its_short_answer_and_cannot_end_the_script(client, shelf):
    page = node(client, shelf["faq"].get_absolute_url())

    assert page["mainEntity"] == {
        "@type": "Question",
        "name": "Does </script> hurt & <b>?",
        "acceptedAnswer": {"@type": "Answer", "text": "Yes."},
    }
    assert page["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Persistent pain after lumbar surgery",
            "url": "https://doi.org/10.1136/bmjopen-2017-017585",
            "datePublished": "2017",
        },
        {"@type": "CreativeWork", "name": "Weir S and others, BMJ Open"},
    ]


def test_each_kind_of_treatment_has_its_type(client, shelf):
    said = {
        treatment.category: node(client, treatment.get_absolute_url()).get("mainEntity", {})
        for treatment in shelf["treatments"]
    }

    assert {kind: entity.get("@type") for kind, entity in said.items()} == {
        "physical": "PhysicalTherapy",
        "psychological": "PsychologicalTreatment",
        "medication": "MedicalTherapy",
        "interventional": "TherapeuticProcedure",
        "neuromodulation": "TherapeuticProcedure",
        "reoperation": "SurgicalProcedure",
        "none": None,
        "other": "MedicalTherapy",
    }


def test_nobody_reviewed_a_page_until_somebody_has(client, library):
    word = WordFactory(published=True)
    before = node(client, word.get_absolute_url())
    word.entry.last_reviewed_on = datetime.date(2026, 5, 6)
    word.entry.reviewed_by = UserFactory(first_name="Ada", last_name="Nurse")
    word.entry.save()

    after = node(client, word.get_absolute_url())

    assert [name for name in ("lastReviewed", "reviewedBy") if name in before] == []
    assert after["lastReviewed"] == "2026-05-06"
    assert after["reviewedBy"] == {"@type": "Person", "name": "Ada Nurse"}


def test_the_way_to_a_page_is_told_in_order(client, library):
    word = WordFactory(published=True, title="Nerve")

    way = node(client, word.get_absolute_url(), 1)["itemListElement"]

    assert [(step["position"], step["name"]) for step in way] == [
        (1, "Home"),
        (2, "Words explained"),
        (3, "Nerve"),
    ]


HEAD = re.compile(
    r'<(?:link rel="(canonical)" href|meta property="(og:[a-z_]+)" content)="([^"]*)"'
)


def head(response):
    return {link or name: value for link, name, value in HEAD.findall(response.content.decode())}


def test_a_page_has_one_address_and_says_what_it_is_to_those_who_pass_it_on(client, library):
    word = WordFactory(published=True, title='The "nerve" & <b>', definition="A cord.")

    said = head(client.get(f"{word.get_absolute_url()}?utm_source=x&page=2"))

    address = f"http://testserver{word.get_absolute_url()}?page=2"
    assert said == {
        "canonical": address,
        "og:url": address,
        "og:title": "The &quot;nerve&quot; &amp; &lt;b&gt; — Pain after back surgery",
        "og:description": "A cord.",
        "og:type": "website",
        "og:site_name": "Pain after back surgery",
        "og:locale": "en_US",
        "og:image": "http://testserver/static/icons/social.png",
    }


@pytest.mark.parametrize("address", ["/nothing/", "/sources/nothing/"])
def test_a_page_that_is_not_there_has_no_address_and_is_about_nothing(client, library, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "canonical" not in head(response)
    assert SCRIPT.findall(response.content.decode()) == []
