"""Raw texts as they came in, byte for byte."""

from __future__ import annotations

from django.db import models


class RawText(models.Model):
    """A file of questions and answers whose passages are audited; an export writes it back."""

    file = models.CharField(max_length=255, unique=True)
    content = models.BinaryField(help_text="The bytes of the file, never changed.")

    class Meta:
        ordering = ["file"]
        verbose_name = "raw text"

    def __str__(self) -> str:
        return self.file
