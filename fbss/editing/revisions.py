"""From draft to live text and back: every step a text can take.

Each function is one step of one person. It runs in a transaction: it does the step and writes it
into the record of decisions, or refuses with a sentence and leaves everything as it was.
"""

from __future__ import annotations

import datetime
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fbss.models import (
    Citation,
    Decision,
    Entry,
    Origin,
    Revision,
    Significance,
    State,
    Step,
    citations_of,
    clock,
)
from fbss.models.publication import announce_entries
from fbss.models.revision import OPEN

from .conditions import (
    lock,
    need,
    need_complete,
    need_fresh,
    need_other_eyes,
    need_right,
    newest_approved,
    revisions_of,
)
from .page_checks import keep_check
from .refusals import NewerSave, OwnText, Refused, WrongState

R = TypeVar("R", bound=Revision)


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
    draft.changed_at = clock.after(stored.changed_at) if stored else timezone.now()
    draft.save()
    record(draft, Step.SAVED, by)
    return draft


@transaction.atomic
def check_save(revision: Revision, *, seen: datetime.datetime | None = None) -> Revision | None:
    """The open draft that a save would extend. Raises NewerSave if it would overwrite anybody."""
    lock(revision.entry)
    drafts = revisions_of(revision.entry).filter(state__in=OPEN)
    stored = drafts.filter(pk=revision.pk).first()
    if stored and seen and stored.changed_at > seen:
        raise NewerSave(stored)
    if other := drafts.filter(origin=Origin.EDITOR).exclude(pk=revision.pk).first():
        raise NewerSave(other)
    return stored


def _new_draft(revision: R) -> R:
    live = newest_approved(revision.entry)
    return revision.like_this(
        number=next_number(revision.entry),
        based_on=live.number if live else None,
        reason=revision.reason,
        significance=revision.significance,
    )


def next_number(entry: Entry) -> int:
    """A number that no version of a page has had, not even one that was thrown away."""
    highest = Max("number", default=0)
    texts = revisions_of(entry).aggregate(highest=highest)["highest"]
    record = Decision.objects.filter(entry=entry).aggregate(highest=highest)["highest"]
    return int(max(texts, record)) + 1


@transaction.atomic
def start_entry(revision: R, key: str, by: User) -> R:
    """A new entry, with its first draft."""
    entry = Entry(kind=revision.KIND.value, key=key, slug=key)
    entry.full_clean()
    entry.save()
    revision.entry = entry
    return save_draft(revision, by)


@transaction.atomic
def submit(revision: Revision, by: User, reason: str = "", significance: str = "") -> None:
    """Hand a draft over for review. A change of a page says why, once: here or in its form."""
    lock(revision.entry)
    need(revision, State.DRAFT, "Only a draft can be handed over for review.")
    revision.reason = reason.strip() or revision.reason
    revision.significance = Significance(significance or revision.significance)
    if revision.based_on is not None and not revision.reason:
        raise Refused("Say in one line why the page changes: visitors will read it.")
    need_complete(revision)
    revision.save(update_fields=["reason", "significance"])
    move(revision, State.IN_REVIEW, Step.SUBMITTED, by)


@transaction.atomic
def recall(revision: Revision, by: User) -> None:
    """Take one's own text back from review, to go on with it."""
    lock(revision.entry)
    need(revision, State.IN_REVIEW, "Only a text that waits for a reviewer can be taken back.")
    if not handed_over_by(revision, by):
        raise Refused("Somebody else handed this text over. Send it back with a reason instead.")
    move(revision, State.DRAFT, Step.RECALLED, by)


def handed_over_by(revision: Revision, by: User) -> bool:
    """Whether this person wrote the text that waits, or handed it over."""
    steps = Decision.objects.of_draft(revision.entry, revision.number)
    submitted = steps.filter(step__in=[Step.SUBMITTED, Step.SEED_TAKEN], by=by)
    return revision.author == by or submitted.exists()


@transaction.atomic
def send_back(revision: Revision, by: User, reason: str) -> None:
    """Give a text back to its writer, with a reason."""
    lock(revision.entry)
    need_right(by)
    need(revision, State.IN_REVIEW, "Only a text that waits for a reviewer can be sent back.")
    if not reason.strip():
        raise Refused("Say what is to be mended, so that the writer can go on.")
    move(revision, State.DRAFT, Step.SENT_BACK, by, reason)


@transaction.atomic
def approve(revision: Revision, by: User, at: datetime.datetime | None = None) -> None:
    """Publish a text that waits for a reviewer, now or at a later time.

    Refuses one's own text, a draft begun from an older text, and sources that nobody has read.
    """
    lock(revision.entry)
    now = clock.moment()
    need_right(by)
    need(revision, State.IN_REVIEW, "Hand the text over for review before it is approved.")
    need_other_eyes(revision, by)
    need_fresh(revision, now)
    need_complete(revision)
    if at and at <= now:
        raise Refused("Choose a time that is still to come, or publish now.")
    revision.approved_by = by
    revision.go_live(at or now)
    Citation.objects.bulk_create(citations_of(revision))
    _update_entry(revision)
    keep_check(revision)
    record(revision, Step.SCHEDULED if at else Step.PUBLISHED, by, revision.reason)


@transaction.atomic
def cancel_schedule(revision: Revision, by: User) -> None:
    """Take back the later time; the text waits for a reviewer again."""
    lock(revision.entry)
    need_right(by)
    if not revision.is_scheduled():
        raise WrongState("This text is not scheduled.")
    before = revisions_of(revision.entry).filter(live_until=revision.live_from)
    _unapprove(revision)
    before.update(live_until=None)
    announce_entries([revision.entry_id])
    record(revision, Step.UNSCHEDULED, by)


@transaction.atomic
def withdraw(entry: Entry, by: User, reason: str) -> None:
    """Take a page off the site at once; its address says why."""
    lock(entry)
    need_right(by)
    if not reason.strip():
        raise Refused("Say why the page is withdrawn: visitors will read it.")
    now = clock.moment()
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
    record(newest, Step.WITHDRAWN, by, reason)


@transaction.atomic
def restore(revision: R, by: User) -> R:
    """Begin a new draft with an old text."""
    old = revision.like_this(reason=f"Goes back to version {revision.number}")
    draft = save_draft(old, by)
    record(draft, Step.RESTORED, by, draft.reason)
    return draft


@transaction.atomic
def discard(revision: Revision, by: User) -> None:
    """Throw an open draft away; the record keeps that it was there."""
    lock(revision.entry)
    if not revision.is_open:
        raise WrongState("Only a draft can be discarded. A live page can be withdrawn.")
    record(revision, Step.DISCARDED, by)
    revision.delete()


@transaction.atomic
def confirm_checked(
    revision: Revision, by: User, on: datetime.date | None = None, *, evidence: bool
) -> None:
    """A clinician has checked the live text and its evidence: both review dates move.

    Nothing else moves them, least of all a corrected letter.
    """
    lock(revision.entry)
    need_right(by)
    if not evidence:
        raise Refused("Look at the evidence again first: a page is only as right as its sources.")
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
    record(revision, Step.CHECKED, by)


def move(revision: Revision, state: State, step: Step, by: User, reason: str = "") -> None:
    revision.state = state
    revision.changed_at = clock.after(revision.changed_at)
    revision.save(update_fields=["state", "changed_at"])
    record(revision, step, by, reason)


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


def record(revision: Revision, step: Step, by: User, reason: str = "") -> None:
    Decision.objects.create(
        entry=revision.entry, number=revision.number, step=step, by=by, reason=reason
    )
