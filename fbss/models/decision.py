"""The record of who did what to a text. Rows are added and never changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from .entry import Entry


class Step(models.TextChoices):
    SAVED = "saved", "Saved a draft"
    SUBMITTED = "submitted", "Handed over for review"
    SENT_BACK = "sent-back", "Sent back"
    PUBLISHED = "published", "Approved and published"
    SCHEDULED = "scheduled", "Approved for a later time"
    UNSCHEDULED = "unscheduled", "Cancelled the later time"
    WITHDRAWN = "withdrawn", "Withdrew the page"
    RESTORED = "restored", "Took an old text as a new draft"
    DISCARDED = "discarded", "Discarded a draft"
    CHECKED = "checked", "Checked the page as a clinician"


class Decision(models.Model):
    """One step of one person with one revision."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField("revision")
    step = models.CharField(max_length=12, choices=Step.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "review decision"

    def __str__(self) -> str:
        return f"{self.entry} {self.number}: {self.get_step_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a review decision is written once and never changed")
        super().save(*args, **kwargs)
