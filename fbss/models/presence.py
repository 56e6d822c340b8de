"""Who has a page open at the desk. It keeps nobody out: it tells people of each other."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from .entry import Entry

# A browser says every 30 seconds that the form is still open; two may be missed.
LASTS = datetime.timedelta(seconds=90)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self) -> Self:
        """Those who were there a moment ago."""
        return self.filter(seen_at__gt=timezone.now() - LASTS).select_related("user")


class Presence(models.Model):
    """Somebody who has a page open, since when, and when the browser last said so."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="presence")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["entry"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.user}"

    @property
    def name(self) -> str:
        """How colleagues call the person."""
        return str(self.user.get_full_name() or self.user.get_username())
