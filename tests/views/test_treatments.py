import re

import pytest

from tests.factories import (
    CareCardFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

from .reading import headings, main_of, text_of

pytestmark = pytest.mark.django_db

BENEFIT = {
    "effect": "benefit",
    "outcome": "Half of the pain gone",
    "with_it": "48 of 100",
    "without_it": "9 of 100",
    "comparator": "usual care alone",
    "over": "6 months",
    "source": "nice-ta159",
    "note": "The trial was not blinded.",
}
HARM = BENEFIT | {"effect": "harm", "outcome": "Another operation", "note": ""}


def rated(scale, level):
    return [{"scale": scale, "level": level, "about": "pain", "source": ""}]


def shown(response):
    return [treatment for _, treatments in response.context["groups"] for treatment in treatments]


@pytest.mark.parametrize("count", [1, 3])
def test_a_treatment_costs_seven_queries_once_however_much_it_says(
    client, django_assert_num_queries, count
):
    SourceFactory(key="nice-ta159")
    WordFactory.create_batch(count, published=True)
    cards = CareCardFactory.create_batch(count, published=True)
    others = TreatmentFactory.create_batch(count, published=True)
    topics = TopicFactory.create_batch(count, published=True)
    treatment = TreatmentFactory(
        published=True,
        outcomes=[BENEFIT, HARM] * count,
        care_cards=[card.entry.key for card in cards],
        alternatives=[other.entry.key for other in others],
        see_also=[topic.entry.ref for topic in topics],
    )

    with django_assert_num_queries(7):
        response = client.get(treatment.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(treatment.get_absolute_url())

    assert main_of(response).count(">48 of 100</td>") == 2 * count


def test_the_frame_of_a_treatment_stands_in_one_order(client):
    SourceFactory(key="nice-ta159")
    card = CareCardFactory(published=True)
    other = TreatmentFactory(published=True)
    topic = TopicFactory(published=True)
    treatment = TreatmentFactory(
        published=True,
        outcomes=[BENEFIT, HARM],
        body="## More to know\n\nText.",
        care_cards=[card.entry.key],
        alternatives=[other.entry.key],
        see_also=[topic.entry.ref],
    )

    response = client.get(treatment.get_absolute_url())

    assert headings(response, 2) == [
        "Key messages",
        "On this page",
        "How it works",
        "What happens",
        "Benefits and harms",
        "What if I do nothing?",
        "What it means for daily life",
        "Whom it may suit",
        "Whom it may not suit",
        "Effort, time and recovery",
        "What is not known",
        "How sure this is",
        "More to know",
        "When to get help",
        "What you can do today",
        "Questions to ask",
        "Other choices",
        "Pages to read next",
        "Sources",
        "About this page",
        "Print as a leaflet (PDF)",
        "What changed",
        "Was this page useful?",
    ]


def test_benefits_and_harms_are_tables_of_one_form(client):
    SourceFactory(key="nice-ta159")
    treatment = TreatmentFactory(published=True, outcomes=[HARM, BENEFIT])

    html = main_of(client.get(treatment.get_absolute_url()))

    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)[:2]
    assert [re.search(r"<caption[^>]*>(.*?)<", table)[1] for table in tables] == [
        "Benefits: what it may bring",
        "Harms: what it may do",
    ]
    assert len({str(re.findall(r'<th scope="col">.*?</th>', table)) for table in tables}) == 1
    assert '<th scope="row">Half of the pain gone</th>' in tables[0]
    assert '<th scope="row">Another operation</th>' in tables[1]
    assert ">48 of 100</td>" in tables[0]
    assert 'class="outcome-table-comparator">usual care alone</span>' in tables[0]
    assert 'href="#note-1"' in tables[0]
    assert "The trial was not blinded." in tables[0]


def test_a_side_without_rows_says_so(client):
    SourceFactory(key="nice-ta159")
    treatment = TreatmentFactory(published=True, outcomes=[BENEFIT])

    html = main_of(client.get(treatment.get_absolute_url()))

    assert html.count("We found nothing to list here.") == 1


def test_certainty_names_its_scale(client):
    treatment = TreatmentFactory(published=True, certainty=rated("grade", "very low"))

    response = client.get(treatment.get_absolute_url())

    assert "pain very low GRADE" in text_of(response)


def test_a_care_card_is_never_folded_away(client):
    card = CareCardFactory(published=True, title="Go now", service="Call 911")
    treatment = TreatmentFactory(published=True, care_cards=[card.entry.key])

    html = main_of(client.get(treatment.get_absolute_url()))

    assert '<section class="care-card" data-level="emergency"' in html
    assert "<details" not in html
    assert "No clinician has checked this card yet." in html


def test_other_choices_are_named_by_their_titles_if_they_are_out(client):
    live = TreatmentFactory(published=True, title="Rest")
    draft = TreatmentFactory(title="A secret pill")
    treatment = TreatmentFactory(published=True, alternatives=[live.entry.key, draft.entry.key])

    response = client.get(treatment.get_absolute_url())

    assert f'<a href="{live.get_absolute_url()}">Rest</a>' in main_of(response)
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query_however_long(client, django_assert_num_queries, count):
    TreatmentFactory.create_batch(count, published=True)

    with django_assert_num_queries(1):
        response = client.get("/treatments/")

    assert len(shown(response)) == count


def test_treatments_stand_by_kind_in_the_order_of_kinds(client):
    other = TreatmentFactory(published=True, category="other", position=1)
    pills = TreatmentFactory(published=True, category="medication", position=2)

    response = client.get("/treatments/")

    assert shown(response) == [pills, other]
    assert headings(response, 2)[:2] == ["Medicines", "Other treatments"]


def test_the_list_shows_nothing_that_is_not_out(client):
    live = TreatmentFactory(published=True)
    TreatmentFactory(title="A secret draft", certainty=rated("grade", "a secret level"))
    TreatmentFactory(title="A secret plan", scheduled=True)
    TreatmentFactory(title="A secret past", withdrawn=True)

    response = client.get("/treatments/")

    assert shown(response) == [live]
    assert "secret" not in response.content.decode()


@pytest.fixture
def three():
    return {
        "walk": TreatmentFactory(
            published=True, category="physical", certainty=rated("grade", "low")
        ),
        "pill": TreatmentFactory(
            published=True, category="medication", certainty=rated("grade", "low")
        ),
        "pump": TreatmentFactory(
            published=True, category="neuromodulation", certainty=rated("nice", "option")
        ),
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["walk", "pill", "pump"]),
        ("kind=&certainty=", ["walk", "pill", "pump"]),
        ("kind=medication", ["pill"]),
        ("certainty=grade:low", ["walk", "pill"]),
        ("certainty=nice:option", ["pump"]),
        ("kind=physical&certainty=grade:low", ["walk"]),
        ("kind=physical&certainty=nice:option", []),
    ],
)
def test_the_list_can_be_narrowed(client, three, query, names):
    assert shown(client.get(f"/treatments/?{query}")) == [three[name] for name in names]


