import json

from fbss.content.vocabulary import Kind
from fbss.quality.figures import Met, audit, figures
from fbss.quality.findings import Instrument

from .pages import facts, outcome, text

HARD = "Comprehensive multidisciplinary rehabilitation necessitates considerable determination."


def site():
    return figures(
        [
            ("faqs/sound", text(Kind.FAQ), facts(Kind.FAQ)),
            ("faqs/hard", text(Kind.FAQ, body=" ".join([HARD] * 20)), facts(Kind.FAQ)),
            (
                "treatments/one-sided",
                text(Kind.TREATMENT, outcomes=[outcome()]),
                facts(Kind.TREATMENT),
            ),
        ]
    )


def test_the_hardest_page_comes_first():
    assert site().hardest_first[0].ref == "faqs/hard"


def test_the_median_is_that_of_the_grades():
    grades = sorted(page.grade for page in site().audits)

    assert (site().median_grade, site().highest_grade) == (grades[1], grades[2])


def test_long_sentences_are_a_share_of_all():
    page = ("faqs/long", text(Kind.FAQ, body="You " + "walk and " * 12 + "rest."), facts(Kind.FAQ))

    assert figures([page]).long_sentence_share == 1 / figures([page]).audits[0].sentences


def test_only_treatments_have_a_balance():
    assert list(site().balances) == ["treatments/one-sided"]
    assert site().balances["treatments/one-sided"] > 0.65


def test_missed_items_are_told_by_instrument():
    one_sided = site().audits[2]

    assert [item.number for item in one_sided.missed(Instrument.DISCERN)] == ["6", "11"]
    assert site().met(Instrument.DISCERN) == Met(pages=3, clean_pages=1, items=27, met=24)


def test_hard_findings_carry_their_page():
    assert {ref for ref, finding in site().hard} == {"faqs/hard", "treatments/one-sided"}


def test_all_of_it_can_be_written_as_json():
    values = json.loads(json.dumps(site().as_values()))

    assert values["hard_findings"] == len(site().hard)
    assert values["pages"][0]["ref"] == "faqs/hard"
    assert values["instruments"]["jama"] == {"pages": 3, "clean_pages": 3, "items": 12, "met": 12}
    assert values["pages"][0]["findings"][0] == {
        "instrument": "house",
        "number": "",
        "item": "grade at most 8",
        "field": "page",
        "problem": f"reads at grade {site().hardest_first[0].grade:.1f}.",
        "remedy": "Use short words and sentences.",
        "hard": True,
    }


def test_a_site_without_pages_has_no_figures():
    nothing = figures([])

    assert (nothing.median_grade, nothing.highest_grade, nothing.long_sentence_share) == (
        None,
        None,
        0.0,
    )


def test_a_page_without_words_has_no_grade():
    assert audit("pages/empty", {}, facts(Kind.PAGE)).grade is None
