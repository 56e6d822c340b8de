"""How good the search is, on the site's own texts. These figures are promises."""

from pathlib import Path

import pytest

from fbss.models import Passage
from fbss.search import find, search
from fbss.search.evaluation import evaluate
from fbss.search.judged import read_judged

QUERIES = Path(__file__).with_name("dev.tsv")

pytestmark = pytest.mark.usefixtures("seeded")


def test_judged_queries_are_answered_well():
    found = evaluate(read_judged(QUERIES), rounds=1)

    assert found.queries == 60
    assert found.ndcg_at_10 >= 0.85
    assert found.zero_results <= 0.01
    assert found.confident_off_topic <= 0.10
    assert found.confident >= 0.85


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
