"""What readers say about a page, without a trace of who said it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from fbss.content.masking import mask

from .entry import Entry

MOST_LETTERS = 600


class Reason(models.TextChoices):
    """Why a page was or was not useful: an editor can do something about each."""

    ANSWERED = "answered", "It answered my question"
    PLAIN = "plain", "It was easy to understand"
    NEXT_STEP = "next-step", "I know what to do or to ask next"
    UNSAFE = "unsafe", "Something looks wrong or unsafe"
    UNANSWERED = "unanswered", "It did not answer my question"
    HARD = "hard", "It was hard to understand"
    LONG = "long", "It was too long"
    BROKEN = "broken", "Something on the page did not work"


GOOD_REASONS = [Reason.ANSWERED, Reason.PLAIN, Reason.NEXT_STEP]
BAD_REASONS = [reason for reason in Reason if reason not in GOOD_REASONS]


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def waiting(self) -> Self:
        """What nobody has dealt with yet."""
        return self.filter(state__in=[Feedback.State.NEW, Feedback.State.READ])


class Feedback(models.Model):
    """One answer to "Was this page useful?". No address, no time of day, no session, no name."""

    class State(models.TextChoices):
        NEW = "new", "New"
        READ = "read", "Read"
        HANDLED = "handled", "Handled"

    day = models.DateField(default=timezone.localdate, editable=False)
    entry = models.ForeignKey(
        Entry,
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="feedback",
        verbose_name="page",
    )
    useful = models.BooleanField(editable=False)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True, editable=False)
    text = models.TextField(
        blank=True, editable=False, help_text="Never published. Do not copy it into a page."
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    note = models.TextField(
        blank=True, help_text="For editors: what you did about it, or why nothing is to be done."
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name_plural = "feedback"
        indexes = [
            models.Index(fields=["state", "day"], name="feedback_by_state"),
            # All that ratings are counted from.
            models.Index(fields=["day", "entry", "useful"], name="feedback_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason="")
                | Q(useful=True, reason__in=GOOD_REASONS)
                | Q(useful=False, reason__in=BAD_REASONS),
                name="feedback_reason_fits_vote",
                violation_error_message="Choose a reason that goes with your yes or no.",
            ),
        ]

    def __str__(self) -> str:
        return f"{'Useful' if self.useful else 'Not useful'}: {self.entry or 'the site'}"

    def save(self, *args: object, **kwargs: object) -> None:
        # Here and not in a form: whoever saves feedback, what is kept is masked.
        self.text = mask(self.text)[:MOST_LETTERS]
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
