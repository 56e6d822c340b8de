"""The steps an editor can take with a text, as buttons that say what happens."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone

from fbss.editing import revisions
from fbss.editing.conditions import APPROVE, is_own_text
from fbss.editing.moments import moment
from fbss.models import Revision, Significance, State, clock

Said = dict[str, Any]


class StepForm(forms.Form):
    """What steps ask for. Each step keeps the fields that it needs."""

    at = forms.DateTimeField(
        label="Publish at",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="In the time zone of the site. The next page asks once more.",
        error_messages={"invalid": "Choose a day and a time, such as 2027-05-03 09:00."},
    )
    significance = forms.ChoiceField(
        label="What sort of change is it?",
        choices=Significance.choices,
        help_text="“Change of advice” is shown to visitors at the top of the page and in the feed.",
    )
    why = forms.CharField(
        label="Why does the page change?",
        max_length=200,
        help_text="One line that visitors read: Adds the 2025 registry figures.",
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the next person has nothing else to go by."},
    )
    evidence = forms.BooleanField(
        label="I have looked at the sources again, and for newer ones. They support this text.",
        error_messages={"required": "Look at the evidence again first, then tick this."},
    )

    def clean_at(self) -> datetime.datetime:
        at: datetime.datetime = self.cleaned_data["at"]
        if at <= clock.now():
            raise forms.ValidationError("Choose a time that is still to come, or publish now.")
        return at


@dataclass(frozen=True)
class Step:
    """One step: its address, what its button says, when it is offered and what it does."""

    name: str
    label: str
    explains: str
    offered: Callable[[Revision, User], bool]
    take: Callable[[Revision, User, Said], object]
    # Which fields of StepForm it asks for.
    asks: tuple[str, ...] = ()
    # What its button says instead, where that depends on the text or on what was said.
    says: Callable[[Revision, Said], str] | None = None
    is_grave: bool = False

    def label_for(self, revision: Revision, said: Said | None = None) -> str:
        return self.says(revision, said or {}) if self.says else self.label

    def asked(self, revision: Revision) -> tuple[str, ...]:
        """The fields to ask for: what the form of the text said already is not asked again."""
        if self.name == "submit" and (revision.reason or revision.based_on is None):
            return ()
        return self.asks


def _reviews(user: User) -> bool:
    return user.has_perm(APPROVE)


def _may_approve(revision: Revision, user: User) -> bool:
    waits = revision.state == State.IN_REVIEW and _reviews(user)
    return waits and not is_own_text(revision, user)


def _may_send_back(revision: Revision, user: User) -> bool:
    return revision.state == State.IN_REVIEW and _reviews(user)


def _may_recall(revision: Revision, user: User) -> bool:
    return revision.state == State.IN_REVIEW and revisions.handed_over_by(revision, user)


def _schedule_label(_revision: Revision, said: Said) -> str:
    at: datetime.datetime | None = said.get("at")
    return f"Schedule for {moment(at)}" if at else "Schedule for a later time"


def tomorrow_morning() -> datetime.datetime:
    """The time that the form of a later publication begins with."""
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    return tomorrow.replace(hour=9, minute=0, second=0, microsecond=0)


STEPS = (
    Step(
        "submit",
        "Hand over for review",
        "A reviewer will read the draft and publish it or send it back. The page stays as it is.",
        lambda revision, _user: revision.state == State.DRAFT,
        lambda revision, user, said: revisions.submit(
            revision, user, said.get("why", ""), said.get("significance", "")
        ),
        ("significance", "why"),
    ),
    Step(
        "recall",
        "Take it back from review",
        "You go on with the draft. Nobody can publish it until you hand it over again.",
        _may_recall,
        lambda revision, user, _said: revisions.recall(revision, user),
    ),
    Step(
        "approve",
        "Approve and publish now",
        "The text replaces the page at once. Your name stands in the record as who approved it.",
        _may_approve,
        lambda revision, user, _said: revisions.approve(revision, user),
    ),
    Step(
        "schedule",
        "Schedule for a later time",
        "You approve the text now; it replaces the page by itself at the time you choose.",
        _may_approve,
        lambda revision, user, said: revisions.approve(revision, user, at=said["at"]),
        ("at",),
        says=_schedule_label,
    ),
    Step(
        "send-back",
        "Send back to its writer",
        "The writer gets the text back with your reason.",
        _may_send_back,
        lambda revision, user, said: revisions.send_back(revision, user, said["reason"]),
        ("reason",),
    ),
    Step(
        "discard",
        "Discard the draft",
        "The draft is thrown away for good. The page stays as it is.",
        lambda revision, _user: revision.is_open,
        lambda revision, user, _said: revisions.discard(revision, user),
        is_grave=True,
    ),
    Step(
        "cancel-schedule",
        "Cancel the later time",
        "The text waits for a reviewer again. The page stays as it is.",
        lambda revision, user: revision.is_scheduled() and _reviews(user),
        lambda revision, user, _said: revisions.cancel_schedule(revision, user),
        says=lambda revision, _said: f"Cancel publishing on {moment(revision.live_from)}",
    ),
    Step(
        "check",
        "Still right: I checked this page as a clinician",
        "The page will say that it was checked today, by you, and its next review moves on. Only"
        " say so if you are a clinician and have read all of it. Correcting a letter is no check.",
        lambda revision, user: revision.is_live() and _reviews(user),
        lambda revision, user, said: revisions.confirm_checked(
            revision, user, evidence=bool(said["evidence"])
        ),
        ("evidence",),
    ),
    Step(
        "withdraw",
        "Withdraw the page now",
        "The page leaves the site at once. Its address will show your reason to visitors.",
        lambda revision, user: revision.is_live() and _reviews(user),
        lambda revision, user, said: revisions.withdraw(revision.entry, user, said["reason"]),
        ("reason",),
        is_grave=True,
    ),
    Step(
        "restore",
        "Begin a draft with this text",
        "A new draft begins with this text. The page stays as it is.",
        lambda revision, _user: revision.state == State.APPROVED,
        lambda revision, user, _said: revisions.restore(revision, user),
    ),
)


def step_called(name: str) -> Step | None:
    return next((step for step in STEPS if step.name == name), None)


def offered(revision: Revision, user: User) -> list[Step]:
    """The steps that this person can take with this text, in the order of their buttons."""
    return [step for step in STEPS if step.offered(revision, user)]
