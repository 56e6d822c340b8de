"""Any file is read or refused with the line: no bytes make the parsers of the seed fall over."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fbss.seeding.documents import read_list, read_markdown
from fbss.seeding.nodes import Report
from fbss.seeding.shapes import SHAPES

FILES = [shape for shape in SHAPES.values() if shape.body]
LISTS = [shape for shape in SHAPES.values() if not shape.body]
# What YAML and our own rules give a meaning to, between words and other scripts.
PIECES = [
    *(
        "\n",
        "\r\n",
        "---\n",
        "- ",
        "  ",
        ": ",
        "|\n",
        ">-\n",
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        "'",
        '"',
    ),
    *("&a ", "*a", "!!binary ", "!x ", "<<: ", "? ", "%YAML 1.1\n", "\t", "\\u", "\x85", "\u2028"),
    *(
        "no",
        "2017-07-15",
        "1e9",
        "0x1F",
        "~",
        "60 of 100",
        "[@weir-2017]",
        "[@",
        "\ufeff",
        "؟",
        "𐍈",
    ),
    *(
        "key: a\n",
        "title: A\n",
        "outcomes:\n  - effect: benefit\n",
        "edited: ",
        "level: emergency\n",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)
FIELDS = st.dictionaries(
    st.sampled_from(sorted({name for shape in SHAPES.values() for name in shape.fields})),
    st.sampled_from(PIECES) | TEXTS,
    max_size=8,
).map(lambda fields: "".join(f"{name}: {value}\n" for name, value in fields.items()))
BYTES = st.binary(max_size=60) | (TEXTS | FIELDS).map(lambda text: text.encode("utf-8", "replace"))


def assert_every_fault_names_a_line(report, data):
    lines = (
        data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    )
    # YAML also ends lines where other alphabets do.
    lines += sum(data.decode("utf-8", "replace").count(end) for end in "\x85\u2028\u2029")
    for fault in report.faults:
        assert 1 <= fault.line <= lines + 1
        assert fault.message
    for reference in report.references:
        assert 1 <= reference.line() <= lines + 1


@pytest.mark.parametrize("shape", FILES, ids=lambda shape: shape.place)
@given(front=BYTES, body=BYTES)
@example(front=b"key: a\n" * 2, body=b"")
@example(front=b"? [a, b]\n: c\n", body=b"")
def test_any_markdown_file_is_read_or_refused_with_the_line(shape, front, body):
    data = b"---\n" + front + b"\n---\n" + body
    report = Report("a.md")

    document = read_markdown(data, shape, report, "a")

    assert document or report.faults
    assert_every_fault_names_a_line(report, data)


@pytest.mark.parametrize("shape", LISTS, ids=lambda shape: shape.place)
@given(BYTES)
@example(b"- &a [*a]\n")
def test_any_list_is_read_or_refused_with_the_line(shape, data):
    report = Report("a.yaml")

    documents = read_list(data, shape, report)

    assert documents or report.faults or data.strip() in (b"[]", b"--- []")
    assert_every_fault_names_a_line(report, data)
