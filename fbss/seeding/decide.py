"""The one rule of a load: what happens to an item, from three fingerprints. Pure."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """What a load does with one item of the seed."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # an editor's text stands; the seed has not changed
    ADOPTED = "adopted"  # the editor wrote what the seed now says
    CONFLICT = "conflict"  # both changed: the seed's text waits for an editor
    DELETED = "deleted"  # an editor deleted it; it stays deleted
    GONE = "gone"  # no longer in the seed; it stays in the database


def decide(then: str | None, now: str | None, held: str | None) -> Step | None:
    """Compare the seed as last loaded, the seed now and what the database holds.

    None stands for "not there". Returns None where nothing is left to say (gone from both).
    """
    if now is None:
        return Step.GONE if held is not None else None
    if held is None:
        return Step.CREATED if then is None else Step.DELETED
    if held == now:
        return Step.UNCHANGED if then == now else Step.ADOPTED
    if then == now:
        return Step.KEPT
    return Step.UPDATED if held == then else Step.CONFLICT
