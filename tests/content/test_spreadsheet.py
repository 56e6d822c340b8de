"""Tables that a spreadsheet opens without running anything."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.spreadsheet import BYTE_ORDER_MARK, safe_cell, spreadsheet

CELLS = st.one_of(st.text(), st.integers(), st.none())


def read(text):
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_a_table_is_written_line_by_line_with_its_mark():
    written = list(spreadsheet(["Page", "Times"], [["It’s “new”", 3], [None, -1]]))

    assert written == [
        '\ufeff"Page","Times"\r\n',
        '"It’s “new”","3"\r\n',
        '"","-1"\r\n',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "|calc",
        "＝1",
    ],
)
def test_what_begins_like_a_formula_becomes_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Numb legs", "1-2", "", -5, 2.5, "'quoted'"])
def test_other_values_stay_as_they_are(value):
    assert safe_cell(value) == value


def test_a_nul_is_left_out():
    assert safe_cell("a\x00=1") == "a=1"
    assert safe_cell("\x00=1") == "'=1"


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5))
def test_what_was_written_reads_back_cell_by_cell(rows):
    text = "".join(spreadsheet(["Head"], rows))

    assert read(text)[1:] == [[str(safe_cell(cell)) for cell in row] for row in rows]


@given(st.text())
def test_no_cell_begins_with_a_formula(text):
    cell = str(safe_cell(text))

    assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
