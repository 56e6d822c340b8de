"""What topics, FAQs, treatments and pages about the site have in common."""

from __future__ import annotations

from django.db import models

from fbss.content.vocabulary import Need, Tier

from .revision import Revision

ONE_A_LINE = "One a line."


class Article(Revision):
    """One revision of a page that a visitor reads."""

    position = models.PositiveIntegerField(default=0, help_text="Order in lists, lowest first.")
    aim = models.CharField(
        max_length=240,
        blank=True,
        help_text="One sentence: This page helps you prepare for your appointment.",
    )
    need = models.CharField(
        "information need",
        max_length=12,
        choices=Need.choices(),
        default=Need.MEANING.value,
        help_text="Which of the eight things patients ask about this page answers.",
    )
    also_called = models.JSONField(
        default=list, blank=True, help_text=f"Other names, shown and searched. {ONE_A_LINE}"
    )
    key_messages = models.JSONField(
        default=list, blank=True, help_text=f"2 to 4 short sentences. {ONE_A_LINE}"
    )
    what_you_can_do = models.JSONField(
        default=list, blank=True, help_text=f"What helps today. {ONE_A_LINE}"
    )
    questions_to_ask = models.JSONField(
        default=list, blank=True, help_text=f"Questions for an appointment. {ONE_A_LINE}"
    )
    care_cards = models.JSONField(
        default=list,
        blank=True,
        help_text=f"Keys of care cards to show, as cauda-equina. {ONE_A_LINE}",
    )
    see_also = models.JSONField(
        "other choices",
        default=list,
        blank=True,
        help_text=f"Pages to offer next, as treatments/exercise. {ONE_A_LINE}",
    )
    tier = models.CharField(
        "review tier",
        max_length=8,
        choices=Tier.choices(),
        default=Tier.STANDARD.value,
    )
    body = models.TextField(
        blank=True,
        help_text="Markdown. Start sections at level two (##). Name sources as [@weir-2017].",
    )

    class Meta(Revision.Meta):
        abstract = True
        ordering = ["position", "title"]
        indexes = [
            *Revision.Meta.indexes,
            # The published ones in their order: a list reads as many rows as it shows.
            models.Index(
                fields=["position", "title"],
                condition=models.Q(live_from__isnull=False),
                name="%(class)s_published_in_order",
            ),
        ]
