"""The raw seed, verbatim, with what the audit found: the claim check rests on it."""

from __future__ import annotations

from typing import Self

from django.db import models

from fbss.content.vocabulary import Kind, OriginCertainty, Severity, Verbatim, Verdict

from .entry import Entry
from .register import RegisterLine
from .source import Source


class PassageQuerySet(models.QuerySet["Passage"]):
    def answered_on(self, faq: Entry) -> Self:
        """The passages that a FAQ corrects."""
        return self.filter(answered_by=faq)

    def judged(self, *, verdict: str = "", severity: str = "") -> Self:
        """The passages with this verdict and this severity, with the FAQs that correct them."""
        asked = {"verdict": verdict, "severity": severity}
        chosen = {name: value for name, value in asked.items() if value}
        return self.filter(**chosen).select_related("answered_by")

    def naming(self, source: Source) -> Self:
        """The passages whose correction rests on a source."""
        return self.filter(note__contains=f"[@{source.key}]").select_related("answered_by")


class Passage(RegisterLine):
    """One question and answer of the raw seed, word for word, and our verdict on it."""

    KIND = "passage"
    REFERENCES = {"answered_by": Kind.FAQ}

    key = models.SlugField(max_length=20, unique=True, help_text="S01, S02 …")
    file = models.CharField(max_length=200)
    number = models.PositiveIntegerField(help_text="Counts the pairs of the file from 1.")
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    question = models.TextField()
    answer = models.TextField()
    printed_date = models.CharField(max_length=40, blank=True, help_text="As the text prints it.")
    truncated = models.BooleanField(default=False, help_text="Whether the text breaks off.")
    answered_by = models.ForeignKey(
        Entry,
        on_delete=models.PROTECT,
        related_name="passages",
        limit_choices_to={"kind": "faq"},
        help_text="The FAQ that shows this passage and corrects it.",
    )
    origin = models.TextField(help_text="Where the text comes from, for readers.")
    origin_certainty = models.CharField(max_length=6, choices=OriginCertainty.choices())
    verbatim = models.CharField(max_length=8, choices=Verbatim.choices())
    severity = models.CharField(max_length=1, choices=Severity.choices())
    verdict = models.CharField(max_length=16, choices=Verdict.choices())
    note = models.TextField(help_text="Why, in one to three sentences, for readers.")
    audit = models.TextField(blank=True, help_text="What the audit found, for editors.")

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "number"],
                name="one_passage_a_pair",
                violation_error_message="This question and answer of the file is audited already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(note=""),
                name="passage_is_corrected",
                violation_error_message="Say why: a passage is never shown without its correction.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.question}"
