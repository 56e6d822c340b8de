"""Two people changed one text at once: what each of them changed, so that nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fbss.content.fingerprint import fingerprint
from fbss.models import Revision

from .comparing import FieldDifference, compared

Side = Literal["mine", "theirs"]
SIDES: tuple[Side, ...] = ("mine", "theirs")
_STAMP = 12  # letters of a fingerprint that tell two values of one field apart


def stamps(text: Mapping[str, Any]) -> str:
    """A short mark of each field, for a form to carry: it tells later what was changed in it."""
    return json.dumps({name: _stamp(value) for name, value in text.items()})


def _stamp(value: Any) -> str:
    return fingerprint({"": value})[:_STAMP]


@dataclass(frozen=True)
class Clash:
    """A field in which two texts differ. `suggested` is None where both people changed it."""

    field: FieldDifference
    suggested: Side | None
    chosen: str = ""

    @property
    def name(self) -> str:
        return f"take-{self.field.name}"

    @property
    def preset(self) -> str:
        """What the form has ticked."""
        return self.chosen or self.suggested or ""


def clashes(
    theirs: Revision, mine: Revision, opened: str, chosen: Mapping[str, str]
) -> tuple[Clash, ...]:
    """The fields to decide on: `opened` are the marks of the text that both began from."""
    base = _read(opened)
    said, typed = theirs.text(), mine.text()
    return tuple(
        Clash(
            field,
            _suggested(base.get(field.name), said[field.name], typed[field.name]),
            chosen.get(field.name, ""),
        )
        for field in compared(type(theirs), said, typed)
    )


def _suggested(base: str | None, theirs: Any, mine: Any) -> Side | None:
    if base == _stamp(theirs):
        return "mine"
    return "theirs" if base == _stamp(mine) else None


def _read(opened: str) -> dict[str, str]:
    """The marks that a form carried; none where somebody tampered with them."""
    try:
        found = json.loads(opened or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
