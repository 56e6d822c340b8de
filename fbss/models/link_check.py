"""Whether the addresses elsewhere, of sources and in texts, still answer."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone

from .use import MOST_LETTERS


class LinkStanding(models.TextChoices):
    FINE = "fine", "Answers"
    MOVED = "moved", "Has moved"
    GONE = "gone", "Is not there any more"
    FAILING = "failing", "Fails"
    INWARD = "inward", "Is not on the open net"
    BUSY = "busy", "Asks to come later"
    CLOSED = "closed", "Lets no program in"


BROKEN = (LinkStanding.GONE, LinkStanding.FAILING, LinkStanding.INWARD)


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def broken(self) -> Self:
        """What a reader who follows the link does not find."""
        return self.filter(standing__in=BROKEN)


class LinkCheck(models.Model):
    """What an address said when it was asked last."""

    url = models.CharField("address", max_length=MOST_LETTERS, unique=True)
    standing = models.CharField(max_length=8, choices=LinkStanding.choices)
    detail = models.CharField(max_length=700, blank=True)
    code = models.PositiveSmallIntegerField("answer", null=True)
    checked_at = models.DateTimeField("asked on", default=timezone.now)
    # Since when it has stood like this without a break.
    since = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["since", "url"]
        verbose_name = "link to elsewhere"
        verbose_name_plural = "links to elsewhere"

    def __str__(self) -> str:
        return self.url

    @property
    def is_broken(self) -> bool:
        return self.standing in BROKEN
