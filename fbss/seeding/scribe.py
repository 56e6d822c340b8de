"""Writing items as seed files, for people to read and compare. Pure.

What is written here reads back as the same values; the style is that of the files in `seeds/`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from .nodes import Field, day
from .shapes import Shape

WIDTH = 120
# PyYAML ends a line after the word that goes beyond its width.
LONGEST_WORD = 10
# Front matter keeps a paragraph on one line, as the text below it does.
UNWRAPPED = 1_000_000


class _Paragraphs(str):
    """Markdown that always stands in a block of its own."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Blocks for long texts, quotes only where YAML needs them, lists set in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 -- PyYAML's signature
        return super().increase_indent(flow, False)  # noqa: FBT003 -- the same

    def choose_scalar_style(self) -> str:
        style = str(super().choose_scalar_style())
        value = str(getattr(self.event, "value", ""))
        if self.analysis and self.analysis.allow_block and not self.simple_key_context:
            if "\n" in value:
                return "|"
            if self.column + 1 + len(value) > self.best_width + LONGEST_WORD:
                return ">"
        return '"' if style == "'" and not set('"\\') & set(value) else style


_Dumper.add_representer(
    _Paragraphs,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", f"{text}\n", style="|"),
)


def markdown_file(values: Mapping[str, Any], shape: Shape) -> str:
    """A Markdown file with front matter."""
    shown = _shown(values, shape)
    body = shown.pop(shape.body)
    front = f"---\n{_dump(shown, UNWRAPPED)}---\n"
    return f"{front}{body}\n" if body else front


def list_file(items: Iterable[Mapping[str, Any]], shape: Shape) -> str:
    """A YAML list, with an empty line between its items."""
    return "\n".join(_dump([_shown(item, shape)], WIDTH - LONGEST_WORD) for item in items)


def _shown(values: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """The fields of an item as its file shows them, in the order of the shape."""
    return {
        name: _field(values[name], field)
        for name, field in shape.fields.items()
        if name in values and not (name == "slug" and values[name] == values["key"])
    }


def _field(value: Any, field: Field) -> Any:
    if field.read is day:
        return datetime.date.fromisoformat(value)
    plain = _plain(value)
    return _Paragraphs(plain) if field.paragraphs and plain else plain


def _plain(value: Any) -> Any:
    """The same value without what a file does not keep: other line ends, empty fields of rows."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items() if part != ""}
    return value


def _dump(value: Any, width: int) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width))
