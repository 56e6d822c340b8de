"""What the pre-check found in a page, kept: looking over all pages takes minutes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone

from .entry import Entry


class PageCheckQuerySet(models.QuerySet["PageCheck"]):
    def failing(self) -> Self:
        """Pages in which something is found that stops publishing, the worst first."""
        return self.filter(hard__gt=0).order_by("-hard", "entry")


class PageCheck(models.Model):
    """The last pre-check of one page's live text."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="page_check")
    # Of the text that was checked: another one has to be checked again.
    fingerprint = models.CharField(max_length=64)
    hard = models.PositiveIntegerField("findings that stop publishing", db_index=True)
    soft = models.PositiveIntegerField("other findings")
    checked_on = models.DateField(default=timezone.localdate, db_index=True)

    objects = PageCheckQuerySet.as_manager()

    class Meta:
        ordering = ["entry"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.hard} that stop publishing, {self.soft} others"
