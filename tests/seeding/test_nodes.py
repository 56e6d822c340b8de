import pytest
import yaml

from fbss.content.vocabulary import Tier
from fbss.seeding import nodes
from fbss.seeding.nodes import Field, Report, Wrong, choice, compose, day, lines, read_mapping, text

SHAPE = {
    field.name: field
    for field in (
        Field("title", text(10), required=True),
        Field("edited", day),
        Field("also_called", lines(), default=[]),
        Field("topic", nodes.key, refers="topics"),
        Field("see_also", lines(), default=[], refers=""),
    )
}


def node_of(source):
    return yaml.compose(source, Loader=yaml.SafeLoader)


def read(source, offset=1):
    """The values of a mapping and the faults as their author reads them."""
    report = Report("a.yaml", offset)
    values = read_mapping(compose(source, report), SHAPE, report)
    return values, [str(fault) for fault in report.faults]


def faults_of(source):
    return read(source)[1]


def test_values_are_read_and_what_is_left_out_has_its_default():
    values, faults = read("title: Disc\nedited: 2026-11-23\nalso_called: [disk]")

    assert faults == []
    assert values == {
        "title": "Disc",
        "edited": "2026-11-23",
        "also_called": ["disk"],
        "topic": "",
        "see_also": [],
    }


def test_defaults_are_not_shared():
    first, _faults = read("title: Disc")
    second, _faults = read("title: Disc")

    assert first["also_called"] is not second["also_called"]


def test_an_unknown_field_is_a_fault_with_the_name_that_was_meant():
    assert faults_of("title: Disc\ntopc: a") == [
        "a.yaml:2: topc: unknown field (did you mean topic?)"
    ]


def test_a_missing_field_is_a_fault():
    assert faults_of("topic: a") == ["a.yaml:1: title: is missing"]


def test_an_empty_required_field_is_a_fault():
    assert faults_of('title: ""') == ["a.yaml:1: title: is empty"]


def test_nothing_at_all_in_a_required_field_is_a_fault():
    assert faults_of("title:") == ["a.yaml:1: title: expected text, got nothing"]


def test_nothing_at_all_in_another_field_is_its_default():
    values, faults = read("title: Disc\ntopic:\nalso_called: null")

    assert (values["topic"], values["also_called"], faults) == ("", [], [])


def test_a_field_twice_is_a_fault_that_names_the_first_line():
    assert faults_of("title: Disc\ntopic: a\ntitle: Disk") == [
        "a.yaml:3: title: stands here twice, first in line 1"
    ]


def test_lines_count_from_where_the_yaml_begins():
    report = Report("a.md", offset=2)
    read_mapping(compose("title: Disc\ntopc: a", report), SHAPE, report)

    assert [fault.line for fault in report.faults] == [3]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("no", "yes or no (no); put quotes around it"),
        ("2017-07-15", "a date (2017-07-15); put quotes around it"),
        ("2021", "a number (2021); put quotes around it"),
        ("1.5", "a number (1.5); put quotes around it"),
        ("[a]", "a list"),
        ("{a: b}", "a mapping"),
        ("!!binary YQ==", "something else (YQ==); put quotes around it"),
    ],
)
def test_what_is_not_text_is_named(source, seen):
    assert faults_of(f"title: {source}") == [f"a.yaml:1: title: expected text, got {seen}"]


def test_quotes_make_a_text_of_it():
    values, faults = read('title: "no"')

    assert (values["title"], faults) == ("no", [])


def test_a_text_that_is_too_long_is_a_fault():
    assert faults_of("title: More than ten") == [
        "a.yaml:1: title: expected at most 10 characters, got 13"
    ]


def test_a_nul_is_a_fault():
    assert faults_of('title: "a\\0b"') == ["a.yaml:1: title: holds a NUL, which no database keeps"]


def test_a_day_that_is_none_is_a_fault():
    said = "edited: expected a day as 2026-11-23"

    assert faults_of("title: Disc\nedited: yesterday") == [f"a.yaml:2: {said}"]
    assert faults_of("title: Disc\nedited: [1]") == [f"a.yaml:2: {said}"]


def test_a_key_of_other_signs_is_a_fault():
    said = "topic: expected small letters, digits and hyphens, got 'What it is'"

    assert faults_of("title: Disc\ntopic: What it is") == [f"a.yaml:2: {said}"]


