"""When somebody was last told that a page is due for review."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from .entry import Entry

# How long after a reminder nobody is reminded of the same page.
QUIET_FOR = datetime.timedelta(days=7)


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def recent(self, today: datetime.date) -> Self:
        """Reminders after which their pages are left alone for a while."""
        return self.filter(sent_on__gt=today - QUIET_FOR)


class Reminder(models.Model):
    """The last reminder of one page."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="reminder")
    sent_on = models.DateField(default=timezone.localdate)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "entry"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.sent_on}"
