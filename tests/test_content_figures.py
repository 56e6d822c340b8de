"""The figures that the real content has to reach."""

import datetime

import pytest
from django.conf import settings

from fbss.content.citations import numbers_without_source
from fbss.content.vocabulary import Kind, Need
from fbss.management.commands.check_content import figures_of
from fbss.quality.balance import LEAST, MOST
from fbss.quality.findings import Instrument
from fbss.quality.page import Facts, Page
from fbss.seeding.pack import read_pack

TODAY = datetime.date(2026, 11, 23)
READERS_KINDS = {Kind.TOPIC, Kind.FAQ, Kind.TREATMENT, Kind.PAGE}


@pytest.fixture(scope="module")
def pack():
    return read_pack(settings.BASE_DIR / "seeds")


@pytest.fixture(scope="module")
def content(pack):
    return figures_of(pack, TODAY)


def test_the_median_grade_is_at_most_6(content):
    assert content.median_grade <= 6.0


def test_no_page_reads_above_grade_8(content):
    assert [(page.ref, page.grade) for page in content.audits if page.grade > 8.0] == []


def test_the_median_grade_is_at_most_6_even_with_medical_names_counted(pack):
    grades = sorted(
        Page(item.values(), Facts(Kind(item.kind))).grade
        for item in pack.documents
        if item.kind in READERS_KINDS
    )

    assert grades[len(grades) // 2] <= 6.0


def test_fewer_than_5_of_100_sentences_have_more_than_20_words(content):
    assert content.long_sentence_share < 0.05


@pytest.mark.parametrize("instrument", [Instrument.DISCERN, Instrument.IPDAS])
def test_every_treatment_meets_the_items_that_software_decides(content, instrument):
    treatments = [page for page in content.audits if page.kind is Kind.TREATMENT]

    assert len(treatments) == 19
    assert [(page.ref, page.missed(instrument)) for page in treatments] == [
        (page.ref, ()) for page in treatments
    ]


def test_at_least_twelve_discern_items_and_all_twelve_of_ipdas_are_decided(content):
    treatment = next(page for page in content.audits if page.kind is Kind.TREATMENT)

    counts = [len(treatment.items(name)) for name in (Instrument.DISCERN, Instrument.IPDAS)]
    assert counts == [13, 12]


def test_every_page_has_the_four_jama_marks(content):
    assert [len(page.items(Instrument.JAMA)) for page in content.audits] == [4] * len(
        content.audits
    )
    assert [page.ref for page in content.audits if page.missed(Instrument.JAMA)] == []


def test_benefits_and_harms_get_like_room_in_every_treatment(content):
    one_sided = {
        ref: share for ref, share in content.balances.items() if not LEAST <= share <= MOST
    }

    assert one_sided == {}


def test_all_eight_needs_are_covered_by_a_full_section(content):
    assert content.needs.covered == tuple(Need)


@pytest.mark.parametrize("need", [Need.OUTLOOK, Need.FLARE_UPS])
def test_what_leaflets_forget_has_a_page_of_its_own(content, need):
    assert content.needs.has_topic(need)


def test_no_statement_gives_a_number_without_its_source(pack):
    pages = [
        (item.file, Page(item.values(), Facts(Kind(item.kind))))
        for item in pack.documents
        if item.kind in READERS_KINDS
    ]

    assert [
        (file, statement.text)
        for file, page in pages
        for _, part in page.prose
        for statement in numbers_without_source(part)
    ] == []


def test_nothing_stops_publishing(content):
    assert [(ref, str(finding)) for ref, finding in content.hard] == []


def test_every_page_gives_something_to_ask(content):
    unasked = [
        page.ref
        for page in content.audits
        if any(finding.item.name == "questions to ask" for finding in page.findings)
    ]

    assert unasked == []
