import pytest

from fbss.seeding.documents import decode, read_list, read_markdown
from fbss.seeding.nodes import Report
from fbss.seeding.shapes import SHAPES

from .small_pack import BODY, FAQ, SOURCE, TOPIC, TREATMENT, as_yaml


def read_topic(values=TOPIC, body=BODY, kind="topic", front=None):
    """The document of a Markdown file, and its faults as their author reads them."""
    report = Report("a.md")
    front = as_yaml({"key": "a"} | values) if front is None else front
    data = f"---\n{front}---\n{body}\n".encode()
    document = read_markdown(data, SHAPES[kind], report, "a")
    return document, [str(fault) for fault in report.faults]


def test_a_markdown_file_is_an_item():
    document, faults = read_topic()

    assert faults == []
    assert (document.kind, document.key, document.slug) == ("topic", "a", "a")
    assert (document.file, document.line, document.draft) == ("a.md", 2, False)
    assert document.values() == TOPIC | {
        "also_called": [],
        "what_you_can_do": [],
        "questions_to_ask": [],
        "care_cards": [],
        "see_also": [],
        "tier": "standard",
        "body": BODY,
    }


def test_an_address_of_its_own():
    document, _faults = read_topic(TOPIC | {"slug": "other"})

    assert (document.key, document.slug) == ("a", "other")


def test_the_same_text_has_the_same_fingerprint_wherever_it_stands():
    first, _faults = read_topic()
    again, _faults = read_topic(dict(reversed(TOPIC.items())) | {"edited": "2026-12-24"})
    other, _faults = read_topic(TOPIC | {"title": "Else"})

    assert first.fingerprint == again.fingerprint != other.fingerprint


def test_the_key_is_the_name_of_the_file():
    _document, faults = read_topic({"key": "b"} | TOPIC)

    assert faults == ["a.md:2: key: expected a, as the file is named, got b"]


def test_a_text_is_as_long_as_a_page_may_be():
    _document, faults = read_topic(body="long " * 10_000)
    _document, more = read_topic(body="long " * 10_001)

    assert faults == []
    assert more == ["a.md:11: body: The text has 50,004 characters; at most 50,000 fit."]


@pytest.mark.parametrize("data", [b"", b"title: A", b"---\ntitle: A\n", b"---\n---\nText"])
def test_front_matter_stands_between_two_fences(data):
    report = Report("a.md")

    assert read_markdown(data, SHAPES["topic"], report, "a") is None
    assert [str(fault) for fault in report.faults] == [
        "a.md:1: expected front matter between two lines of three hyphens"
    ]


def test_the_text_below_may_be_empty_and_the_fence_the_last_line():
    report = Report("a.md")
    data = f"---\n{as_yaml({'key': 'a'} | TOPIC)}---".encode()

    document = read_markdown(data, SHAPES["topic"], report, "a")

    assert (document.values()["body"], report.faults) == ("", [])


def test_a_line_of_hyphens_in_the_text_ends_nothing():
    document, faults = read_topic(body="One\n\n---\n\nTwo")

    assert (document.values()["body"], faults) == ("One\n\n---\n\nTwo", [])


def test_front_matter_that_is_no_yaml_is_a_fault_with_its_line():
    document, faults = read_topic(front="key: a\ntitle: [\n")

    assert document is None
    assert [fault[:21] for fault in faults] == ["a.md:3: not valid YAM"]


def test_a_byte_that_is_not_utf_8_is_a_fault_with_its_line():
    report = Report("a.md")

    assert decode(b"one\ntwo\nthr\xffee", report) is None
    assert [str(fault) for fault in report.faults] == ["a.md:3: not UTF-8: byte 0xff"]


def test_a_nul_is_a_fault_with_its_line():
    report = Report("a.md")

    assert decode(b"one\r\ntwo\0", report) is None
    assert [str(fault) for fault in report.faults] == [
        "a.md:2: holds a NUL, which no database keeps"
    ]


