"""Two texts of one page side by side, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fbss.content.differences import Line, difference, is_changed
from fbss.models import Revision

from .legible import in_reading_order, label_of, legible, names_in

# Set by the software; no editor chooses it.
_LEFT_OUT = {"edited"}
# So many unchanged lines stay around a change; the rest is folded away.
_AROUND = 1


@dataclass(frozen=True)
class Stretch:
    """Lines that are shown, or a longer stretch of unchanged ones that is folded away."""

    lines: tuple[Line, ...]
    folded: bool = False


@dataclass(frozen=True)
class FieldDifference:
    """How one field changed: both values as lines of text, in one order."""

    name: str
    label: str
    lines: tuple[Line, ...]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The lines near a change, and between them what did not change."""
        near = _near_a_change(self.lines)
        stretches: list[Stretch] = []
        start = 0
        for end in range(1, len(self.lines) + 1):
            if end == len(self.lines) or near[end] != near[start]:
                stretches.append(Stretch(self.lines[start:end], folded=not near[start]))
                start = end
        return tuple(stretches)


def compared(
    model: type[Revision], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[FieldDifference, ...]:
    """The fields in which two texts of a kind differ, in reading order."""
    names = names_in(before, after)
    changed = [name for name in before if before[name] != after.get(name) and name not in _LEFT_OUT]
    return tuple(
        FieldDifference(
            name,
            label_of(model, name),
            difference(
                legible(model, name, before[name], names),
                legible(model, name, after.get(name), names),
            ),
        )
        for name in in_reading_order(changed)
    )


def _near_a_change(lines: tuple[Line, ...]) -> list[bool]:
    changed = [place for place, line in enumerate(lines) if is_changed(line)]
    near = {place + step for place in changed for step in range(-_reach(lines), _reach(lines) + 1)}
    return [place in near for place in range(len(lines))]


def _reach(lines: tuple[Line, ...]) -> int:
    """An empty line between two paragraphs counts as well."""
    return _AROUND * 2 if any(not line[0].text for line in lines) else _AROUND
