"""Form fields in which an editor writes lists and rows as lines of text."""

from __future__ import annotations

from typing import Any

from django import forms

from fbss.content.frames import Row

COLUMN = "|"


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # lines, not one text
        lines = (line.strip() for line in str(value or "").splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class RowsField(LinesField):
    """Rows of a treatment's frame, one a line, their parts divided by upright strokes."""

    def __init__(self, row: type[Row], **options: Any) -> None:
        self.row = row
        super().__init__(**options)
        divided = f" {COLUMN} ".join(name.replace("_", " ") for name in row.names())
        self.help_text = f"{self.help_text} One row a line: {divided}"

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            rows = [self.row.from_dict(row) for row in value]
            return "\n".join(self._line(row) for row in rows)
        return value

    def _line(self, row: Row) -> str:
        parts = [str(getattr(row, name)) for name in self.row.names()]
        return f" {COLUMN} ".join(parts).rstrip(f" {COLUMN}")

    def to_python(self, value: Any) -> list[Any]:  # type: ignore[override]  # rows, not one text
        return [self._row(line) for line in super().to_python(value)]

    def _row(self, line: str) -> dict[str, str]:
        parts = [part.strip() for part in line.split(COLUMN)]
        names = self.row.names()
        if len(parts) > len(names):
            raise forms.ValidationError(f"“{line}” has {len(parts)} parts; a row has {len(names)}.")
        parts += [""] * (len(names) - len(parts))
        row = self.row.from_dict(dict(zip(names, parts, strict=True)))
        if problems := row.problems():
            raise forms.ValidationError([f"“{line}”: {problem}" for problem in problems])
        return row.to_dict()
