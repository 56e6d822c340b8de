"""What stays the same while a text changes: its key, its address and its dates."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse

from fbss.content.vocabulary import Kind, Tier

if TYPE_CHECKING:
    from .source import Source

EntryFinder = Callable[[Kind, str], "Entry"]

ROUTES = {
    Kind.TOPIC: "topic",
    Kind.FAQ: "question",
    Kind.TREATMENT: "treatment",
    Kind.PAGE: "about_page",
    Kind.WORD: "word",
}
# The page that stands at `/about/` itself.
FRONT_PAGE = "about"
TAKEN_BY_SITE = "Another page of the site has this address already."


def review_due(checked_on: datetime.date, tier: Tier) -> datetime.date:
    """The day the next review is due: as many months later as the tier allows."""
    months = checked_on.month - 1 + tier.months
    year, month = checked_on.year + months // 12, months % 12 + 1
    day = min(checked_on.day, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day)


class EntryQuerySet(models.QuerySet["Entry"]):
    def by_key(self, kind: Kind, key: str) -> Entry:
        return self.get(kind=kind, key=key)

    def at_address(self, kind: Kind, slug: str) -> Self:
        return self.filter(kind=kind, slug=slug)

    def citing(self, source: Source) -> Self:
        """Entries of which some published text has rested on a source."""
        return self.filter(citations__source=source).distinct().order_by("kind", "key")

    def withdrawn(self) -> Self:
        """Entries that an editor took off the site."""
        return self.filter(withdrawn_at__isnull=False)

    def overdue(self, today: datetime.date) -> Self:
        """Entries whose next review should have happened before today."""
        return self.filter(next_review_due_on__lt=today)


class Entry(models.Model):
    """One thing we publish. What it says, and when it says it, is in its revisions."""

    kind = models.CharField(max_length=12, choices=Kind.choices(), editable=False)
    key = models.SlugField(max_length=80, help_text="Permanent name. It never changes.")
    slug = models.SlugField(
        "address",
        max_length=80,
        help_text="Last part of the page's address. A change leaves a redirect behind.",
    )
    last_reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The clinician who checked the page last.",
    )
    next_review_due_on = models.DateField(null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(
        blank=True, help_text="Visitors read this at the page's address."
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "key"]
        verbose_name_plural = "entries"
        permissions = [
            ("approve_entry", "Can approve, schedule and withdraw what others wrote"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="one_entry_a_key",
                violation_error_message="Another entry of this kind has this key already.",
            ),
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="one_entry_an_address",
                violation_error_message="Another page of this kind has this address already.",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawn_reason=""),
                name="withdrawn_entry_says_why",
                violation_error_message="Say why the page is withdrawn: visitors will read it.",
            ),
            models.CheckConstraint(
                condition=models.Q(last_reviewed_on=None, reviewed_by=None)
                | models.Q(last_reviewed_on__isnull=False, reviewed_by__isnull=False),
                name="review_has_day_and_reviewer",
                violation_error_message="A review needs both its day and its reviewer.",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        if self.kind == Kind.CARD:
            return f"{reverse('help_now')}#{self.slug}"
        if self.kind == Kind.PAGE and self.key == FRONT_PAGE:
            return reverse("about")
        return reverse(ROUTES[Kind(self.kind)], args=[self.slug])

    def clean(self) -> None:
        if self.slug in Kind(self.kind).taken_addresses:
            raise ValidationError({"slug": TAKEN_BY_SITE})

    @property
    def ref(self) -> str:
        """How seed files name this entry: `faqs/how-common-is-it`."""
        return f"{Kind(self.kind).folder}/{self.key}"

    def is_overdue(self, today: datetime.date) -> bool:
        return self.next_review_due_on is not None and self.next_review_due_on < today

    @transaction.atomic
    def rename(self, slug: str) -> None:
        """Move to another address; the old one leads here from now on."""
        Redirect.objects.filter(kind=self.kind, slug=slug).delete()
        Redirect.objects.create(kind=self.kind, slug=self.slug, entry=self)
        self.slug = slug
        self.save(update_fields=["slug"])


class RedirectQuerySet(models.QuerySet["Redirect"]):
    def from_address(self, kind: Kind, slug: str) -> Self:
        """Where an old address leads."""
        return self.from_addresses(kind, [slug])

    def from_addresses(self, kind: Kind, slugs: Iterable[str]) -> Self:
        """Where old addresses lead."""
        return self.filter(kind=kind, slug__in=slugs).select_related("entry")


class Redirect(models.Model):
    """An address that a page once had. It leads to the page for ever."""

    kind = models.CharField(max_length=12, choices=Kind.choices())
    slug = models.SlugField("old address", max_length=80)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="redirects")

    objects = RedirectQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="one_redirect_an_address",
                violation_error_message="This old address leads somewhere already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} → {self.entry.slug}"
