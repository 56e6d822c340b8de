"""From the bytes of one seed file to its items, or to everything that is wrong with it. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import yaml

from fbss.content import pictures
from fbss.content.citations import keys_in
from fbss.content.fingerprint import fingerprint
from fbss.content.markdown import MAX_CHARACTERS, TextTooLong

from .faults import beginning
from .nodes import Report, compose, read_mapping
from .shapes import Shape
from .statements import numbers_without_source

FENCE = "---"
CLOSING_FENCE = re.compile(r"\n---[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Document:
    """One item of the seed. `text` is JSON, so that a hundred thousand of them stay small."""

    kind: str
    key: str
    slug: str
    file: str
    line: int
    text: str
    fingerprint: str
    # Drafts are for editors to finish: nobody reads them before.
    draft: bool = False

    def values(self) -> dict[str, Any]:
        return dict(json.loads(self.text))


def decode(data: bytes, report: Report) -> str | None:
    """A file's text, or None with a fault that names the first line that is not UTF-8."""
    try:
        source = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        report.fault(line, "", f"not UTF-8: byte 0x{data[error.start]:02x}")
        return None
    before, nul, _ = source.partition("\0")
    if nul:
        report.fault(before.count("\n") + 1, "", "holds a NUL, which no database keeps")
        return None
    return source


def read_markdown(data: bytes, shape: Shape, report: Report, stem: str) -> Document | None:
    """The item of a Markdown file with front matter."""
    source = decode(data, report)
    if source is None or (parts := _split(source, report)) is None:
        return None
    front, body, body_line = parts
    report.offset = 2
    node = compose(front, report)
    if node is None:
        return None
    fields = {name: field for name, field in shape.fields.items() if name != shape.body}
    before = len(report.faults)
    values = read_mapping(node, fields, report)
    values[shape.body] = body.strip()
    lines = _Lines(node, body, body_line)
    if values["key"] and values["key"] != stem:
        line = lines.of("key", "", report)
        report.fault(line, "key", f"expected {stem}, as the file is named, got {values['key']}")
    return _document(values, shape, report, lines, is_sound=len(report.faults) == before)


def read_list(data: bytes, shape: Shape, report: Report) -> list[Document]:
    """The items of a YAML list."""
    source = decode(data, report)
    node = compose(source, report) if source is not None else None
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        report.fault(report.line_of(node), "", "expected a list of items, each begun with a hyphen")
        return []
    return [_item(item, shape, report) for item in node.value]


def _item(node: yaml.Node, shape: Shape, report: Report) -> Document:
    before = len(report.faults)
    values = read_mapping(node, shape.fields, report)
    is_sound = len(report.faults) == before
    return _document(values, shape, report, _Lines(node), is_sound=is_sound)


def _split(source: str, report: Report) -> tuple[str, str, int] | None:
    """Front matter, body, and the line the body begins on."""
    first, _, rest = source.partition("\n")
    fence = CLOSING_FENCE.search(rest)
    if first.rstrip() != FENCE or fence is None:
        report.fault(1, "", "expected front matter between two lines of three hyphens")
        return None
    front = rest[: fence.start()]
    return front, rest[fence.end() :], front.count("\n") + 4


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where the words of an item stand, looked up only when something is wrong with them."""

    node: yaml.Node
    body: str = ""
    # The line the body begins on; 0 where there is none.
    body_line: int = 0

    def of(self, name: str, words: str, report: Report) -> int:
        pairs = self.node.value if isinstance(self.node, yaml.MappingNode) else []
        for name_node, value in pairs:
            if name_node.value == name:
                return self._within(name_node, value, words, report)
        if words and self.body_line:
            before, found, _ = self.body.partition(words)
            return self.body_line + (before.count("\n") if found else 0)
        return report.line_of(self.node)

    def _within(self, name: yaml.Node, value: yaml.Node, words: str, report: Report) -> int:
        children = value.value if isinstance(value, yaml.SequenceNode) else []
        holders = (child for child in children if words in str(child.value))
        return report.line_of(next(holders, name))


def _document(
    values: dict[str, Any], shape: Shape, report: Report, lines: _Lines, *, is_sound: bool
) -> Document:
    """The item; what is asked across its fields is asked only when each of them is `is_sound`."""
    line = report.line_of(lines.node)
    if is_sound:
        for name, message in shape.check(values):
            report.fault(lines.of(name, "", report), name, message)
    _check_lengths(values, report, lines)
    _check_statements(values, shape, report, lines)
    text = {name: value for name, value in values.items() if name not in ("key", "slug")}
    if "slug" not in shape.fields and "key" in shape.fields:
        text["key"] = values["key"]
    return Document(
        kind=shape.kind,
        key=shape.name(values),
        slug=values.get("slug") or values.get("key", ""),
        file=report.file,
        line=line,
        text=json.dumps(text, ensure_ascii=False),
        fingerprint=fingerprint(text),
    )


def _check_lengths(values: Mapping[str, Any], report: Report, lines: _Lines) -> None:
    for name, value in values.items():
        if isinstance(value, str) and len(value) > MAX_CHARACTERS:
            report.fault(lines.of(name, value[:20], report), name, str(TextTooLong(len(value))))


def _check_statements(
    values: Mapping[str, Any], shape: Shape, report: Report, lines: _Lines
) -> None:
    """Every source and picture that is named becomes a reference; every number has a source."""
    for name, words in _statements(values, shape):
        for key in pictures.keys_in(words):
            line = partial(lines.of, name, f"![{key}]", report)
            report.refer(name, f"pictures/{key}", line)
        for key in keys_in(words):
            line = partial(lines.of, name, f"[@{key}]", report)
            report.refer(name, f"sources/{key}", line)
        for statement in numbers_without_source(words):
            line_of = lines.of(name, statement.text[:20], report)
            found = beginning(statement.text)
            report.fault(line_of, name, f"a number without a source: {found!r}")
    for name in ("outcomes", "certainty"):
        for source in filter(None, (row["source"] for row in values.get(name, []))):
            report.refer(name, f"sources/{source}", partial(lines.of, name, source, report))


def _statements(values: Mapping[str, Any], shape: Shape) -> Iterator[tuple[str, str]]:
    for name in shape.stated:
        value = values[name]
        for words in value if isinstance(value, list) else [value]:
            yield name, words
