"""Telling reviewers which pages are due: each page at most once a week, and none forgotten.

What counts is the day a page fell due and the day somebody was told, not the day of a run: after a
night in which nothing ran, the next run tells of everything.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from fbss.models import Entry, Reminder

from .conditions import APPROVE
from .moments import day
from .work import overdue, titles_of


@dataclass(frozen=True)
class Due:
    """One page that is due, as a reminder names it."""

    entry: Entry
    title: str
    on: datetime.date

    def line(self, origin: str, today: datetime.date) -> str:
        late = (today - self.on).days
        since = "due today" if late == 0 else f"due since {day(self.on)}, {late} days"
        address = f"{origin}{reverse('admin:desk_page', args=[self.entry.pk])}"
        return f"- {self.title} ({since})\n  {address}"


def due_pages(today: datetime.date) -> list[Due]:
    """Pages on the site that are due or overdue, and of which nobody was told in a week."""
    told = Reminder.objects.recent(today).values("entry")
    # What falls due today counts as well.
    entries = list(overdue(today + datetime.timedelta(days=1)).exclude(pk__in=told))
    titles = titles_of(entry.pk for entry in entries)
    return [
        Due(entry, titles[entry.pk], entry.next_review_due_on)
        for entry in entries
        if entry.pk in titles and entry.next_review_due_on
    ]


def people_to_remind() -> list[User]:
    """Everybody who may check a page and has a mail address."""
    reviewers = User.objects.with_perm(APPROVE).filter(is_active=True)
    return list(reviewers.exclude(email="").order_by("pk"))


def letter(pages: Iterable[Due], origin: str, today: datetime.date) -> tuple[str, str]:
    """The subject and the text of a reminder."""
    lines = [page.line(origin, today) for page in pages]
    count = f"{len(lines)} page{'' if len(lines) == 1 else 's'}"
    text = [
        f"{count} of Pain after back surgery {'is' if len(lines) == 1 else 'are'} due for review.",
        "If a page is still right, say so with “Still right”. If not, change it.",
        "",
        *lines,
        "",
        f"Everything that waits: {origin}{reverse('admin:index')}",
        "You get this because you are a reviewer. No page is named again for a week.",
    ]
    return f"Due for review: {count}", "\n".join(text)


def remember(pages: Iterable[Due], today: datetime.date) -> None:
    """Write down that reviewers were told of these pages."""
    Reminder.objects.bulk_create(
        [Reminder(entry=page.entry, sent_on=today) for page in pages],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["sent_on"],
    )
