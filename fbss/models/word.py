"""Words of the glossary."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from fbss.content.vocabulary import Kind, WordGroup

from .article import ONE_A_LINE
from .revision import Revision, RevisionQuerySet, State

GLOSSARY_FIELDS = (
    "title",
    "also_called",
    "definition",
    "entry__kind",
    "entry__key",
    "entry__slug",
)


class WordQuerySet(RevisionQuerySet["Word"]):
    def for_glossary(self) -> Self:
        """What texts and lists need to know of each word."""
        return self.only(*GLOSSARY_FIELDS).order_by("title", "id")

    def for_texts(self) -> models.QuerySet[Word, tuple[str, str, list[str], str]]:
        """What texts need to know of each word: address, title, other names, meaning."""
        rows = self.order_by("title", "id")
        return rows.values_list("entry__slug", "title", "also_called", "definition")


class Word(Revision):
    """One revision of a word and its plain meaning."""

    KIND = Kind.WORD

    also_called = models.JSONField(
        default=list, blank=True, help_text=f"Other names and spellings. {ONE_A_LINE}"
    )
    group = models.CharField(
        max_length=12,
        choices=WordGroup.choices(),
        default=WordGroup.GENERAL.value,
    )
    definition = models.TextField(blank=True, help_text="What it means, in plain sentences.")

    objects = WordQuerySet.as_manager()  # type: ignore[misc]  # narrower than Revision's

    class Meta(Revision.Meta):
        abstract = False
        ordering = ["title"]
        verbose_name = "word"
        indexes = [
            *Revision.Meta.indexes,
            models.Index(
                fields=["title", "id"],
                condition=Q(live_from__isnull=False),
                name="word_published_in_order",
            ),
        ]
        constraints = [
            *Revision.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | ~Q(definition=""),
                name="published_word_has_meaning",
                violation_error_message="Write what the word means before you publish it.",
            ),
        ]
