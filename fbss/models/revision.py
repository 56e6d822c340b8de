"""What an entry says, and from when until when it says it.

One row is one revision. Live text is never edited in place: a change is a new row that another
person approves, and the row's window (`live_from`, `live_until`) says when visitors read it.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.utils import timezone

from fbss.content.fingerprint import fingerprint
from fbss.content.vocabulary import Kind, Tier

from . import clock
from .entry import Entry, EntryFinder, review_due
from .publication import announce_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

R = TypeVar("R", bound="Revision")


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "Waiting for a reviewer"
    APPROVED = "approved", "Approved"


class Origin(models.TextChoices):
    EDITOR = "editor", "An editor"
    SEED = "seed", "The seed files"
    SEED_UPDATE = "seed-update", "A seed update that waits for an editor"


class Significance(models.TextChoices):
    TYPO = "typo", "Wording only"
    CLARIFICATION = "clarification", "Clearer, same advice"
    ADVICE = "advice", "Change of advice"


OPEN = [State.DRAFT, State.IN_REVIEW]
# How much a withdrawal matters, beside the values of Significance.
WITHDRAWN = "withdrawn"
# What a page's own list of changes says about a revision.
CHANGE_FIELDS = ("entry", "number", "live_from", "reason", "significance", "title")


class RevisionQuerySet(models.QuerySet[R]):
    def published(self, at: datetime.datetime | None = None) -> Self:
        """What a visitor may read now, or at another moment: the one definition of public."""
        at = at or clock.now()
        still = Q(live_until=None) | Q(live_until__gt=at)
        return self.filter(still, live_from__lte=at).select_related("entry")

    def at_address(self, slug: str) -> Self:
        """The text at an address, with the person who checked it."""
        return self.filter(entry__slug=slug).with_text().select_related("entry__reviewed_by")

    def of_entries(self, entries: Iterable[int]) -> Self:
        """The texts of these entries."""
        return self.filter(entry__in=entries).with_text()

    def with_text(self) -> Self:
        """With the entries that `text()` names."""
        return self.select_related("entry", *self.model.REFERENCES)

    def history_of(self, entry: Entry) -> Self:
        """The texts of an entry that visitors have read so far, newest first."""
        seen = self.filter(entry=entry, state=State.APPROVED, live_from__lte=clock.now())
        return seen.only(*CHANGE_FIELDS).order_by("-live_from", "-number")

    def appearances(self) -> models.QuerySet[R, tuple[Any, ...]]:
        """When each text came to the site and why, as rows that sets of several kinds can join."""
        seen = self.filter(state=State.APPROVED, live_from__lte=clock.now())
        return _change_rows(seen, at=F("live_from"), why=F("reason"), weight=F("significance"))

    def withdrawals(self) -> models.QuerySet[R, tuple[Any, ...]]:
        """When texts were taken off the site and why, as rows of the same form."""
        gone = self.filter(state=State.APPROVED, live_until=F("entry__withdrawn_at"))
        why = F("entry__withdrawn_reason")
        return _change_rows(gone, at=F("live_until"), why=why, weight=Value(WITHDRAWN))

    def names(self) -> models.QuerySet[R, tuple[str, str, str, str]]:
        """Kind, key, address and title, as rows that sets of several kinds can be joined by."""
        return self.order_by().values_list("entry__kind", "entry__key", "entry__slug", "title")

    def all_names(self) -> models.QuerySet[R, tuple[str, str, str, str, list[str]]]:
        """The same with the other names, of kinds that have them."""
        return self.order_by().values_list(
            "entry__kind", "entry__key", "entry__slug", "title", "also_called"
        )

    def all_questions(self) -> models.QuerySet[R, tuple[str, int, str, str, str, list[str]]]:
        """The questions to ask at an appointment, of kinds that have them: rows to be joined."""
        return (
            self.exclude(questions_to_ask=[])
            .order_by()
            .values_list(
                "entry__kind", "position", "title", "entry__key", "entry__slug", "questions_to_ask"
            )
        )

    def newest(self) -> Self:
        """The newest revision of each entry, whatever its state: what an editor's list shows."""
        numbers = self.model._default_manager.filter(entry=OuterRef("entry"))
        newest = numbers.order_by("-number").values("number")[:1]
        return self.filter(number=Subquery(newest)).select_related("entry")

    def newest_of_all(self) -> Self:
        """The same for lists of all entries: it looks once at each entry, not at each revision."""
        numbers = self.model._default_manager.filter(entry=OuterRef("pk")).order_by("-number")
        entries = Entry.objects.filter(kind=self.model.KIND.value)
        return self.filter(pk__in=entries.values_list(Subquery(numbers.values("pk")[:1])))

    def open(self) -> Self:
        """Drafts, and texts that wait for a reviewer."""
        # What is not approved has no time; said so, the database reads these rows alone.
        return self.filter(live_from__isnull=True, state__in=OPEN)

    def scheduled(self) -> Self:
        """Texts that are approved for a time to come."""
        return self.filter(live_from__gt=clock.now(), live_until__isnull=True)

    def seed_updates(self) -> Self:
        """Texts of changed seed files that wait because an editor had changed the page."""
        return self.open().filter(origin=Origin.SEED_UPDATE)


