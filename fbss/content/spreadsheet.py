"""Tables as text that a spreadsheet opens without running anything in it. Pure.

A cell that begins like a formula is a formula to a spreadsheet, whoever wrote it: a visitor's words
could call a web address from an editor's machine. Such a cell gets an apostrophe in front, which
spreadsheets take as "this is text".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

# Tells spreadsheets that the file is UTF-8.
BYTE_ORDER_MARK = "\ufeff"
# What a formula can begin with, also in the wide forms of East Asian keyboards.
_FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")

Cell = str | int | float | None


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180), the first with the byte order mark."""
    line = _Line()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(cell) for cell in header])
    yield BYTE_ORDER_MARK + line.take()
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        yield line.take()


def safe_cell(value: Cell) -> str | int | float:
    """A value as it may stand in a cell. Numbers stay numbers."""
    if isinstance(value, int | float):
        return value
    text = (value or "").replace("\x00", "")
    # Spreadsheets look past blanks.
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


class _Line:
    """What a writer has written since it was last asked."""

    def __init__(self) -> None:
        self._text = ""

    def write(self, text: str) -> int:
        self._text += text
        return len(text)

    def take(self) -> str:
        text, self._text = self._text, ""
        return text
