"""Treatments, all in one frame so that they can be compared (DISCERN 9 to 15, IPDAS)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from fbss.content.frames import Certainty, Outcome
from fbss.content.vocabulary import Category, Effect, Kind

from .article import ONE_A_LINE, Article
from .revision import RevisionQuerySet, State

CARD_FIELDS = (
    "title",
    "also_called",
    "category",
    "certainty",
    "entry__kind",
    "entry__key",
    "entry__slug",
)


class TreatmentQuerySet(RevisionQuerySet["Treatment"]):
    def for_cards(self) -> Self:
        """What a list of treatments shows of each, in order."""
        return self.only(*CARD_FIELDS).order_by("position", "title")


class Treatment(Article):
    """One revision of a treatment: what it does, what it can do to you, and how sure that is."""

    KIND = Kind.TREATMENT

    category = models.CharField(
        "kind of treatment",
        max_length=16,
        blank=True,
        choices=Category.choices(),
    )
    how_it_works = models.TextField(blank=True)
    what_happens = models.TextField(blank=True)
    outcomes = models.JSONField(
        "benefits and harms",
        default=list,
        blank=True,
        help_text="Each row with its source; benefits and harms in equal detail.",
    )
    if_nothing = models.TextField("what if I do nothing", blank=True)
    life_impact = models.TextField(blank=True)
    suits = models.JSONField("may suit you if", default=list, blank=True, help_text=ONE_A_LINE)
    does_not_suit = models.JSONField(
        "may not suit you if", default=list, blank=True, help_text=ONE_A_LINE
    )
    effort = models.TextField("effort and recovery", blank=True)
    not_known = models.TextField("what is not known", blank=True)
    certainty = models.JSONField(
        default=list,
        blank=True,
        help_text="How sure this is, each level with the name of its scale. Never converted.",
    )
    alternatives = models.JSONField(
        default=list, blank=True, help_text=f"Keys of other treatments. {ONE_A_LINE}"
    )

    objects = TreatmentQuerySet.as_manager()  # type: ignore[misc]  # narrower than Revision's

    class Meta(Article.Meta):
        abstract = False
        verbose_name = "treatment"
        constraints = [
            *Article.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED)
                | (~Q(category="") & ~Q(not_known="") & ~Q(if_nothing="")),
                name="published_treatment_is_framed",
                violation_error_message=(
                    "Choose the kind of treatment, and write what is not known and what happens"
                    " without it, before you publish."
                ),
            ),
        ]

    @property
    def outcome_rows(self) -> list[Outcome]:
        return [Outcome.from_dict(row) for row in self.outcomes]

    @property
    def benefits(self) -> list[Outcome]:
        return [row for row in self.outcome_rows if row.effect == Effect.BENEFIT]

    @property
    def harms(self) -> list[Outcome]:
        return [row for row in self.outcome_rows if row.effect == Effect.HARM]

    @property
    def certainty_rows(self) -> list[Certainty]:
        return [Certainty.from_dict(row) for row in self.certainty]
