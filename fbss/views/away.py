"""When the database does not answer: who asks is told to come back, each in their own form."""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpResponse

SECONDS = 10
SENTENCE = f"The site cannot read its library right now. Ask again in {SECONDS} s."
# Not their children: a broken promise of the data or of our code is another fault.
AWAY = {DatabaseError, InterfaceError, InternalError, OperationalError}


def is_away(error: BaseException) -> bool:
    """Whether this is no fault of ours, and will pass."""
    return type(error) in AWAY


def for_later(response: HttpResponse) -> HttpResponse:
    """The answer with when to come back; no cache keeps it."""
    response.headers["Retry-After"] = str(SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