def test_every_faulty_item_of_a_list_is_named():
    assert faults_of('title: Disc\nalso_called:\n  - disk\n  - no\n  - ""') == [
        "a.yaml:4: also_called: expected text, got yes or no (no); put quotes around it",
        "a.yaml:5: also_called: this line of the list is empty",
    ]


def test_a_text_where_a_list_is_due_is_a_fault():
    assert faults_of("title: Disc\nalso_called: disk") == [
        "a.yaml:2: also_called: expected a list, got something else (disk); put quotes around it"
    ]


def test_the_name_of_a_field_is_text():
    assert faults_of("title: Disc\n? [a, b]\n: c") == [
        "a.yaml:2: expected the name of a field, got a list"
    ]


def test_a_list_where_fields_are_due_is_a_fault():
    assert faults_of("- title") == ["a.yaml:1: expected fields, got a list"]


def test_what_a_field_names_becomes_a_reference_with_its_line():
    report = Report("a.yaml")
    source = "title: Disc\ntopic: what\nsee_also:\n  - faqs/one\n  - topics/two"
    read_mapping(compose(source, report), SHAPE, report)

    found = [(ref.field, ref.target, ref.line()) for ref in report.references]
    assert found == [
        ("topic", "topics/what", 2),
        ("see_also", "faqs/one", 4),
        ("see_also", "topics/two", 5),
    ]


@pytest.mark.parametrize(("source", "number"), [("0", 0), ("12", 12), ('"12"', 12)])
def test_a_whole_number(source, number):
    assert nodes.whole(node_of(source)) == number


@pytest.mark.parametrize("source", ["-1", "1.5", "twelve", "[1]", "1234567890"])
def test_what_is_no_whole_number(source):
    with pytest.raises(Wrong, match=r"^expected a whole number$"):
        nodes.whole(node_of(source))


def test_a_year_has_four_digits():
    assert nodes.year(node_of("2017")) == 2017
    with pytest.raises(Wrong, match=r"^expected a year as 2017$"):
        nodes.year(node_of("17"))


def test_a_value_of_a_closed_list():
    read_tier = choice(Tier, "none")

    assert read_tier(node_of("safety")) == "safety"
    assert read_tier(node_of("none")) == "none"
    with pytest.raises(Wrong, match=r"^expected one of standard, safety, none, got 'saftey' \("):
        read_tier(node_of("saftey"))


def test_rows_name_every_fault_of_every_row_with_its_line():
    shape = [Field("effect", text(), required=True), Field("over", text(4))]
    source = "- effect: benefit\n- effet: harm\n  over: a year\n- what"

    with pytest.raises(Wrong) as wrong:
        nodes.rows(shape, lambda _row: ())(node_of(source))

    assert wrong.value.faults == (
        (1, "effet: unknown field (did you mean effect?)"),
        (2, "over: expected at most 4 characters, got 6"),
        (1, "effect: is missing"),
        (3, "expected fields, got something else (what); put quotes around it"),
    )


def test_a_sound_row_may_still_have_problems():
    read_rows = nodes.rows([Field("effect", text())], lambda row: [f"{row['effect']}: no"])

    with pytest.raises(Wrong) as wrong:
        read_rows(node_of("- effect: harm"))

    assert wrong.value.faults == ((0, "harm: no"),)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("title: [", "a.yaml:1: not valid YAML: did not find expected node content"),
        ("title: a: b", "a.yaml:1: not valid YAML: mapping values are not allowed in this context"),
        ("a: 1\n---\nb: 2", "a.yaml:2: not valid YAML: but found another document"),
        ("title: *none", "a.yaml:1: not valid YAML: found undefined alias"),
        ("title: \x07", "a.yaml:1: not valid YAML: "),
        ("", "a.yaml:1: expected fields, got nothing"),
    ],
)
def test_what_is_no_yaml_is_a_fault(source, fault):
    report = Report("a.yaml")

    assert compose(source, report) is None
    assert [str(found)[: len(fault)] for found in report.faults] == [fault]


@pytest.mark.parametrize("source", ["[" * 100_000, "- " * 100_000, "[" * 4_999])
def test_yaml_that_nests_without_end_is_a_fault(source):
    report = Report("a.yaml")

    assert compose(source, report) is None
    assert [str(fault)[:25] for fault in report.faults] == ["a.yaml:1: not valid YAML:"]
