"""Reading YAML without guessing: each value is read as its field wants it, with its line. Pure.

YAML turns `no` into False and `2017-07-15` into a date. The values are therefore read from the
nodes of the document: a field that wants text gets text, or a fault that says what stands there.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any, Self

import yaml

from .faults import Fault, beginning, did_you_mean, one_of

try:
    from yaml import CSafeLoader as YamlLoader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import SafeLoader as YamlLoader  # type: ignore[assignment]  # the same interface

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
MOST_KEY_LETTERS = 80
TAG = "tag:yaml.org,2002:"
MOST_DEPTH = 100
# A text that is shorter than this cannot nest so deep that it does harm.
HARMLESS_LETTERS = 5_000
SEEN_AS = {
    f"{TAG}bool": "yes or no",
    f"{TAG}timestamp": "a date",
    f"{TAG}int": "a number",
    f"{TAG}float": "a number",
    f"{TAG}null": "nothing",
}


class Wrong(ValueError):
    """Values that are not what their field wants: each with its line within the YAML, from 0."""

    def __init__(self, *faults: tuple[int, str]) -> None:
        super().__init__("; ".join(message for _line, message in faults))
        self.faults = faults

    @classmethod
    def at(cls, node: yaml.Node, message: str) -> Self:
        return cls((node.start_mark.line, message))


@dataclass(frozen=True, slots=True)
class Reference:
    """Something in a file names something else: `faqs/…`, `sources/…`."""

    field: str
    target: str
    # Looked up only when the target is unknown.
    line: Callable[[], int]


@dataclass(slots=True)
class Report:
    """What reading one file brought to light; `offset` is the line its YAML begins on."""

    file: str
    offset: int = 1
    faults: list[Fault] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def fault(self, line: int, name: str, message: str) -> None:
        self.faults.append(Fault(self.file, line, name, message))

    def refer(self, name: str, target: str, line: Callable[[], int]) -> None:
        self.references.append(Reference(name, target, line))

    def line_of(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.offset


Read = Callable[[yaml.Node], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a seed item: how it is read, and what it must hold."""

    name: str
    read: Read
    required: bool = False
    default: Any = ""
    # Folder of what the values name ("sources"), or "" where each value names its folder itself.
    refers: str | None = None
    # Whether a visitor reads it as a statement: numbers need a source, and sources must be known.
    stated: bool = False
    # Whether it is Markdown of several paragraphs, which files hold as a block.
    paragraphs: bool = False


