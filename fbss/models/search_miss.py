"""What visitors looked for and did not find, without a trace of who looked."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.utils import timezone

KEPT_FOR = datetime.timedelta(days=90)


class SearchMissQuerySet(models.QuerySet["SearchMiss"]):
    def recent(self) -> Self:
        """Misses that are still kept."""
        return self.filter(day__gte=timezone.localdate() - KEPT_FOR)

    def waiting(self) -> Self:
        """What is still kept and nobody has dealt with."""
        return self.recent().filter(handled=False)

    def drop_old(self) -> None:
        self.filter(day__lt=timezone.localdate() - KEPT_FOR).delete()


class SearchMiss(models.Model):
    """A search without a good answer, counted by the day. No address, no time, no session."""

    day = models.DateField(default=timezone.localdate)
    text = models.CharField("visitors typed", max_length=120)
    count = models.PositiveIntegerField("times", default=1)
    handled = models.BooleanField(default=False)
    note = models.CharField(
        max_length=200, blank=True, help_text="What you did about it, or why nothing is to be done."
    )

    objects = SearchMissQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-count", "text"]
        verbose_name = "search without an answer"
        verbose_name_plural = "searches without an answer"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "text"],
                name="one_search_miss_a_day",
                violation_error_message="This text is counted on this day already.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