class Revision(models.Model):
    """One state of one entry's text, with who wrote it, who approved it and when it is public."""

    KIND: ClassVar[Kind]
    # Text fields that name another entry, with the kind of entry they name.
    REFERENCES: ClassVar[Mapping[str, Kind]] = {}

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="%(class)s_revisions", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    based_on = models.PositiveIntegerField(
        null=True, editable=False, help_text="The live revision that this draft was begun from."
    )
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    origin = models.CharField(
        max_length=12, choices=Origin.choices, default=Origin.EDITOR, editable=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    live_from = models.DateTimeField(null=True, editable=False)
    live_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    reason = models.CharField(
        "reason for the change",
        max_length=200,
        blank=True,
        help_text="One line for the page's history, such as: Adds the 2025 registry figures.",
    )
    significance = models.CharField(
        max_length=14, choices=Significance.choices, default=Significance.CLARIFICATION
    )
    title = models.CharField(max_length=120, help_text="The heading of the page.")
    edited = models.DateField("text last changed on", default=timezone.localdate, editable=False)

    objects = RevisionQuerySet.as_manager()

    BOOKKEEPING: ClassVar[frozenset[str]] = frozenset(
        {
            "id",
            "entry",
            "number",
            "based_on",
            "state",
            "origin",
            "author",
            "approved_by",
            "live_from",
            "live_until",
            "created_at",
            "changed_at",
            "fingerprint",
            "reason",
            "significance",
        }
    )

    class Meta:
        abstract = True
        ordering = ["entry", "number"]
        indexes = [
            # What editors work on is a few rows among very many old ones.
            models.Index(
                fields=["changed_at"],
                condition=Q(live_from__isnull=True),
                name="%(class)s_open_by_change",
            ),
            # With `live_until`, so that no list of published texts takes it for its own.
            models.Index(
                fields=["live_from"],
                condition=Q(live_from__isnull=False, live_until__isnull=True),
                name="%(class)s_last_by_day",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number"],
                name="%(class)s_number_counts_up",
                violation_error_message="Somebody else saved this page just now. Load it again.",
            ),
            models.UniqueConstraint(
                fields=["entry", "origin"],
                condition=Q(state__in=OPEN),
                name="%(class)s_one_open_draft",
                violation_error_message="There is a draft of this page already. Go on with it.",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(live_from__isnull=False, live_until=None),
                name="%(class)s_one_live_text",
                violation_error_message="Another text of this page is live at that time.",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="%(class)s_window_runs_forward",
                violation_error_message="A page cannot leave the site before it appears.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.APPROVED, live_from__isnull=False)
                | (~Q(state=State.APPROVED) & Q(live_from=None, live_until=None)),
                name="%(class)s_only_approved_is_live",
                violation_error_message="Only an approved text can be on the site.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED)
                | Q(approved_by__isnull=False)
                | Q(origin=Origin.SEED),
                name="%(class)s_somebody_approved",
                violation_error_message="Someone has to approve a text before it is published.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(author=None) | ~Q(approved_by=F("author")),
                name="%(class)s_four_eyes",
                violation_error_message="Nobody approves their own text. Ask someone else.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | ~Q(title=""),
                name="%(class)s_has_title",
                violation_error_message="Give the page a title before you hand it over.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.entry.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fingerprint = fingerprint(self.text())
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()

    @property
    def slug(self) -> str:
        return self.entry.slug

    @classmethod
    def text_fields(cls) -> list[str]:
        """Names of the fields that make up the text; the rest is bookkeeping."""
        names = [field.name for field in cls._meta.concrete_fields]
        return [name for name in names if name not in cls.BOOKKEEPING]

    def text(self) -> dict[str, Any]:
        """What this revision says, as plain values under the names that seed files use."""
        return {name: _plain(getattr(self, name)) for name in self.text_fields()}

    def set_text(self, text: Mapping[str, Any], find: EntryFinder | None = None) -> None:
        """Say this instead. A text that lacks a field, or has one too many, is refused whole.

        `find(kind, key)` gives the entry that a reference names; by default it asks the database.
        """
        if unlike := set(self.text_fields()) ^ set(text):
            raise ValueError(f"not the fields of a {self.KIND.value}: {', '.join(sorted(unlike))}")
        find = find or Entry.objects.by_key
        for name, value in text.items():
            if kind := self.REFERENCES.get(name):
                value = find(kind, value) if value else None
            setattr(self, name, value)
        self.edited = datetime.date.fromisoformat(str(text["edited"]))

    def like_this(self, **bookkeeping: Any) -> Self:
        """An unsaved revision of the same entry that says the same."""
        copy = type(self)(entry=self.entry, **bookkeeping)
        for name in self.text_fields():
            setattr(copy, name, getattr(self, name))
        return copy

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_newest(self) -> bool:
        """Whether no later revision of the entry exists."""
        later = type(self)._default_manager.filter(entry=self.entry, number__gt=self.number)
        return not later.exists()

    def is_live(self, at: datetime.datetime | None = None) -> bool:
        """Whether visitors read this revision now, or at another moment."""
        at = at or clock.now()
        if self.live_from is None or self.live_from > at:
            return False
        return self.live_until is None or self.live_until > at

    @property
    def review_tier(self) -> Tier:
        """How often the text is to be checked; articles say it themselves."""
        return Tier(getattr(self, "tier", Tier.STANDARD))

    def review_due_on(self) -> datetime.date:
        """When the text is to be checked next, if nobody checks it before."""
        return review_due(self.entry.last_reviewed_on or self.edited, self.review_tier)

    def is_scheduled(self, at: datetime.datetime | None = None) -> bool:
        """Whether this revision is approved for a later time."""
        return self.live_from is not None and self.live_from > (at or clock.now())

    def go_live(self, at: datetime.datetime) -> None:
        """Take over from the text that is live at that time; unsaved fields are saved.

        The caller holds a transaction and has checked who may do this.
        """
        others = type(self)._default_manager.filter(entry=self.entry).exclude(pk=self.pk)
        others.filter(live_from__lt=at, live_until=None).update(live_until=at)
        self.state = State.APPROVED
        self.live_from = at
        self.live_until = None
        self.save()
        announce_entries([self.entry_id])


def _plain(value: Any) -> Any:
    if isinstance(value, Entry):
        return value.key
    return value.isoformat() if isinstance(value, datetime.date) else value


def _change_rows(
    revisions: RevisionQuerySet[R], **fields: Any
) -> models.QuerySet[R, tuple[Any, ...]]:
    """Rows with the fields of a `Change`, in its order."""
    entry = ("entry__kind", "entry__key", "entry__slug")
    rows: models.QuerySet[R, tuple[Any, ...]] = (
        revisions.order_by()
        .annotate(**fields)
        .values_list("at", *entry, "title", "number", "weight", "why")
    )
    return rows