def test_nothing_that_fits_offers_a_way_back(client, three):
    response = client.get("/treatments/?kind=other")

    assert "No treatment fits this choice. Show all treatments" in text_of(response)


@pytest.mark.parametrize(
    ("query", "label"),
    [("kind=<b>", "Kind of treatment"), ("certainty=grade:<b>", "How sure, on which scale")],
)
def test_a_choice_that_nobody_knows_is_named_and_left_out(client, three, query, label):
    response = client.get(f"/treatments/?{query}")

    assert response.status_code == 200
    assert shown(response) == list(three.values())
    assert f"<b>” under “{label}”, so we left it out." in text_of(response)


def test_levels_are_offered_by_scale_from_best_to_worst(client):
    TreatmentFactory(published=True, certainty=rated("nice", "option") + rated("grade", "low"))
    TreatmentFactory(published=True, certainty=rated("grade", "high"))

    [_, certainty] = client.get("/treatments/").context["filters"]

    assert certainty.groups == (
        ("GRADE", (("grade:high", "high"), ("grade:low", "low"))),
        ("NICE wording", (("nice:option", "option"),)),
    )


def test_a_scale_that_nobody_knows_stands_last(client):
    TreatmentFactory(published=True, certainty=rated("stars", "5") + rated("nice", "option"))

    [_, certainty] = client.get("/treatments/").context["filters"]

    assert [scale for scale, _ in certainty.groups] == ["NICE wording", "stars"]
