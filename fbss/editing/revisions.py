"""From draft to live text and back: every step a text can take.

Each function is one step of one person. It runs in a transaction: it does the step and writes it
into the record of decisions, or refuses with a sentence and leaves everything as it was.
"""

from __future__ import annotations

import datetime
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from fbss.models import (
    REVISIONS,
    Citation,
    Decision,
    Entry,
    Origin,
    Revision,
    Source,
    State,
    Step,
    citations_of,
    cited_keys,
)
from fbss.models.publication import announce_entries
from fbss.models.revision import OPEN

from .precheck import hard_findings_of
from .refusals import (
    NewerSave,
    NotAllowed,
    OwnText,
    Refused,
    StaleDraft,
    Unfinished,
    UnknownSources,
    WrongState,
)

R = TypeVar("R", bound=Revision)


APPROVE = "fbss.approve_entry"


def revisions_of(entry: Entry) -> QuerySet[Revision]:
    """All revisions of an entry, oldest first."""
    return REVISIONS[entry.kind]._default_manager.filter(entry=entry).order_by("number")


def newest_approved(entry: Entry) -> Revision | None:
    """The approved text that stands last: live now, or scheduled to be."""
    return revisions_of(entry).filter(state=State.APPROVED, live_until=None).last()


@transaction.atomic
def save_draft(revision: R, by: User, *, seen: datetime.datetime | None = None) -> R:
    """Keep the text of `revision` as a draft, and give back the draft.

    An open draft is written in place; anything else begins a new draft, and the live page stays as
    it is. `seen` is when the draft had last been saved when this person opened it: a later save of
    somebody else is not overwritten (NewerSave).
    """
    stored = check_save(revision, seen=seen)
    draft = revision if stored else _new_draft(revision)
    draft.author = by
    draft.state = State.DRAFT
    draft.origin = Origin.EDITOR
    draft.edited = timezone.localdate()
    draft.changed_at = timezone.now()
    draft.save()
    _record(draft, Step.SAVED, by)
    return draft


@transaction.atomic
def check_save(revision: Revision, *, seen: datetime.datetime | None = None) -> Revision | None:
    """The open draft that a save would extend. Raises NewerSave if it would overwrite anybody."""
    _lock(revision.entry)
    drafts = revisions_of(revision.entry).filter(state__in=OPEN)
    stored = drafts.filter(pk=revision.pk).first()
    if stored and seen and stored.changed_at > seen:
        raise NewerSave(stored)
    if other := drafts.filter(origin=Origin.EDITOR).exclude(pk=revision.pk).first():
        raise NewerSave(other)
    return stored


def _new_draft(revision: R) -> R:
    others = revisions_of(revision.entry)
    live = newest_approved(revision.entry)
    return revision.like_this(
        number=(others.aggregate(highest=Max("number"))["highest"] or 0) + 1,
        based_on=live.number if live else None,
        reason=revision.reason,
        significance=revision.significance,
    )


@transaction.atomic
def start_entry(revision: R, key: str, by: User) -> R:
    """A new entry, with its first draft."""
    entry = Entry(kind=revision.KIND.value, key=key, slug=key)
    entry.full_clean()
    entry.save()
    revision.entry = entry
    return save_draft(revision, by)


@transaction.atomic
def submit(revision: Revision, by: User) -> None:
    """Hand a draft over for review."""
    _lock(revision.entry)
    _need(revision, State.DRAFT, "Only a draft can be handed over for review.")
    _check_complete(revision)
    _move(revision, State.IN_REVIEW, Step.SUBMITTED, by)


@transaction.atomic
def send_back(revision: Revision, by: User, reason: str) -> None:
    """Give a text back to its writer, with a reason."""
    _lock(revision.entry)
    _need_right(by)
    _need(revision, State.IN_REVIEW, "Only a text that waits for a reviewer can be sent back.")
    if not reason.strip():
        raise Refused("Say what is to be mended, so that the writer can go on.")
    _move(revision, State.DRAFT, Step.SENT_BACK, by, reason)


@transaction.atomic
def approve(revision: Revision, by: User, at: datetime.datetime | None = None) -> None:
    """Publish a text that waits for a reviewer, now or at a later time.

    Refuses one's own text, a draft begun from an older text, and sources that nobody has read.
    """
    _lock(revision.entry)
    now = timezone.now()
    _need_right(by)
    _need(revision, State.IN_REVIEW, "Hand the text over for review before it is approved.")
    _need_other_eyes(revision, by)
    _need_fresh(revision, now)
    _check_complete(revision)
    if at and at <= now:
        raise Refused("Choose a time that is still to come, or publish now.")
    revision.approved_by = by
    revision.go_live(at or now)
    Citation.objects.bulk_create(citations_of(revision))
    _update_entry(revision)
    _record(revision, Step.SCHEDULED if at else Step.PUBLISHED, by, revision.reason)


@transaction.atomic
def cancel_schedule(revision: Revision, by: User) -> None:
    """Take back the later time; the text waits for a reviewer again."""
    _lock(revision.entry)
    _need_right(by)
    if not revision.is_scheduled():
        raise WrongState("This text is not scheduled.")
    before = revisions_of(revision.entry).filter(live_until=revision.live_from)
    _unapprove(revision)
    before.update(live_until=None)
    announce_entries([revision.entry_id])
    _record(revision, Step.UNSCHEDULED, by)


