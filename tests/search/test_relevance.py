"""How good the search is, on the site's own texts. These figures are promises."""

from pathlib import Path

import pytest

from fbss.content.vocabulary import Kind
from fbss.models import Entry, Passage
from fbss.search import find, search
from fbss.search.evaluation import evaluate
from fbss.search.judged import read_judged
from fbss.search.lexicon import Haste

HERE = Path(__file__).parent
# By file, the least nDCG@10 and the most that may be sure of an answer off topic; README.md beside
# them says how each was made, and which query of `fresh` is one of nine.
PROMISED = {
    "dev": (0.85, 0.10),
    "own": (0.84, 0.10),
    "unseen": (0.77, 0.10),
    "fresh": (0.80, 0.12),
    "short": (0.86, 0.10),
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


@pytest.mark.parametrize("name", PROMISED)
def test_judged_queries_are_answered_well(name):
    least, most_off_topic = PROMISED[name]

    found = evaluate(read_judged(HERE / f"{name}.tsv"), rounds=1)

    assert found.ndcg_at_10 >= least
    assert found.zero_results <= 0.01
    assert found.confident_off_topic <= most_off_topic


@pytest.mark.parametrize("name", PROMISED)
def test_judgements_name_pages_that_exist(name):
    named = {page for judged in read_judged(HERE / f"{name}.tsv") for page in judged.grades}
    pages = {f"{Kind(kind).folder}/{key}" for kind, key in Entry.objects.values_list("kind", "key")}
    passages = set(Passage.objects.values_list("key", flat=True))

    assert named - pages - passages == set()


def test_the_raw_grade_stands_beside_the_new_one():
    lines = (HERE / "dev.tsv").read_text("utf-8").splitlines()

    assert lines[0].split("\t") == ["qid", "type", "query", "relevant", "relevant_in_raw_text"]
    assert [line for line in lines[1:61] if line.count("\t") != 4] == []


def test_each_question_of_the_raw_seed_leads_to_its_answer():
    wrong = {
        passage.key: passage.question
        for passage in Passage.objects.select_related("answered_by")
        if [found.key for found in search(passage.question, limit=1)] != [passage.answered_by.key]
    }

    assert wrong == {}


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("pain pump", {"pain-pump", "how-does-a-pain-pump-work"}),
        ("slipped disc", {"can-a-slipped-disc-be-repaired"}),
        ("laminectamy", {"laminectomy", "why-can-pain-go-on-after-a-laminectomy"}),
        ("why do I still hurt", {"why-does-my-spine-hurt-after-surgery"}),
        ("numb leg after op", {"what-are-the-symptoms"}),
        ("paraesthesia", {"paresthesia"}),
    ],
)
def test_what_patients_type_finds_the_right_page_first(typed, keys):
    assert search(typed)[0].key in keys


@pytest.mark.parametrize(
    "typed",
    [
        "cant pee since this morning",
        "numb between my legs",
        "my willy is numb after surgery",
        "lost control of my bowels",
        "both legs are weak",
        "took too many pills",
        "cant wake him up",
        "i want to die",
        "i don't want to be here any more",
        "I want to put an end to it",
        "quiero morir",
    ],
)
def test_what_cannot_wait_is_an_emergency(typed):
    assert find(typed).asked.haste is Haste.EMERGENCY


@pytest.mark.parametrize(
    "typed",
    [
        "numb leg after op",
        "how many pills can I take",
        "weak evidence",
        "back pain",
        "dead end job",
        "i don't want surgery",
        "dont want to be on pills for life",
        "my leg keeps going numb since the surgery",
    ],
)
def test_what_can_wait_is_none(typed):
    assert find(typed).asked.haste is Haste.NONE


def test_results_say_what_they_are():
    [first, *_] = search("How does a spinal pump work?", kind="faq", limit=1)

    assert (first.kind, first.kind_label, first.url) == (
        "faq",
        "Question",
        "/questions/how-does-a-pain-pump-work/",
    )
    assert (first.reason, first.is_confident, first.passages) == ("In the title", True, ("S33",))
    assert first.excerpt.startswith("A small pump under the skin")
    assert "".join(piece.text for piece in first.marked_title) == first.title


def test_no_page_and_no_title_comes_twice():
    results = find("spinal cord stimulation").results()

    assert len({result.title.lower() for result in results}) == len(results)
    assert len({(result.kind, result.key) for result in results}) == len(results)


@pytest.mark.parametrize(
    "odd",
    [
        '"',
        '" OR "',
        "NEAR(a b)",
        "*",
        "kind : faq",
        "pain" * 3000,
        "pain\0pump",
        "😀",
        "مرحبا",
        "'; --",
        "-pain",
        "a\\",
    ],
)
def test_no_query_is_an_error(odd):
    find(odd).results(0, 10)
