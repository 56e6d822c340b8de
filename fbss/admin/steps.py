"""The steps an editor can take with a text, as buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from fbss.editing import revisions
from fbss.models import Revision, State


@dataclass(frozen=True)
class Step:
    """One step: its address, what its button says, when it is offered and what it does."""

    name: str
    label: str
    explains: str
    offered: Callable[[Revision, User], bool]
    take: Callable[[Revision, User, dict[str, Any]], object]
    # Which fields of StepForm it asks for.
    asks: tuple[str, ...] = ()


def _reviews(user: User) -> bool:
    return user.has_perm(revisions.APPROVE)


def _waits(revision: Revision, user: User) -> bool:
    return revision.state == State.IN_REVIEW and _reviews(user)


STEPS = (
    Step(
        "submit",
        "Hand over for review",
        "A reviewer will read the draft and publish it or send it back. The page stays as it is.",
        lambda revision, _user: revision.state == State.DRAFT,
        lambda revision, user, _data: revisions.submit(revision, user),
    ),
    Step(
        "approve",
        "Approve and publish",
        "The text replaces the page, now or at the time you choose.",
        _waits,
        lambda revision, user, data: revisions.approve(revision, user, at=data["at"]),
        ("at",),
    ),
    Step(
        "send-back",
        "Send back",
        "The writer gets the text back with your reason.",
        _waits,
        lambda revision, user, data: revisions.send_back(revision, user, data["reason"]),
        ("reason",),
    ),
    Step(
        "discard",
        "Discard the draft",
        "The draft is thrown away. The page stays as it is.",
        lambda revision, _user: revision.is_open,
        lambda revision, user, _data: revisions.discard(revision, user),
    ),
    Step(
        "cancel-schedule",
        "Cancel the later time",
        "The text waits for a reviewer again. The page stays as it is.",
        lambda revision, user: revision.is_scheduled() and _reviews(user),
        lambda revision, user, _data: revisions.cancel_schedule(revision, user),
    ),
    Step(
        "check",
        "I am a clinician and have checked this page",
        "The page will say that it was checked today, by you. Only say so if you have.",
        lambda revision, user: revision.is_live() and _reviews(user),
        lambda revision, user, _data: revisions.confirm_checked(revision, user),
    ),
    Step(
        "withdraw",
        "Withdraw the page",
        "The page leaves the site at once. Its address will show your reason to visitors.",
        lambda revision, user: revision.is_live() and _reviews(user),
        lambda revision, user, data: revisions.withdraw(revision.entry, user, data["reason"]),
        ("reason",),
    ),
    Step(
        "restore",
        "Begin a draft with this text",
        "A new draft begins with this text. The page stays as it is.",
        lambda revision, _user: revision.state == State.APPROVED,
        lambda revision, user, _data: revisions.restore(revision, user),
    ),
)


def offered(revision: Revision, user: User) -> list[Step]:
    """The steps that this person can take with this text, in the order of their buttons."""
    return [step for step in STEPS if step.offered(revision, user)]
