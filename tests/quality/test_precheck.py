import pytest

from fbss.content.vocabulary import Kind, Need
from fbss.quality.findings import Finding, Instrument, Item
from fbss.quality.precheck import CRITERIA, coverage, decided, precheck

from .pages import facts, text

SECTION = "## A heading\n\n" + "You walk a little. " * 10


@pytest.mark.parametrize("kind", [Kind.TOPIC, Kind.FAQ, Kind.TREATMENT, Kind.PAGE])
def test_a_sound_page_has_no_findings(kind):
    assert precheck(text(kind), facts(kind)) == ()


def test_hard_findings_come_first():
    found = precheck(
        text(Kind.FAQ, body="You should walk.", key_messages=[], short_answer="At 9. [@nobody]"),
        facts(Kind.FAQ),
    )

    hard = [finding.hard for finding in found]
    assert hard == sorted(hard, reverse=True)
    assert {True, False} == set(hard)


def test_nothing_at_all_is_checked_without_an_error():
    kinds = (Kind.TOPIC, Kind.FAQ, Kind.TREATMENT, Kind.PAGE)

    assert all(any(f.hard for f in precheck({}, facts(kind))) for kind in kinds)


def test_values_of_another_type_count_as_nothing():
    odd = {"title": 3, "key_messages": "One.", "outcomes": ["x"], "certainty": 4, "body": None}

    assert "outcomes" not in {f.field for f in precheck(odd, facts(Kind.FAQ))}


def test_rows_with_odd_values_are_read_as_far_as_they_go():
    row = {"effect": "benefit", "note": 3, "source": "nobody"}

    found = precheck(text(Kind.TREATMENT, outcomes=[row]), facts(Kind.TREATMENT))

    assert "[@nobody] is no known source." in {finding.problem for finding in found}


def test_no_item_stands_twice():
    items = [criterion.item for criterion in CRITERIA]

    assert len(set(items)) == len(items)


def test_a_page_about_the_site_is_asked_by_four_instruments():
    asked = {item.instrument for item in decided(Kind.PAGE)}

    assert asked == set(Instrument) - {Instrument.DISCERN, Instrument.IPDAS}


def test_a_finding_says_item_field_and_remedy():
    item = Item(Instrument.DISCERN, "12", "what happens without treatment")
    finding = Finding(item, "if_nothing", "is empty.", "Say what happens without it.", hard=True)

    assert str(finding) == (
        "DISCERN 12: what happens without treatment [if_nothing] is empty."
        " Say what happens without it."
    )


def test_an_item_without_number_is_named_by_its_instrument():
    assert str(Item(Instrument.JAMA, "", "currency")) == "JAMA benchmarks: currency"


def test_pages_are_mapped_to_the_needs_they_answer():
    needs = coverage(
        [
            ("topics/outlook", {"need": "outlook", "body": SECTION}),
            ("faqs/how-long", {"need": "outlook", "body": SECTION}),
            ("treatments/rest", {"need": "treatment", "how_it_works": "You rest well. " * 14}),
            ("faqs/short", {"need": "causes", "body": "## A heading\n\nToo short."}),
            ("faqs/none", {"need": "causes"}),
            ("faqs/odd", {"need": "money", "body": SECTION}),
            ("pages/about", {"need": "support", "body": SECTION}),
        ]
    )

    assert needs.covered == (Need.OUTLOOK, Need.TREATMENT)
    assert needs.pages[Need.OUTLOOK] == ("topics/outlook", "faqs/how-long")
    assert (needs.has_topic(Need.OUTLOOK), needs.has_topic(Need.TREATMENT)) == (True, False)


@pytest.mark.parametrize(("words", "covered"), [(39, ()), (40, (Need.TREATMENT,))])
def test_forty_words_answer_a_need(words, covered):
    text = {"need": "treatment", "how_it_works": "word " * words}

    assert coverage([("treatments/rest", text)]).covered == covered
