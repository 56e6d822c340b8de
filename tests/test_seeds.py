"""What the seed in this repository promises: all of the raw text, and nothing without a source."""

import re
from collections import Counter

import pytest

from fbss.content.text import count_words
from fbss.content.vocabulary import ReadStatus
from fbss.models import (
    FAQ,
    CareCard,
    Citation,
    Code,
    InfoPage,
    Passage,
    Source,
    Synonym,
    Topic,
    Treatment,
    Word,
)
from fbss.seeding.exporter import export
from fbss.seeding.loader import load
from fbss.seeding.pack import read_pack
from fbss.seeding.raw import read_pairs
from portal.settings import BASE_DIR

SEEDS = BASE_DIR / "seeds"
RAW = SEEDS / "000_779ec5f9780dd9c0.txt"
FACT = re.compile(r"[A-Z]{2,3}-[0-9]{1,2}[a-z]?")
READ = {ReadStatus.R1, ReadStatus.R1S}


@pytest.fixture(scope="module")
def pack():
    return read_pack(SEEDS)


@pytest.fixture(scope="module")
def pairs():
    found, faults = read_pairs(RAW.read_bytes().decode("utf-8-sig"), RAW.name)
    assert faults == []
    return found


@pytest.fixture
def loaded(db):
    return load(SEEDS)


def values_of(pack, kind):
    return {item.key: item.values() for item in pack.documents if item.kind == kind}


def test_the_seed_holds_what_it_promises(pack):
    counted = Counter(item.kind for item in pack.documents)

    assert counted.pop("source") > 0
    assert counted.pop("synonym") >= 145
    assert counted == {
        "topic": 7,
        "faq": 44,
        "treatment": 19,
        "word": 100,
        "page": 7,
        "card": 6,
        "code": 62,
        "passage": 45,
    }


def test_the_raw_text_holds_45_pairs_and_44_questions(pairs):
    assert len(pairs) == 45
    assert len({pair.question for pair in pairs}) == 44


def test_every_passage_is_used_word_for_word(pack, pairs):
    passages = values_of(pack, "passage").values()

    assert [
        (passage["number"], passage["question"], passage["answer"], passage["first_line"])
        for passage in sorted(passages, key=lambda passage: passage["number"])
    ] == [(pair.number, pair.question, pair.answer, pair.first_line) for pair in pairs]
    assert all(passage["note"] and passage["origin"] for passage in passages)


def test_every_question_as_it_was_asked_leads_to_its_faq(pack):
    faqs = values_of(pack, "faq")
    lost = [
        passage["question"]
        for passage in values_of(pack, "passage").values()
        if passage["question"] not in wordings(faqs[passage["answered_by"]])
    ]

    assert lost == []


def wordings(faq):
    return [faq["title"], *faq["also_asked"]]


def test_no_wording_leads_to_two_faqs(pack):
    asked = Counter(
        wording for faq in values_of(pack, "faq").values() for wording in {*wordings(faq)}
    )

    assert [wording for wording, count in asked.items() if count > 1] == []


def test_every_short_answer_has_at_most_40_words(pack):
    lengths = {key: count_words(faq["short_answer"]) for key, faq in values_of(pack, "faq").items()}

    assert {key: length for key, length in lengths.items() if not 0 < length <= 40} == {}


def test_every_source_that_was_read_names_the_facts_it_was_read_for(pack):
    read = [source for source in values_of(pack, "source").values() if source["read"] in READ]
    ids = [fact for source in read for fact in source["facts"]]

    assert [source["key"] for source in read if not source["facts"]] == []
    assert [fact for fact in ids if not FACT.fullmatch(fact)] == []


def test_every_source_that_was_read_second_hand_says_where(pack):
    second_hand = [
        source for source in values_of(pack, "source").values() if source["read"] == "R1s"
    ]

    assert [source["key"] for source in second_hand if not source["route"]] == []


def test_the_seed_loads_and_everything_is_public(loaded, pack):
    assert loaded.counts == {"created": sum(loaded.counts.values())}
    public = {
        model.__name__: model.objects.published().count()
        for model in (Topic, FAQ, Treatment, InfoPage, Word, CareCard)
    }
    assert public == {
        "Topic": 7,
        "FAQ": 44,
        "Treatment": 19,
        "InfoPage": 7,
        "Word": 100,
        "CareCard": 6,
    }
    assert (Passage.objects.count(), Code.objects.count()) == (45, 62)
    assert Synonym.objects.count() == len(values_of(pack, "synonym"))


def test_no_unread_source_is_cited(loaded):
    cited = Source.objects.filter(pk__in=Citation.objects.values("source__pk"))

    assert set(cited.values_list("read", flat=True)) <= READ
    assert set(Source.objects.exclude(read__in=READ).values_list("citable_key", flat=True)) == {
        None
    }


def test_a_second_load_changes_nothing(loaded):
    again = load(SEEDS)

    assert again.counts == {"unchanged": sum(loaded.counts.values())}
    assert (again.changes, again.waiting) == ([], 0)


def test_a_load_finds_an_export_unchanged(loaded, tmp_path):
    result = export(tmp_path / "export")
    again = load(tmp_path / "export", dry_run=True)

    assert (result.left_out, result.faults) == ({}, ())
    assert again.counts == {"unchanged": sum(loaded.counts.values())}
    assert (tmp_path / "export" / RAW.name).read_bytes() == RAW.read_bytes()
