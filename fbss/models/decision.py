"""The record of who did what to a text. Rows are added, and never changed or taken out.

The database itself refuses both: migration 0007 gives the table its triggers.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

from .entry import Entry


class Step(models.TextChoices):
    SAVED = "saved", "Saved a draft"
    SUBMITTED = "submitted", "Handed over for review"
    RECALLED = "recalled", "Took it back from review"
    SENT_BACK = "sent-back", "Sent back"
    PUBLISHED = "published", "Approved and published"
    SCHEDULED = "scheduled", "Approved for a later time"
    UNSCHEDULED = "unscheduled", "Cancelled the later time"
    WITHDRAWN = "withdrawn", "Withdrew the page"
    RESTORED = "restored", "Took an old text as a new draft"
    DISCARDED = "discarded", "Discarded a draft"
    CHECKED = "checked", "Checked the page as a clinician"
    SEED_TAKEN = "seed-taken", "Handed over the seed's text"
    SEED_KEPT = "seed-kept", "Kept our text, not the seed's"
    SEED_MERGED = "seed-merged", "Brought our text and the seed's together"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Rows of the record: to be read, and to be added to."""

    def of_draft(self, entry: Entry, number: int) -> DecisionQuerySet:
        """What happened to one version of a page, newest first."""
        return self.filter(entry=entry, number=number).select_related("by")

    def update(self, **_values: Any) -> NoReturn:
        _refuse()

    def delete(self) -> NoReturn:
        _refuse()


class Decision(models.Model):
    """One step of one person with one revision."""

    # A page with a record is withdrawn, not deleted: the record would go with it.
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField("revision")
    step = models.CharField(max_length=12, choices=Step.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "review decision"
        indexes = [
            models.Index(fields=["entry", "number"], name="decisions_of_a_version"),
            # As the list of all decisions shows them.
            models.Index(fields=["-at", "-id"], name="decisions_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.number}: {self.get_step_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        _refuse()


def _refuse() -> NoReturn:
    raise TypeError("a review decision is written once; it is never changed or deleted")
