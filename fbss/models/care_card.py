"""Care cards: when to get help, and how fast."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q

from fbss.content.vocabulary import CardLevel, Kind, Tier

from .article import ONE_A_LINE
from .revision import Revision, RevisionQuerySet, State


class CareCardQuerySet(RevisionQuerySet["CareCard"]):
    def in_order(self) -> Self:
        """The cards with the people who checked them."""
        return self.select_related("entry__reviewed_by").order_by("position", "title")

    def with_keys(self, keys: Collection[str]) -> Self:
        """The cards that a page asks for."""
        return self.in_order().filter(entry__key__in=keys)


class CareCard(Revision):
    """One revision of a care card."""

    KIND = Kind.CARD

    level = models.CharField(max_length=10, choices=CardLevel.choices())
    position = models.PositiveIntegerField(default=0, help_text="Order on the page, lowest first.")
    service = models.CharField(
        max_length=200, blank=True, help_text="Whom to call, or where to go."
    )
    lead = models.CharField(max_length=200, blank=True, help_text="If any one of these is new:")
    signs = models.JSONField(default=list, blank=True, help_text=ONE_A_LINE)
    advice = models.TextField(blank=True, help_text="What else to know. Markdown.")

    objects = CareCardQuerySet.as_manager()  # type: ignore[misc]  # narrower than Revision's

    class Meta(Revision.Meta):
        abstract = False
        ordering = ["position"]
        verbose_name = "care card"
        constraints = [
            *Revision.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | (~Q(service="") & ~Q(level="")),
                name="published_card_says_whom_to_call",
                violation_error_message="Say how fast help is needed and whom to call.",
            ),
        ]

    @property
    def review_tier(self) -> Tier:
        return Tier.SAFETY

    @property
    def is_emergency(self) -> bool:
        return self.level == CardLevel.EMERGENCY
