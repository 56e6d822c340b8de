"""Long lists, a leaf at a time, without counting what nobody looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

Item = TypeVar("Item")

LEAF = 50
# Nobody leafs further: whoever looks for one of so many searches. What is skipped is read, so
# there is a bound to what an address can ask for.
MOST_LEAVES = 200


@dataclass(frozen=True)
class Leaf(Generic[Item]):
    """Some items of a long list, and whether there are more on either side."""

    items: list[Item]
    number: int
    has_next: bool
    # What the visitor asked for, where there is no such leaf.
    missing: str = ""
    # Whether the list goes on behind the last leaf that there is.
    is_cut: bool = False

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1 if self.has_next else 0


def leaf(rows: Sequence[Item] | QuerySet[Model, Item], asked: str, size: int = LEAF) -> Leaf[Item]:
    """The leaf with the number that was asked for; if there is none, the first, which says so."""
    number, missing = _number(asked or "1"), ""
    items = _cut(rows, number, size)
    if not items and number != 1:
        number, missing = 1, asked
        items = _cut(rows, number, size)
    has_more, is_last = len(items) > size, number == MOST_LEAVES
    return Leaf(items[:size], number, has_more and not is_last, missing, has_more and is_last)


def _number(asked: str) -> int:
    """The number in an address, 0 for anything that is none."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_LEAVES))
    return int(asked) if is_number and asked[0] != "0" and int(asked) <= MOST_LEAVES else 0


def _cut(rows: Sequence[Item] | QuerySet[Model, Item], number: int, size: int) -> list[Item]:
    """The items of a leaf, and one more where another leaf follows."""
    start = (number - 1) * size
    return list(rows[start : start + size + 1]) if number else []