@transaction.atomic
def withdraw(entry: Entry, by: User, reason: str) -> None:
    """Take a page off the site at once; its address says why."""
    _lock(entry)
    _need_right(by)
    if not reason.strip():
        raise Refused("Say why the page is withdrawn: visitors will read it.")
    now = timezone.now()
    newest = newest_approved(entry)
    if newest is None:
        raise WrongState("This page is not on the site.")
    if newest.is_scheduled(now):
        _unapprove(newest)
    revisions_of(entry).filter(live_from__lte=now).exclude(live_until__lte=now).update(
        live_until=now
    )
    entry.withdrawn_at, entry.withdrawn_reason = now, reason
    entry.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    announce_entries([entry.pk])
    _record(newest, Step.WITHDRAWN, by, reason)


@transaction.atomic
def restore(revision: R, by: User) -> R:
    """Begin a new draft with an old text."""
    old = revision.like_this(reason=f"Goes back to version {revision.number}")
    draft = save_draft(old, by)
    _record(draft, Step.RESTORED, by, draft.reason)
    return draft


@transaction.atomic
def discard(revision: Revision, by: User) -> None:
    """Throw an open draft away; the record keeps that it was there."""
    _lock(revision.entry)
    if not revision.is_open:
        raise WrongState("Only a draft can be discarded. A live page can be withdrawn.")
    _record(revision, Step.DISCARDED, by)
    revision.delete()


@transaction.atomic
def confirm_checked(revision: Revision, by: User, on: datetime.date | None = None) -> None:
    """A clinician has checked the live text: both review dates move."""
    _need_right(by)
    if not revision.is_live():
        raise WrongState("Only a page that is on the site can be checked.")
    if revision.author == by:
        raise OwnText
    entry = revision.entry
    entry.last_reviewed_on = on or timezone.localdate()
    entry.reviewed_by = by
    entry.next_review_due_on = revision.review_due_on()
    entry.full_clean()
    entry.save()
    _record(revision, Step.CHECKED, by)


def _lock(entry: Entry) -> None:
    """Let nobody else take a step with this entry until the transaction ends."""
    Entry.objects.select_for_update().filter(pk=entry.pk).first()


def _need(revision: Revision, state: State, otherwise: str) -> None:
    revision.refresh_from_db(fields=["state", "changed_at"])
    if revision.state != state:
        raise WrongState(otherwise)


def _need_right(by: User) -> None:
    if not by.has_perm(APPROVE):
        raise NotAllowed("Only a reviewer can do this. Ask one.")


def _need_other_eyes(revision: Revision, by: User) -> None:
    """Nobody who saved any of this draft may approve it."""
    saved = Decision.objects.filter(
        entry=revision.entry, number=revision.number, step__in=[Step.SAVED, Step.RESTORED]
    )
    if revision.author == by or saved.filter(by=by).exists():
        raise OwnText


def _need_fresh(revision: Revision, now: datetime.datetime) -> None:
    newest = newest_approved(revision.entry)
    if newest and newest.is_scheduled(now):
        raise WrongState(
            f"Another text is scheduled for {newest.live_from:%d %b %Y %H:%M}. Cancel that first."
        )
    if revision.based_on != (newest.number if newest else None):
        raise StaleDraft(revision, newest)


def _check_complete(revision: Revision) -> None:
    cited = cited_keys(revision.text())
    known = set(Source.objects.citable().filter(key__in=cited).values_list("key", flat=True))
    if unknown := [key for key in cited if key not in known]:
        raise UnknownSources(unknown)
    # The same text as it would be once published, so that the constraints answer beforehand.
    now = timezone.now()
    approved = revision.like_this(
        state=State.APPROVED, origin=Origin.SEED, live_from=now, live_until=now
    )
    try:
        approved.validate_constraints(exclude={"entry", "number"})
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if findings := hard_findings_of(revision):
        raise Unfinished(findings)


def _move(revision: Revision, state: State, step: Step, by: User, reason: str = "") -> None:
    revision.state = state
    revision.changed_at = timezone.now()
    revision.save(update_fields=["state", "changed_at"])
    _record(revision, step, by, reason)


def _unapprove(revision: Revision) -> None:
    Citation.objects.filter(entry=revision.entry, number=revision.number).delete()
    revision.state = State.IN_REVIEW
    revision.approved_by = None
    revision.live_from = revision.live_until = None
    revision.save()


def _update_entry(revision: Revision) -> None:
    entry = revision.entry
    entry.withdrawn_at, entry.withdrawn_reason = None, ""
    if entry.next_review_due_on is None:
        entry.next_review_due_on = revision.review_due_on()
    entry.save(update_fields=["withdrawn_at", "withdrawn_reason", "next_review_due_on"])


def _record(revision: Revision, step: Step, by: User, reason: str = "") -> None:
    Decision.objects.create(
        entry=revision.entry, number=revision.number, step=step, by=by, reason=reason
    )
