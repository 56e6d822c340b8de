"""Lay words: how patients say what the pages call by another name."""

from __future__ import annotations

from typing import Self

from django.db import models

from fbss.content.vocabulary import Match, Urgency

from .register import RegisterLine


class SynonymQuerySet(models.QuerySet["Synonym"]):
    def shown(self) -> Self:
        """Words that readers may see; the others only help a search."""
        return self.exclude(match=Match.SEARCH_ONLY)


class Synonym(RegisterLine):
    """A patient's word and the term that the pages use for it."""

    KIND = "synonym"
    NAMED_BY = ("lay", "clinical")
    NAMES = " = "

    lay = models.CharField("patients say", max_length=120)
    clinical = models.CharField("pages say", max_length=120)
    match = models.CharField(max_length=12, choices=Match.choices())
    urgency = models.CharField(
        max_length=10,
        choices=Urgency.choices(),
        default=Urgency.NONE.value,
        help_text="Whether a search for it puts the care cards first.",
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        ordering = ["lay", "clinical"]
        constraints = [
            models.UniqueConstraint(
                fields=["lay", "clinical"],
                name="one_synonym_a_pair",
                violation_error_message="These two words are paired already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lay} → {self.clinical}"

    @property
    def is_shown(self) -> bool:
        """Whether readers may see it; some words only help a search."""
        return self.match != Match.SEARCH_ONLY
