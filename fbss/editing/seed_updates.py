"""A seed file says something new about what an editor changed: which text stands is decided here.

However it is decided, the next load finds the matter settled: the seed's text is on the page, or
the editor's text stands and the seed has not changed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from fbss.content.merging import merged
from fbss.models import (
    Code,
    Entry,
    Origin,
    Passage,
    Revision,
    SeedRecord,
    Significance,
    Source,
    State,
    Step,
    Synonym,
)
from fbss.models.register import RegisterLine

from .conditions import lock, need_complete, newest_approved, revisions_of
from .refusals import Refused, WrongState
from .revisions import record, save_draft

REGISTERS: dict[str, type[RegisterLine]] = {
    model.KIND: model for model in (Source, Passage, Synonym, Code)
}
OURS, SEED, BOTH = "ours", "seed", "both"
# Set by the software; no editor chooses it.
_LEFT_OUT = {"edited"}

Text = Mapping[str, Any]


@dataclass(frozen=True)
class Sides:
    """One field of the three texts. `before` is None where nobody knows the seed's older text."""

    name: str
    before: Any
    ours: Any
    seed: Any
    # Both changes in one text, where they do not want the same place.
    both: Any = None

    @property
    def choice(self) -> str:
        """What most people would choose: the side that changed, or both."""
        if self.before == self.ours:
            return SEED
        return BOTH if self.both is not None else OURS

    def chosen(self, choice: str) -> Any:
        if choice == BOTH and self.both is not None:
            return self.both
        return self.seed if choice == SEED else self.ours


def sides(before: Text | None, ours: Text, seed: Text) -> list[Sides]:
    """The fields in which our text and the seed's differ."""
    return [
        _sides(name, before.get(name) if before else None, ours.get(name), seed[name])
        for name in seed
        if ours.get(name) != seed[name] and name not in _LEFT_OUT
    ]


def _sides(name: str, before: Any, ours: Any, seed: Any) -> Sides:
    both = _both(before, ours, seed)
    return Sides(name, before, ours, seed, both if both not in (ours, seed) else None)


def _both(before: Any, ours: Any, seed: Any) -> Any:
    texts = (before, ours, seed)
    if all(isinstance(text, str) for text in texts):
        lines = merged(*(text.split("\n") for text in texts))
        return None if lines is None else "\n".join(lines)
    if all(isinstance(text, list) for text in texts):
        # Rows are compared as a whole.
        items = merged(*([json.dumps(item) for item in text] for text in texts))
        return None if items is None else [json.loads(item) for item in items]
    return None


# Texts of pages --------------------------------------------------------------------------------


def our_text(update: Revision) -> Revision:
    """What stands against the seed's text: an editor's open draft, or else the page itself."""
    texts = revisions_of(update.entry).select_related(*update.REFERENCES)
    drafts = texts.exclude(pk=update.pk).exclude(state=State.APPROVED)
    return drafts.last() or texts.filter(state=State.APPROVED).last() or update


def text_sides(update: Revision) -> list[Sides]:
    """The fields about which a seed update and our text differ."""
    before = _records(update).values_list("before", flat=True).first()
    return sides(before, our_text(update).text(), update.text())


@transaction.atomic
def take(update: Revision, by: User, reason: str, significance: str = "") -> None:
    """Hand the seed's text over for review, in the place of ours."""
    lock(update.entry)
    _need_waiting(update)
    if not reason.strip():
        raise Refused("Say in one line why the page changes: visitors will read it.")
    newest = newest_approved(update.entry)
    # Whoever takes it has seen what it replaces.
    update.based_on = newest.number if newest else None
    update.reason = reason.strip()
    update.significance = Significance(significance or update.significance)
    need_complete(update)
    update.state = State.IN_REVIEW
    update.save()
    record(update, Step.SEED_TAKEN, by, update.reason)


@transaction.atomic
def keep(update: Revision, by: User) -> None:
    """Let our text stand. The seed's is thrown away until the file says something new again."""
    lock(update.entry)
    _need_waiting(update)
    record(update, Step.SEED_KEPT, by)
    _settle(update)


@transaction.atomic
def merge(update: Revision, by: User, choices: Mapping[str, str]) -> Revision:
    """A draft in which each field says what was chosen for it, to go on with."""
    lock(update.entry)
    _need_waiting(update)
    found = text_sides(update)
    ours = our_text(update)
    if not ours.is_open:
        ours.reason = ""
    ours.set_text(
        ours.text() | {one.name: one.chosen(choices.get(one.name, one.choice)) for one in found}
    )
    _settle(update)
    draft = save_draft(ours, by)
    record(draft, Step.SEED_MERGED, by)
    return draft


def _need_waiting(update: Revision) -> None:
    waiting = type(update)._default_manager.filter(
        pk=update.pk, origin=Origin.SEED_UPDATE, state=State.DRAFT
    )
    if not waiting.exists():
        raise WrongState("This seed update was decided already, or a newer one came.")


def _settle(update: Revision) -> None:
    update.delete()
    _records(update).update(before=None)


def _records(update: Revision) -> Any:
    return SeedRecord.objects.filter(kind=update.KIND.value, key=update.entry.key)


# Lines of registers ----------------------------------------------------------------------------


def line_of(waiting: SeedRecord) -> RegisterLine | None:
    """The line for which a text of the seed waits; None if somebody deleted it."""
    lines = REGISTERS[waiting.kind]._default_manager.all()
    return next((line for line in lines if line.name == waiting.key), None)


def line_sides(waiting: SeedRecord) -> list[Sides]:
    """The fields about which a line and the seed's text for it differ."""
    line = line_of(waiting)
    return sides(waiting.before, line.text() if line else {}, waiting.waiting or {})


@transaction.atomic
def change_line(waiting: SeedRecord, choices: Mapping[str, str]) -> RegisterLine:
    """Let each field of the line say what was chosen for it. Registers have no drafts."""
    line = line_of(waiting)
    if line is None or waiting.waiting is None:
        raise WrongState("This seed update was decided already, or its line was deleted.")
    chosen = {
        one.name: one.chosen(choices.get(one.name, one.choice)) for one in line_sides(waiting)
    }
    try:
        line.set_text(line.text() | chosen, Entry.objects.by_key)
        line.full_clean()
    except Entry.DoesNotExist as missing:
        raise Refused("The seed's text names a page that was deleted here.") from missing
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    line.save()
    settle_line(waiting)
    return line


def settle_line(waiting: SeedRecord) -> None:
    """Let the line stand as it is."""
    SeedRecord.objects.filter(pk=waiting.pk).update(waiting=None, before=None)


def all_of(found: list[Sides], choice: str) -> dict[str, str]:
    """The same choice for every field."""
    return {one.name: choice for one in found}
