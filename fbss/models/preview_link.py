"""Links that show a draft to somebody without an account, for a few days."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .entry import Entry
from .revision import Revision

HOLDS_FOR = datetime.timedelta(days=7)
_SIGNER = Signer(salt="fbss.preview-link")


def in_seven_days() -> datetime.datetime:
    return timezone.now() + HOLDS_FOR


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def of_entry(self, entry: Entry) -> Self:
        """All links to drafts of a page, newest first."""
        return self.filter(entry=entry).select_related("made_by").order_by("-made_at", "-pk")

    def at_token(self, token: str) -> PreviewLink | None:
        """The link that an address names; None for an address that nobody here made."""
        try:
            number = int(_SIGNER.unsign(token))
        except (BadSignature, ValueError):
            return None
        return self.filter(pk=number).select_related("entry").first()


class PreviewLink(models.Model):
    """One link to one revision. It ends by itself, or when an editor ends it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="preview_links")
    number = models.PositiveIntegerField("revision")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(default=in_seven_days)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.entry} {self.number}, until {self.ends_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[_SIGNER.sign(str(self.pk))])

    def holds(self) -> bool:
        """Whether the link still shows its draft."""
        return self.ended_at is None and timezone.now() < self.ends_at

    def end(self) -> None:
        """Stop the link now, for good."""
        self.ended_at = self.ended_at or timezone.now()
        self.save(update_fields=["ended_at"])

    def revision(self) -> Revision | None:
        """The text that it shows, as it reads now; None where it was discarded."""
        from . import REVISIONS  # noqa: PLC0415 -- it lists the kinds, this module among others

        texts = REVISIONS[self.entry.kind]._default_manager.all().with_text()
        return texts.filter(entry=self.entry, number=self.number).first()
