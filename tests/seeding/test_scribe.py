import yaml
from hypothesis import given
from hypothesis import strategies as st

from fbss.seeding.documents import read_list, read_markdown
from fbss.seeding.nodes import Report
from fbss.seeding.scribe import list_file, markdown_file
from fbss.seeding.shapes import SHAPES

from .small_pack import PASSAGE, SYNONYM, TOPIC, TREATMENT, WORD


def test_a_markdown_file_looks_like_those_of_the_seed():
    values = TREATMENT | {
        "key": "exercise",
        "slug": "exercise",
        "also_called": [],
        "aim": "This page helps you " + "very " * 30 + "much.",
        "body": "## Text\n\nMore.",
    }

    assert markdown_file(values, SHAPES["treatment"]) == (
        "---\n"
        "key: exercise\n"
        "title: Exercise\n"
        "category: physical\n"
        "position: 10\n"
        f"aim: This page helps you {'very ' * 30}much.\n"
        "need: meaning\n"
        "also_called: []\n"
        "key_messages:\n"
        "  - You are not alone.\n"
        "how_it_works: |\n"
        "  It trains your muscles.\n"
        "what_happens: |\n"
        "  You meet a therapist.\n"
        "\n"
        "  You train at home.\n"
        "outcomes:\n"
        "  - effect: benefit\n"
        "    outcome: Less pain\n"
        "    with_it: 48 of 100\n"
        "    without_it: 9 of 100\n"
        "    comparator: usual care\n"
        "    over: 6 months\n"
        "    source: weir-2017\n"
        "if_nothing: |\n"
        "  The pain may stay.\n"
        "life_impact: |\n"
        "  You need time.\n"
        "suits:\n"
        "  - You can walk.\n"
        "does_not_suit:\n"
        "  - You have a new fracture.\n"
        "effort: |\n"
        "  An hour a week.\n"
        "not_known: |\n"
        "  Which kind is best.\n"
        "certainty:\n"
        "  - scale: none\n"
        "    level: no good studies\n"
        "    about: pain\n"
        "alternatives:\n"
        "  - exercise\n"
        "edited: 2026-11-23\n"
        "---\n"
        "## Text\n\nMore.\n"
    )


def test_a_list_looks_like_those_of_the_seed():
    long = "word " * 30 + "end."
    items = [PASSAGE | {"note": long, "audit": "One: two", "origin": 'A "b"'}, PASSAGE]

    first, second = list_file(items, SHAPES["passage"]).split("\n\n")

    assert first == (
        "- key: S01\n"
        "  file: raw.txt\n"
        "  number: 1\n"
        "  answered_by: how-common-is-it\n"
        '  origin: A "b"\n'
        "  origin_certainty: high\n"
        '  verbatim: "yes"\n'
        "  severity: C\n"
        "  verdict: supported\n"
        "  note: >-\n"
        f"    {('word ' * 22).strip()}\n"
        f"    {'word ' * 8}end.\n"
        '  audit: "One: two"'
    )
    assert second.startswith("- key: S01\n")


def test_an_address_is_written_only_where_it_differs_from_the_key():
    same = list_file([WORD | {"slug": "disc"}], SHAPES["word"])
    other = list_file([WORD | {"slug": "disk"}], SHAPES["word"])

    assert "slug" not in same
    assert other.splitlines()[:2] == ["- key: disc", "  slug: disk"]


def test_a_text_without_a_body_ends_with_its_front_matter():
    assert markdown_file({"key": "a", "body": ""}, SHAPES["topic"]) == "---\nkey: a\n---\n"


def test_a_text_with_quotes_and_a_colon_is_quoted_once():
    written = list_file([{"lay": 'a "b": c', "clinical": "no", "match": "same"}], SHAPES["synonym"])

    assert written == '- lay: \'a "b": c\'\n  clinical: "no"\n  match: same\n'


WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200),
    st.lists(
        st.sampled_from(["word", "  ", "\n", "\n\n", ": ", " #", "- ", "'", '"', "\t", "no", "> "]),
        max_size=60,
    ).map(" ".join),
)


def kept(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@given(lay=WORDS, clinical=WORDS)
def test_every_text_of_a_list_reads_back_as_it_was(lay, clinical):
    written = list_file([SYNONYM | {"lay": lay, "clinical": clinical}], SHAPES["synonym"])

    assert yaml.safe_load(written)[0]["lay"].strip() == kept(lay)
    assert yaml.safe_load(written)[0]["clinical"].strip() == kept(clinical)


@given(words=WORDS, body=WORDS)
def test_every_text_of_a_markdown_file_reads_back_as_it_was(words, body):
    values = TREATMENT | {
        "key": "a",
        "title": f"a {words}"[:120],
        "key_messages": [f"a {words}"],
        "how_it_works": f"a {words}",
        "body": body,
    }

    written = markdown_file(values, SHAPES["treatment"])

    document = read_markdown(written.encode(), SHAPES["treatment"], Report("a.md"), "a")
    read = document.values()
    assert read["title"] == kept(f"a {words}"[:120])
    assert read["key_messages"] == [kept(f"a {words}")]
    assert read["how_it_works"] == kept(f"a {words}")
    assert read["body"] == kept(body)


def test_a_list_reads_back_without_a_fault():
    report = Report("words.yaml")

    (word,) = read_list(list_file([WORD], SHAPES["word"]).encode(), SHAPES["word"], report)

    assert report.faults == []
    assert (word.values() | {"key": "disc"}) == WORD | {"key": "disc"}


def test_a_topic_reads_back_without_a_fault():
    report = Report("a.md")
    written = markdown_file({"key": "a", "body": "Text."} | TOPIC, SHAPES["topic"])

    read_markdown(written.encode(), SHAPES["topic"], report, "a")

    assert report.faults == []
