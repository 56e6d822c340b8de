"""What waits for editors, as sets of rows: each costs a query or two, however large the library.

The six kinds of text stand in six tables: a set is one query over all of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import (
    Count,
    Expression,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from fbss.models import (
    REVISIONS,
    Decision,
    Entry,
    Feedback,
    Origin,
    SearchMiss,
    SeedRecord,
    State,
    Step,
)
from fbss.models.entry import EntryQuerySet
from fbss.models.revision import RevisionQuerySet

from .standing import HANDS

SOON = datetime.timedelta(days=30)
# Ratings are counted over so many days, and held against as many before.
SPAN = datetime.timedelta(days=90)
# Fewer answers say nothing about a page.
LEAST_ANSWERS = 3
# Nobody writes more drafts at a time.
MOST_DRAFTS = 500
NO_HAND = Value("")

Rows = QuerySet[Any, Any]
Narrow = Callable[[RevisionQuerySet[Any]], RevisionQuerySet[Any]]


class Text(NamedTuple):
    """One revision that something is to be done with."""

    kind: str
    pk: int
    title: str
    key: str
    number: int
    state: str
    first_name: str | None
    last_name: str | None
    username: str | None
    changed_at: datetime.datetime
    live_from: datetime.datetime | None
    last_hand: str | None

    @property
    def author(self) -> str:
        name = f"{self.first_name or ''} {self.last_name or ''}".strip()
        return name or self.username or "the seed files"


class Rating(NamedTuple):
    """What visitors said of a page lately, and before."""

    entry: int
    recent: int
    recent_no: int
    before: int
    before_no: int

    @property
    def share(self) -> float:
        return self.recent_no / self.recent

    @property
    def trend(self) -> str:
        """How that compares with the time before, in words."""
        if self.before < LEAST_ANSWERS:
            return "too few answers before to compare"
        change = self.share - self.before_no / self.before
        was = f"{self.before_no} of {self.before} before"
        if abs(change) < 0.05:
            return f"about as before ({was})"
        return f"{'worse' if change > 0 else 'better'} than before ({was})"


def drafts_of(user: User) -> list[Text]:
    """The open drafts that this person saved last, those that were sent back among them."""
    steps = Decision.objects.filter(
        entry=OuterRef("entry"), number=OuterRef("number"), step__in=HANDS
    )
    rows = _texts(
        # Not by the index of authors: whoever wrote much would be looked through whole.
        lambda texts: (
            texts.open()
            .alias(writer=Coalesce("author", 0))
            .filter(state=State.DRAFT, origin=Origin.EDITOR, writer=user.pk)
        ),
        last_hand=Subquery(steps.order_by("-at", "-id").values("step")[:1]),
    )
    return [Text(*row) for row in rows.order_by("-changed_at")[:MOST_DRAFTS]]


def waiting_for_review() -> Rows:
    """Texts that somebody handed over, the longest waiting first."""
    return _texts(lambda texts: texts.open().filter(state=State.IN_REVIEW)).order_by("changed_at")


def scheduled() -> Rows:
    """Texts that appear by themselves, the next one first."""
    return _texts(lambda texts: texts.scheduled()).order_by("live_from")


def seed_updates() -> Rows:
    """Texts of changed seed files that wait for an editor's decision."""
    return _texts(lambda texts: texts.seed_updates().filter(state=State.DRAFT)).order_by("key")


def waiting_lines() -> QuerySet[SeedRecord]:
    """Lines of registers for which another text of the seed waits."""
    return SeedRecord.objects.filter(waiting__isnull=False)


def overdue(today: datetime.date) -> QuerySet[Entry]:
    """Pages on the site whose review should have happened."""
    return _due().overdue(today)


def soon_due(today: datetime.date) -> QuerySet[Entry]:
    """Pages on the site whose review comes up."""
    return _due().filter(next_review_due_on__range=(today, today + SOON))


def _due() -> EntryQuerySet:
    return Entry.objects.filter(withdrawn_at=None).order_by("next_review_due_on", "pk")


def worst_rated(today: datetime.date) -> Rows:
    """Pages that visitors did not find useful lately, as rows of `Rating`; the worst first."""
    lately = Q(day__gt=today - SPAN)
    since = Feedback.objects.filter(day__gt=today - 2 * SPAN, entry__isnull=False)
    return (
        since.order_by()
        .values("entry")
        .annotate(
            recent=Count("pk", filter=lately),
            recent_no=Count("pk", filter=lately & Q(useful=False)),
            before=Count("pk", filter=~lately),
            before_no=Count("pk", filter=~lately & Q(useful=False)),
        )
        .filter(recent__gte=LEAST_ANSWERS, recent_no__gt=0)
        .annotate(share=Cast(F("recent_no"), FloatField()) / F("recent"))
        .order_by("-share", "-recent_no", "entry")
        .values_list("entry", "recent", "recent_no", "before", "before_no")
    )


def searches_without_answer() -> Rows:
    """What visitors looked for in vain and nobody has dealt with, the most frequent first."""
    return (
        SearchMiss.objects.waiting()
        .order_by()
        .values("text")
        .annotate(times=Sum("count"))
        .order_by("-times", "text")
        .values_list("text", "times")
    )


def titles_of(entries: Iterable[int]) -> dict[int, str]:
    """What pages are called on the site now. One query."""
    wanted = set(entries)
    if not wanted:
        return {}
    first, *others = [
        model._default_manager.filter(
            entry__in=wanted, live_from__isnull=False, live_until__isnull=True
        )
        .order_by()
        .values_list("entry", "title")
        for model in REVISIONS.values()
    ]
    return dict(first.union(*others, all=True))


def newest_of(entry: Entry) -> tuple[str, int] | None:
    """The model and the number of the revision with which one goes on, if there is one."""
    model = REVISIONS[entry.kind]
    newest = model._default_manager.filter(entry=entry).order_by("-number").first()
    return (model._meta.model_name or "", newest.pk) if newest else None


def _texts(narrow: Narrow, last_hand: Expression | Subquery = NO_HAND) -> Rows:
    """Rows of `Text` of all kinds. Only drafts are asked for the hands they went through."""
    first, *others = [
        narrow(model._default_manager.all())
        .order_by()
        .annotate(last_hand=last_hand, key=F("entry__key"), kind=F("entry__kind"))
        .values_list(
            "kind",
            "pk",
            "title",
            "key",
            "number",
            "state",
            "author__first_name",
            "author__last_name",
            "author__username",
            "changed_at",
            "live_from",
            "last_hand",
        )
        for model in REVISIONS.values()
    ]
    return first.union(*others, all=True)


def is_sent_back(text: Text) -> bool:
    return text.last_hand == Step.SENT_BACK