def _seen(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    what = SEEN_AS.get(node.tag, "something else")
    return f"{what} ({beginning(node.value)}); put quotes around it" if node.value else what


def _words(node: yaml.Node, most: int | None = None) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag != f"{TAG}str":
        raise Wrong.at(node, f"expected text, got {_seen(node)}")
    value = str(node.value).strip()
    if most and len(value) > most:
        raise Wrong.at(node, f"expected at most {most} characters, got {len(value)}")
    if "\0" in value:
        raise Wrong.at(node, "holds a NUL, which no database keeps")
    return value


def text(most: int | None = None) -> Read:
    """A reader of text, of at most so many characters."""
    return lambda node: _words(node, most)


def whole(node: yaml.Node) -> int:
    """A whole number, zero or more."""
    if not isinstance(node, yaml.ScalarNode) or not re.fullmatch(r"[0-9]{1,9}", node.value):
        raise Wrong.at(node, "expected a whole number")
    return int(node.value)


def year(node: yaml.Node) -> int:
    """A year of four digits."""
    if not isinstance(node, yaml.ScalarNode) or not re.fullmatch(r"[12][0-9]{3}", node.value):
        raise Wrong.at(node, "expected a year as 2017")
    return int(node.value)


def day(node: yaml.Node) -> str:
    """A day as 2026-11-23."""
    try:
        return datetime.date.fromisoformat(node.value).isoformat()
    except (TypeError, ValueError):
        raise Wrong.at(node, "expected a day as 2026-11-23") from None


def key_of(most: int) -> Read:
    """A reader of a permanent name: small letters, digits and hyphens."""

    def read(node: yaml.Node) -> str:
        value = _words(node, most)
        if not KEY.fullmatch(value):
            raise Wrong.at(node, f"expected small letters, digits and hyphens, got {value!r}")
        return value

    return read


key = key_of(MOST_KEY_LETTERS)


def choice(*choices: type[StrEnum] | str) -> Read:
    """A reader of one of a closed list of values."""
    allowed = [
        str(value) for group in choices for value in ([group] if isinstance(group, str) else group)
    ]

    def read(node: yaml.Node) -> str:
        value = _words(node)
        if value not in allowed:
            raise Wrong.at(node, one_of(value, allowed))
        return value

    return read


def lines(item: Read = _words) -> Read:
    """A reader of a list; it names every faulty item."""

    def read(node: yaml.Node) -> list[Any]:
        if not isinstance(node, yaml.SequenceNode):
            raise Wrong.at(node, f"expected a list, got {_seen(node)}")
        values: list[Any] = []
        faults: list[tuple[int, str]] = []
        for child in node.value:
            try:
                values.append(_filled(item, child))
            except Wrong as wrong:
                faults += wrong.faults
        if faults:
            raise Wrong(*faults)
        return values

    return read


def _filled(item: Read, node: yaml.Node) -> Any:
    if (value := item(node)) == "":
        raise Wrong.at(node, "this line of the list is empty")
    return value


def rows(fields: Iterable[Field], problems: Callable[[dict[str, Any]], Iterable[str]]) -> Read:
    """A reader of a list of rows with the same fields."""
    shape = {field.name: field for field in fields}

    def read_row(node: yaml.Node) -> dict[str, Any]:
        report = Report("", offset=0)
        row = read_mapping(node, shape, report)
        if report.faults:
            raise Wrong(*((fault.line, _row_fault(fault)) for fault in report.faults))
        if found := list(problems(row)):
            raise Wrong(*((node.start_mark.line, problem) for problem in found))
        return row

    return lines(read_row)


def _row_fault(fault: Fault) -> str:
    return f"{fault.field}: {fault.message}" if fault.field else fault.message


def read_mapping(node: yaml.Node, shape: Mapping[str, Field], report: Report) -> dict[str, Any]:
    """The values of a mapping by field name, defaults filled in; faults go to the report."""
    values = {name: _default(field) for name, field in shape.items()}
    if not isinstance(node, yaml.MappingNode):
        report.fault(report.line_of(node), "", f"expected fields, got {_seen(node)}")
        return values
    seen = _read_pairs(node, shape, values, report)
    for name, wanted in shape.items():
        if wanted.required and name not in seen:
            report.fault(report.line_of(node), name, "is missing")
    return values


def _default(field: Field) -> Any:
    return list(field.default) if isinstance(field.default, list) else field.default


def _read_pairs(
    node: yaml.MappingNode, shape: Mapping[str, Field], values: dict[str, Any], report: Report
) -> dict[str, int]:
    seen: dict[str, int] = {}
    for name_node, value_node in node.value:
        line = report.line_of(name_node)
        if not isinstance(name_node, yaml.ScalarNode):
            report.fault(line, "", f"expected the name of a field, got {_seen(name_node)}")
            continue
        name = str(name_node.value)
        if name in seen:
            report.fault(line, name, f"stands here twice, first in line {seen[name]}")
        elif name not in shape:
            report.fault(line, beginning(name), f"unknown field{did_you_mean(name, shape)}")
        else:
            _read_value(shape[name], value_node, values, report)
        seen.setdefault(name, line)
    return seen


def _read_value(field: Field, node: yaml.Node, values: dict[str, Any], report: Report) -> None:
    if node.tag == f"{TAG}null" and not field.required:
        return
    try:
        value = field.read(node)
    except Wrong as wrong:
        for line, message in wrong.faults:
            report.fault(line + report.offset, field.name, message)
        return
    if field.required and value in ("", []):
        report.fault(report.line_of(node), field.name, "is empty")
    values[field.name] = value
    if field.refers is not None:
        _refer(field, node, report)


def _refer(field: Field, node: yaml.Node, report: Report) -> None:
    folder = f"{field.refers}/" if field.refers else ""
    for child in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if child.value:
            target = f"{folder}{child.value.strip()}"
            report.refer(field.name, target, partial(report.line_of, child))


def compose(source: str, report: Report) -> yaml.Node | None:
    """The node tree of a YAML text, or None with a fault that names the line."""
    try:
        if deep := _line_too_deep(source):
            report.fault(deep - 1 + report.offset, "", "not valid YAML: nests too deep")
            return None
        node = yaml.compose(source, Loader=YamlLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # What is missing at the end is missing in the last line.
        line = min(mark.line, source.rstrip().count("\n")) if mark else 0
        report.fault(line + report.offset, "", f"not valid YAML: {error.problem or error.context}")
        return None
    except yaml.YAMLError as error:
        report.fault(report.offset, "", f"not valid YAML: {str(error).splitlines()[0]}")
        return None
    if node is None:
        report.fault(report.offset, "", "expected fields, got nothing")
    return node


def _line_too_deep(source: str) -> int:
    """The first line, from 1, that nests deeper than any seed; 0 where none does.

    libyaml makes its nodes by recursion and takes the whole process down when that goes too deep.
    """
    if len(source) < HARMLESS_LETTERS:
        return 0
    depth = 0
    for event in yaml.parse(source, Loader=YamlLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            return (event.start_mark.line if event.start_mark else 0) + 1
    return 0
