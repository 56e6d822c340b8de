"""The library's time: the clock on the wall, but never earlier than what was done last.

A clock is set back, a machine starts with the date of its making, two hosts differ by a moment.
What was published at once stays published, and what was withdrawn stays withdrawn: neither is in
the future for anybody who knows of it. What waits for a time of its own waits for the clock.
"""

from __future__ import annotations

import datetime

from django.apps import apps
from django.utils import timezone

MOMENT = datetime.timedelta(microseconds=1)
LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

# When something was done last, as far as this process knows; empty before it has asked.
_last: list[datetime.datetime] = []


def now() -> datetime.datetime:
    """What time it is for what visitors may read."""
    return max(timezone.now(), _known())


def moment() -> datetime.datetime:
    """A time for what is done now: later than all that was done before, by whatever process."""
    catch_up()
    at = max(timezone.now(), _known() + MOMENT)
    learn(at)
    return at


def catch_up() -> None:
    """Know what the library knows. Whoever acts asks: another worker did something a moment ago."""
    learn(_last_made_at())


def after(at: datetime.datetime) -> datetime.datetime:
    """A time for what follows on something: later than that, whatever the clock says."""
    return max(timezone.now(), at + MOMENT)


def learn(at: datetime.datetime | None) -> None:
    """Something was done then."""
    if at is not None and at > _known():
        # One assignment: a thread that looks meanwhile sees the old time or the new.
        _last[:] = [at]


def _known() -> datetime.datetime:
    for at in _last:
        return at
    at = _last_made_at()
    _last[:] = [at]
    return at


def _last_made_at() -> datetime.datetime:
    change = apps.get_model("fbss", "ContentChange")
    return change.objects.last_made_at() or LONG_AGO
