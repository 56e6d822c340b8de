"""Rows of a treatment's frame in a form: each row a group of fields, with or without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from fbss.content.frames import Row

# Without JavaScript so many empty rows wait to be filled in; each save brings new ones.
SPARE = 2
PLACE, GONE = "place", "gone"
_LONG = frozenset({"outcome", "about", "note"})
# What each part may hold, as an editor of a real row would write it.
_EXAMPLES: Mapping[str, str] = {
    "effect": "Is it good or bad for the patient?",
    "outcome": "For example: Half of the leg pain gone",
    "with_it": "With the treatment. For example: 48 of 100",
    "without_it": "Without it. For example: 9 of 100",
    "comparator": "What the others got. For example: usual care",
    "over": "After how long. For example: 6 months",
    "source": "The key of the source. For example: nice-ta159",
    "note": "What else a reader must know. May stay empty.",
    "scale": "The name of the scale that the level is on",
    "level": "As that scale says it. For example: very low",
    "about": "What it is about. For example: leg pain after one year",
}


class RowsWidget(forms.Widget):
    """A group of fields for each row. A row goes by its box, and moves by its place."""

    # A group of fields has no one field that a label could name.
    use_fieldset = True

    def __init__(self, row: type[Row], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.row = row

    def id_for_label(self, id_: str) -> str:
        return ""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        rows = [row for row in value or () if isinstance(row, dict)]
        spare: list[dict[str, str]] = [{}] * SPARE
        shown = [
            self._group(name, place, row, is_spare=place >= len(rows))
            for place, row in enumerate([*rows, *spare])
        ]
        blank = self._group(name, "__row__", {}, is_spare=False)
        context = {"name": name, "rows": shown, "blank": blank}
        return render_to_string("admin/fbss/rows.html", context)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        """The rows in the order of their places; rows that are to go, and empty ones, are left."""
        rows = [self._sent(data, f"{name}-{number}") for number in _numbers(data, name)]
        kept = [(place, row) for place, row in rows if row]
        return [row for _, row in sorted(kept, key=lambda pair: pair[0])]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def _sent(self, data: Mapping[str, Any], prefix: str) -> tuple[float, dict[str, str]]:
        # A part is one line, however a browser ends lines.
        row = {part: _one_line(data.get(f"{prefix}-{part}")) for part in self.row.names()}
        typed = {part: value for part, value in row.items() if part not in self.row.choices}
        is_gone = bool(data.get(f"{prefix}-{GONE}"))
        if is_gone or not any(typed.values()):
            return 0, {}
        return _place(data.get(f"{prefix}-{PLACE}")), row

    def _group(
        self, name: str, number: int | str, row: Mapping[str, str], *, is_spare: bool
    ) -> dict[str, Any]:
        prefix = f"{name}-{number}"
        return {
            "prefix": prefix,
            "number": number + 1 if isinstance(number, int) else "",
            "is_spare": is_spare,
            "parts": [self._part(prefix, part, row.get(part, "")) for part in self.row.names()],
        }

    def _part(self, prefix: str, part: str, value: object) -> dict[str, Any]:
        vocabulary = self.row.choices.get(part)
        return {
            "name": f"{prefix}-{part}",
            "part": part,
            "label": part.replace("_", " ").capitalize(),
            "value": value if isinstance(value, str) else "",
            "choices": vocabulary.choices() if vocabulary else (),
            "is_long": part in _LONG,
            "example": _EXAMPLES.get(part, ""),
        }


class RowsField(forms.Field):
    """Rows of one form. A faulty row is named by its number, with what it may hold."""

    def __init__(self, row: type[Row], **options: Any) -> None:
        self.row = row
        super().__init__(widget=RowsWidget(row), **options)

    def to_python(self, value: Any) -> list[dict[str, str]]:
        return [self.row.from_dict(row).to_dict() for row in value or ()]

    def rough(self, value: Any) -> list[dict[str, str]]:
        """Rows that are not finished."""
        return self.to_python(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if problems := list(self._problems(value)):
            raise forms.ValidationError(problems)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)

    def _problems(self, rows: list[dict[str, str]]) -> Iterator[str]:
        for number, row in enumerate(rows, start=1):
            for problem in self.row.from_dict(row).problems():
                name, _, said = problem.partition(":")
                yield f"Row {number}, {name.replace('_', ' ')}:{said}"


def _numbers(data: Mapping[str, Any], name: str) -> list[int]:
    """The numbers of the rows that were sent, in order."""
    pattern = re.compile(rf"{re.escape(name)}-([0-9]{{1,4}})-")
    found = {int(match[1]) for key in data if (match := pattern.match(key))}
    return sorted(found)


def _one_line(typed: Any) -> str:
    return " ".join(str(typed or "").split())


def _place(typed: Any) -> float:
    """Where a row shall stand; what is no number stands last."""
    try:
        return float(str(typed).replace(",", "."))
    except ValueError:
        return float("inf")
