"""The lists of the desk's front page: what is in them, and what one line says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from fbss.content.vocabulary import Kind
from fbss.editing import work
from fbss.editing.moments import day, moment
from fbss.models import REVISIONS, Entry, Feedback, PageCheck, SeedRecord

Titles = Mapping[int, str]
LETTERS = 90
# Whoever mends so many pages will find others then.
MOST_RATED = 200


@dataclass(frozen=True)
class Line:
    """One thing to do: what it is, where it is done, and what to know about it."""

    title: str
    address: str
    cells: tuple[str, ...]


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


def _text(row: Any, *cells: str) -> Line:
    text = work.Text(*row)
    name = REVISIONS[text.kind]._meta.model_name
    address = reverse(f"admin:fbss_{name}_change", args=[text.pk])
    return Line(text.title or text.key, address, (Kind(text.kind).label, *cells))


def _draft(row: Any, _titles: Titles) -> Line:
    return _text(row, f"saved {moment(work.Text(*row).changed_at)}")


def _waiting(row: Any, _titles: Titles) -> Line:
    text = work.Text(*row)
    return _text(row, f"by {text.author}", f"since {moment(text.changed_at)}")


def _scheduled(row: Any, _titles: Titles) -> Line:
    return _text(row, f"goes live {moment(work.Text(*row).live_from)}")


def _page(entry: Entry, titles: Titles, *cells: str) -> Line:
    address = reverse("admin:desk_page", args=[entry.pk])
    return Line(titles.get(entry.pk, entry.key), address, (Kind(entry.kind).label, *cells))


def _due(entry: Entry, titles: Titles) -> Line:
    due = entry.next_review_due_on
    checked = entry.last_reviewed_on
    last = f"last checked {day(checked)}" if checked else "never checked by a clinician"
    return _page(entry, titles, f"due {day(due)}" if due else "", last)


def _seed_rows(_desk: Desk) -> list[Any]:
    return [*work.seed_updates(), *work.waiting_lines()]


def _seed_update(row: Any, _titles: Titles) -> Line:
    if isinstance(row, SeedRecord):
        address = reverse("admin:desk_seed_line", args=[row.pk])
        return Line(row.key, address, (row.kind.capitalize(), "a line that somebody changed here"))
    text = work.Text(*row)
    address = reverse("admin:desk_seed_text", args=[text.kind, text.pk])
    since = f"came {moment(text.changed_at)}"
    return Line(text.title or text.key, address, (Kind(text.kind).label, since))


def _feedback(row: Feedback, titles: Titles) -> Line:
    about = titles.get(row.entry_id or 0, "") or (str(row.entry) if row.entry else "The whole site")
    said = row.get_reason_display() or ("Useful" if row.useful else "Not useful")
    words = Truncator(row.text).chars(LETTERS)
    address = reverse("admin:fbss_feedback_change", args=[row.pk])
    return Line(about, address, (said, words, day(row.day)))


def _rating(row: Any, titles: Titles) -> Line:
    rating = work.Rating(*row)
    said = f"{rating.recent_no} of {rating.recent} said no"
    address = reverse("admin:fbss_feedback_changelist") + f"?entry__id__exact={rating.entry}"
    return Line(titles.get(rating.entry, "A withdrawn page"), address, (said, rating.trend))


def _miss(row: Any, _titles: Titles) -> Line:
    text, times = row
    address = f"{reverse('admin:fbss_searchmiss_changelist')}?{urlencode({'q': text})}"
    return Line(text, address, (f"{times} times",))


def _check(row: PageCheck, titles: Titles) -> Line:
    found = f"{row.hard} to mend, {row.soft} to look at"
    return _page(row.entry, titles, found, f"checked {day(row.checked_on)}")


LISTS = (
    WorkList(
        "sent-back",
        "Sent back to me",
        "A reviewer asked for changes. The reason stands on each page.",
        "Nothing was sent back to you.",
        ("Page", "Kind", "Saved"),
        "fbss.view_entry",
        lambda desk: [text for text in desk.drafts if work.is_sent_back(text)],
        _draft,
    ),
    WorkList(
        "drafts",
        "My drafts",
        "What you began and have not handed over yet.",
        "You have no open draft.",
        ("Page", "Kind", "Saved"),
        "fbss.view_entry",
        lambda desk: [text for text in desk.drafts if not work.is_sent_back(text)],
        _draft,
    ),
    WorkList(
        "review",
        "Waiting for a reviewer",
        "Handed over, the longest waiting first. Nobody approves their own text.",
        "No text waits for a reviewer.",
        ("Page", "Kind", "Writer", "Since"),
        "fbss.view_entry",
        lambda _desk: work.waiting_for_review(),
        _waiting,
    ),
    WorkList(
        "scheduled",
        "Scheduled",
        "Approved; each appears by itself at its time.",
        "Nothing is scheduled.",
        ("Page", "Kind", "When"),
        "fbss.view_entry",
        lambda _desk: work.scheduled(),
        _scheduled,
    ),
    WorkList(
        "overdue",
        "Overdue for review",
        "Visitors read that the review of these pages is overdue.",
        "No review is overdue. Well done.",
        ("Page", "Kind", "Due", "Last check"),
        "fbss.view_entry",
        lambda _desk: work.overdue(timezone.localdate()),
        _due,
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
        _due,
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
        _seed_update,
    ),
    WorkList(
        "feedback",
        "Feedback not yet handled",
        "What visitors said. Write down what you did, and mark it as handled.",
        "All feedback is handled. Thank you.",
        ("Page", "What", "In their words", "Day"),
        "fbss.view_feedback",
        lambda _desk: Feedback.objects.waiting().select_related("entry"),
        _feedback,
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
        _rating,
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
        _miss,
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
        _check,
        entry=lambda row: row.entry_id,
    ),
)
