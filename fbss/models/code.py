"""Diagnosis codes: how patient records find a page."""

from __future__ import annotations

from django.db import models

from .entry import Entry
from .register import RegisterLine


class Code(RegisterLine):
    """A code of a code system and the entry it leads to."""

    KIND = "code"
    NAMED_BY = ("system", "code")
    REFERENCES = {"entry": None}

    system = models.SlugField(max_length=20, help_text="icd-10-cm")
    code = models.CharField(max_length=20, help_text="With its dot: M96.1")
    title = models.CharField("official title", max_length=300)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="codes")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["system", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code"],
                name="one_entry_a_code",
                violation_error_message="This code leads to a page already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.code}"
