"""How the desk says a day and a time: 3 May 09:00, in the time zone of the site."""

from __future__ import annotations

import datetime

from django.utils import timezone


def day(at: datetime.datetime | datetime.date) -> str:
    """A day as 3 May, with its year if it is not this one."""
    if isinstance(at, datetime.datetime):
        at = timezone.localtime(at).date()
    year = "" if at.year == timezone.localdate().year else f" {at.year}"
    return f"{at.day} {at:%b}{year}"


def moment(at: datetime.datetime | None) -> str:
    """A day and a time as 3 May 09:00."""
    return f"{day(at)} {timezone.localtime(at):%H:%M}" if at else ""
