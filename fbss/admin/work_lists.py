"""The lists of the desk's front page, and what is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from fbss.editing import work
from fbss.models import Feedback, PageCheck

from . import work_lines
from .work_lines import Line, Titles

# Whoever mends so many pages will find others then.
MOST_RATED = 200


class Desk:
    """Whose lists they are. What two lists need is asked for once."""

    def __init__(self, user: User) -> None:
        self._user = user

    @cached_property
    def drafts(self) -> list[work.Text]:
        return work.drafts_of(self._user)


@dataclass(frozen=True)
class WorkList:
    """One list: its rows are asked for only when it is shown."""

    name: str
    title: str
    # What its lines are about, and what it says when there are none.
    about: str
    empty: str
    columns: tuple[str, ...]
    right: str
    rows: Callable[[Desk], Any]
    line: Callable[[Any, Titles], Line]
    # The page that a row is about, where the row itself does not say its title.
    entry: Callable[[Any], int | None] | None = None
    # Where such things are dealt with, if not line by line.
    place: str = ""


def _seed_rows(_desk: Desk) -> list[Any]:
    return [*work.seed_updates(), *work.waiting_lines()]


LISTS = (
    WorkList(
        "sent-back",
        "Sent back to me",
        "A reviewer asked for changes. The reason stands on each page.",
        "Nothing was sent back to you.",
        ("Page", "Kind", "Saved"),
        "fbss.view_entry",
        lambda desk: [text for text in desk.drafts if work.is_sent_back(text)],
        work_lines.draft,
    ),
    WorkList(
        "drafts",
        "My drafts",
        "What you began and have not handed over yet.",
        "You have no open draft.",
        ("Page", "Kind", "Saved"),
        "fbss.view_entry",
        lambda desk: [text for text in desk.drafts if not work.is_sent_back(text)],
        work_lines.draft,
    ),
    WorkList(
        "review",
        "Waiting for a reviewer",
        "Handed over, the longest waiting first. Nobody approves their own text.",
        "No text waits for a reviewer.",
        ("Page", "Kind", "Writer", "Since"),
        "fbss.view_entry",
        lambda _desk: work.waiting_for_review(),
        work_lines.waiting,
    ),
    WorkList(
        "scheduled",
        "Scheduled",
        "Approved; each appears by itself at its time.",
        "Nothing is scheduled.",
        ("Page", "Kind", "When"),
        "fbss.view_entry",
        lambda _desk: work.scheduled(),
        work_lines.scheduled,
    ),
    WorkList(
        "overdue",
        "Overdue for review",
        "Visitors read that the review of these pages is overdue.",
        "No review is overdue. Well done.",
        ("Page", "Kind", "Due", "Last check"),
        "fbss.view_entry",
        lambda _desk: work.overdue(timezone.localdate()),
        work_lines.due,
        entry=lambda entry: entry.pk,
    ),
    WorkList(
        "soon",
        "Due for review soon",
        "Due in the next 30 days.",
        "No review is due in the next 30 days.",
        ("Page", "Kind", "Due", "Last check"),
        "fbss.view_entry",
        lambda _desk: work.soon_due(timezone.localdate()),
        work_lines.due,
        entry=lambda entry: entry.pk,
    ),
    WorkList(
        "seed-updates",
        "Seed updates and conflicts",
        "A file says something new about what somebody changed here. Decide which text stands.",
        "No seed update waits.",
        ("Page", "Kind", "Since"),
        "fbss.view_entry",
        _seed_rows,
        work_lines.seed_update,
    ),
    WorkList(
        "feedback",
        "Feedback not yet handled",
        "What visitors said. Write down what you did, and mark it as handled.",
        "All feedback is handled. Thank you.",
        ("Page", "What", "In their words", "Day"),
        "fbss.view_feedback",
        lambda _desk: Feedback.objects.waiting().select_related("entry"),
        work_lines.feedback,
        entry=lambda row: row.entry_id,
        place="admin:fbss_feedback_changelist",
    ),
    WorkList(
        "ratings",
        "Pages rated worst",
        "By the share of “no” in the last 90 days, of pages with three answers or more.",
        "No page has been called useless in the last 90 days.",
        ("Page", "Answers", "Trend"),
        "fbss.view_feedback",
        # Counting them costs as much as reading them: a list is both.
        lambda _desk: list(work.worst_rated(timezone.localdate())[:MOST_RATED]),
        work_lines.rating,
        entry=lambda row: row[0],
    ),
    WorkList(
        "searches",
        "Searches that found nothing",
        "Each is a page to write, or a word to add as a synonym.",
        "Every search found something.",
        ("Visitors typed", "How often"),
        "fbss.view_searchmiss",
        lambda _desk: work.searches_without_answer(),
        work_lines.miss,
        place="admin:fbss_searchmiss_changelist",
    ),
    WorkList(
        "precheck",
        "Pages that fail the pre-check",
        "Something in the live text would stop it from being published today.",
        "No page fails the pre-check.",
        ("Page", "Kind", "Found", "When"),
        "fbss.view_entry",
        lambda _desk: PageCheck.objects.failing().select_related("entry"),
        work_lines.check,
        entry=lambda row: row.entry_id,
    ),
)
