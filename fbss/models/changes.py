"""What changed on the site, and what was taken off it."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from fbss.content.vocabulary import Kind

from . import REVISIONS
from .entry import Entry
from .revision import WITHDRAWN, Significance


class Change(NamedTuple):
    """One line of the list of changes."""

    at: datetime.datetime
    kind: str
    key: str
    slug: str
    title: str
    number: int
    significance: str
    reason: str

    @property
    def address(self) -> str:
        return Entry(kind=self.kind, key=self.key, slug=self.slug).get_absolute_url()

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label

    @property
    def label(self) -> str:
        """What sort of change it is."""
        if self.significance == WITHDRAWN:
            return "Taken back"
        return "New" if self.number == 1 else Significance(self.significance).label


def change_rows() -> QuerySet[Any, tuple[Any, ...]]:
    """The fields of every `Change` that visitors could see, newest first, as one query."""
    managers = [model._default_manager.all() for model in REVISIONS.values()]
    first, *others = [rows.appearances() for rows in managers]
    withdrawals = [rows.withdrawals() for rows in managers]
    return first.union(*others, *withdrawals, all=True).order_by("-at", "entry__kind", "entry__key")
