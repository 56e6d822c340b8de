"""Choices that narrow a list, as plain parts of an address: `?certainty=grade:low`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

Option = tuple[str, str]


@dataclass(frozen=True)
class Filter:
    """One choice. Its options, each a value and a label, stand in groups; one may be unnamed."""

    name: str
    label: str
    groups: tuple[tuple[str, tuple[Option, ...]], ...]
    asked: str

    @property
    def chosen(self) -> str:
        """What was chosen; nothing where the address asks for an option that is not there."""
        return self.asked if self.asked in self._values else ""

    @property
    def unknown(self) -> str:
        """What the address asks for, where it is no option."""
        return "" if self.chosen else self.asked

    @property
    def _values(self) -> set[str]:
        return {value for _, options in self.groups for value, _ in options}


def plain_filter(
    name: str, label: str, options: Iterable[Option], asked: Mapping[str, str]
) -> Filter:
    """A choice among options that need no groups."""
    return Filter(name, label, (("", tuple(options)),), asked.get(name, ""))


def as_query(filters: Iterable[Filter]) -> str:
    """The choices as part of an address, to be followed by more: `verdict=misleading&`."""
    chosen = {choice.name: choice.chosen for choice in filters if choice.chosen}
    return f"{urlencode(chosen)}&" if chosen else ""