def test_a_byte_order_mark_and_other_line_ends_are_no_text():
    assert decode("\ufeffone\r\ntwo\rthree".encode(), Report("a.md")) == "one\ntwo\nthree"


def test_nothing_is_read_from_a_file_that_is_not_utf_8():
    report = Report("a.md")

    assert read_markdown(b"\xff", SHAPES["topic"], report, "a") is None
    assert read_list(b"\xff", SHAPES["source"], report) == []
    assert len(report.faults) == 2


def test_sources_become_references_with_their_lines():
    report = Report("a.md")
    values = TOPIC | {"key_messages": ["One. [@one]", "Two. [@two]"]}
    data = f"---\n{as_yaml({'key': 'a'} | values)}---\nText.\n\nMore. [@three]\n".encode()

    read_markdown(data, SHAPES["topic"], report, "a")

    lines = data.decode().splitlines()
    found = {ref.target: (ref.field, lines[ref.line() - 1]) for ref in report.references}
    assert found == {
        "sources/one": ("key_messages", "- One. [@one]"),
        "sources/two": ("key_messages", "- Two. [@two]"),
        "sources/three": ("body", "More. [@three]"),
    }


def test_rows_name_their_sources():
    report = Report("a.md")
    data = f"---\n{as_yaml({'key': 'a'} | TREATMENT)}---\n".encode()

    read_markdown(data, SHAPES["treatment"], report, "a")

    found = [(ref.field, ref.target) for ref in report.references]
    assert found == [("alternatives", "treatments/exercise"), ("outcomes", "sources/weir-2017")]
    assert data.decode().splitlines()[report.references[1].line() - 1] == "- effect: benefit"


def test_a_number_without_a_source_is_a_fault_where_it_stands():
    _document, faults = read_topic(
        TOPIC | {"aim": "This page helps 5 of 9 people."}, body="Text.\n\nAbout 1 in 5 people."
    )

    assert faults == [
        "a.md:5: aim: a number without a source: 'This page helps 5 of 9 people.'",
        "a.md:13: body: a number without a source: 'About 1 in 5 people.'",
    ]


def test_a_number_in_marked_text_is_a_fault_where_the_text_begins():
    _document, faults = read_topic(body="\n**About** 1 in *5* people.")

    assert faults == ["a.md:11: body: a number without a source: 'About 1 in 5 people.'"]


def test_a_short_answer_over_40_words_is_a_fault():
    _document, faults = read_topic(FAQ | {"short_answer": "word " * 41}, kind="faq")

    assert [fault.partition(": ")[2] for fault in faults] == [
        "short_answer: expected at most 40 words, got 41"
    ]


def test_a_row_that_counts_more_people_than_there_were_is_a_fault():
    row = TREATMENT["outcomes"][0] | {"with_it": "9 of 5"}

    _document, faults = read_topic(TREATMENT | {"outcomes": [row]}, kind="treatment")

    assert [fault.partition(": ")[2] for fault in faults] == [
        "outcomes: with_it: '9 of 5' counts more people than there were."
    ]


def test_the_items_of_a_list():
    report = Report("sources.yaml")
    data = as_yaml([SOURCE, SOURCE | {"key": "b", "year": None}]).encode()

    first, second = read_list(data, SHAPES["source"], report)

    assert report.faults == []
    assert (first.key, first.line, first.slug) == ("weir-2017", 1, "weir-2017")
    assert (second.key, second.values()["year"]) == ("b", None)
    assert second.values()["key"] == "b"


def test_a_mapping_is_no_list():
    report = Report("sources.yaml")

    assert read_list(b"key: a", SHAPES["source"], report) == []
    assert [str(fault) for fault in report.faults] == [
        "sources.yaml:1: expected a list of items, each begun with a hyphen"
    ]


def test_an_item_that_is_no_mapping_is_a_fault():
    report = Report("sources.yaml")
    read_list(b"- a", SHAPES["source"], report)

    assert str(report.faults[0]) == (
        "sources.yaml:1: expected fields, got something else (a); put quotes around it"
    )
