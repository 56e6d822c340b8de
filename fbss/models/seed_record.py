"""What the last load brought in: with it a load can tell an editor's change from a seed's."""

from __future__ import annotations

from django.db import models


class SeedRecord(models.Model):
    """One item of the seed as it was when it was last loaded."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=250)
    fingerprint = models.CharField(max_length=64)
    slug = models.SlugField(max_length=80, blank=True, help_text="The address the seed gave it.")
    raw_text = models.CharField(
        max_length=255, blank=True, help_text="The raw text that brought it in, if one did."
    )
    waiting = models.JSONField(
        null=True,
        blank=True,
        help_text="A seed's text for a register line that an editor changed; it waits here.",
    )
    text = models.JSONField(
        null=True,
        blank=True,
        help_text="A register line as last loaded. Texts of pages are kept as versions.",
    )
    before = models.JSONField(
        null=True,
        blank=True,
        help_text="What the seed said before the text that waits: where both sides set out from.",
    )

    class Meta:
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_seed_record_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SeedFile(models.Model):
    """One file of the seed as last loaded: a file that has not changed is not read again."""

    path = models.CharField(max_length=400, unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
