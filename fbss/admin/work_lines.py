"""What one line of a list on the desk's front page says, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator

from fbss.content.vocabulary import Kind
from fbss.editing import work
from fbss.editing.moments import day, moment
from fbss.models import REVISIONS, Entry, Feedback, PageCheck, SeedRecord

Titles = Mapping[int, str]
LETTERS = 90


@dataclass(frozen=True)
class Line:
    """One thing to do: what it is, where it is done, and what to know about it."""

    title: str
    address: str
    cells: tuple[str, ...]


def _text(row: Any, *cells: str) -> Line:
    text = work.Text(*row)
    name = REVISIONS[text.kind]._meta.model_name
    address = reverse(f"admin:fbss_{name}_change", args=[text.pk])
    return Line(text.title or text.key, address, (Kind(text.kind).label, *cells))


def draft(row: Any, _titles: Titles) -> Line:
    return _text(row, f"saved {moment(work.Text(*row).changed_at)}")


def waiting(row: Any, _titles: Titles) -> Line:
    text = work.Text(*row)
    return _text(row, f"by {text.author}", f"since {moment(text.changed_at)}")


def scheduled(row: Any, _titles: Titles) -> Line:
    return _text(row, f"goes live {moment(work.Text(*row).live_from)}")


def _page(entry: Entry, titles: Titles, *cells: str) -> Line:
    address = reverse("admin:desk_page", args=[entry.pk])
    return Line(titles.get(entry.pk, entry.key), address, (Kind(entry.kind).label, *cells))


def due(entry: Entry, titles: Titles) -> Line:
    due = entry.next_review_due_on
    checked = entry.last_reviewed_on
    last = f"last checked {day(checked)}" if checked else "never checked by a clinician"
    return _page(entry, titles, f"due {day(due)}" if due else "", last)


def seed_update(row: Any, _titles: Titles) -> Line:
    if isinstance(row, SeedRecord):
        address = reverse("admin:desk_seed_line", args=[row.pk])
        return Line(row.key, address, (row.kind.capitalize(), "a line that somebody changed here"))
    text = work.Text(*row)
    address = reverse("admin:desk_seed_text", args=[text.kind, text.pk])
    since = f"came {moment(text.changed_at)}"
    return Line(text.title or text.key, address, (Kind(text.kind).label, since))


def feedback(row: Feedback, titles: Titles) -> Line:
    about = titles.get(row.entry_id or 0, "") or (str(row.entry) if row.entry else "The whole site")
    said = row.get_reason_display() or ("Useful" if row.useful else "Not useful")
    words = Truncator(row.text).chars(LETTERS)
    address = reverse("admin:fbss_feedback_change", args=[row.pk])
    return Line(about, address, (said, words, day(row.day)))


def rating(row: Any, titles: Titles) -> Line:
    rating = work.Rating(*row)
    said = f"{rating.recent_no} of {rating.recent} said no"
    address = reverse("admin:fbss_feedback_changelist") + f"?entry__id__exact={rating.entry}"
    return Line(titles.get(rating.entry, "A withdrawn page"), address, (said, rating.trend))


def miss(row: Any, _titles: Titles) -> Line:
    text, times = row
    address = f"{reverse('admin:fbss_searchmiss_changelist')}?{urlencode({'q': text})}"
    return Line(text, address, (f"{times} times",))


def check(row: PageCheck, titles: Titles) -> Line:
    found = f"{row.hard} to mend, {row.soft} to look at"
    return _page(row.entry, titles, found, f"checked {day(row.checked_on)}")
