"""The notice that what visitors may read has changed: rooms that keep a copy of it listen.

Imports go downwards, so the room that publishes cannot call the room that indexes. It says so
here, in the transaction that publishes, and whoever keeps a copy brings it up to date in the same
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.dispatch import Signal

from .register import RegisterLine

# Sent with `entries`, a set of primary keys: what visitors may read of them, now or later, changed.
entries_changed = Signal()
# Sent with `lines` of one register, where many were written at once without a signal for each.
lines_changed = Signal()


def announce_entries(entries: Iterable[int]) -> None:
    """Say that the texts of these entries came, went, changed, or have another time."""
    if changed := set(entries):
        entries_changed.send(sender=None, entries=changed)


def announce_lines(lines: Sequence[RegisterLine]) -> None:
    """Say that these lines of a register were written."""
    if lines:
        lines_changed.send(sender=type(lines[0]), lines=lines)
