"""The steps of texts that can be taken with several at once.

Approving is not among them, nor saying that a page is still right: both need a page to be read.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User

from fbss.editing import revisions
from fbss.editing.refusals import WrongState
from fbss.models import Revision, Significance

from .bulk import Bulk, Said


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Reason, for all of them",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the next person has nothing else to go by."},
    )


class WhyForm(forms.Form):
    why = forms.CharField(
        label="Why do these pages change?",
        required=False,
        max_length=200,
        help_text="For texts that have no reason of their own. One line that visitors read.",
    )
    significance = forms.ChoiceField(
        label="What sort of change is it?",
        choices=Significance.choices,
        initial=Significance.CLARIFICATION,
        help_text="For the same texts.",
    )


def _submit(revision: Revision, user: User, said: Said) -> None:
    if revision.reason:
        revisions.submit(revision, user)
    else:
        revisions.submit(revision, user, said["why"], said["significance"])


def _discard(revision: Revision, user: User, _said: Said) -> None:
    if revision.author_id not in (user.pk, None):
        raise WrongState("Somebody else wrote this draft. Open it to discard it.")
    revisions.discard(revision, user)


STEPS = (
    Bulk(
        "submit",
        "Hand over for review",
        "A reviewer will read each draft and publish it or send it back. The pages stay as they"
        " are.",
        _submit,
        WhyForm,
    ),
    Bulk(
        "recall",
        "Take back from review",
        "You go on with these drafts. Nobody can publish them until you hand them over again.",
        lambda revision, user, _said: revisions.recall(revision, user),
    ),
    Bulk(
        "send_back",
        "Send back to their writers",
        "Each writer gets the text back with your reason.",
        lambda revision, user, said: revisions.send_back(revision, user, said["reason"]),
        ReasonForm,
    ),
    Bulk(
        "discard",
        "Discard the drafts",
        "Drafts of yours are thrown away for good. The pages stay as they are.",
        _discard,
        is_grave=True,
    ),
    Bulk(
        "withdraw",
        "Withdraw the pages",
        "The pages leave the site at once. Their addresses will show your reason to visitors.",
        lambda revision, user, said: revisions.withdraw(revision.entry, user, said["reason"]),
        ReasonForm,
        is_grave=True,
    ),
)


def actions() -> list[Any]:
    """All of them, as the list of texts offers them."""
    return [step.as_action() for step in STEPS]
