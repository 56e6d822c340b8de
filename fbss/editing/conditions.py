"""What must be true before a step is taken. Each question refuses with a sentence."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from fbss.content.pictures import misplaced, picture_keys
from fbss.models import (
    REVISIONS,
    Decision,
    Entry,
    Origin,
    Revision,
    Source,
    State,
    Step,
    cited_keys,
    clock,
    pictures_of,
)
from fbss.models.library import NAMED

from .moments import moment
from .precheck import hard_findings_of
from .refusals import (
    MisplacedPictures,
    NotAllowed,
    OwnText,
    Refused,
    StaleDraft,
    Unfinished,
    UnknownPictures,
    UnknownSources,
    WrongState,
)

APPROVE = "fbss.approve_entry"


def revisions_of(entry: Entry) -> QuerySet[Revision]:
    """All revisions of an entry, oldest first."""
    return REVISIONS[entry.kind]._default_manager.filter(entry=entry).order_by("number")


def newest_approved(entry: Entry) -> Revision | None:
    """The approved text that stands last: live now, or scheduled to be."""
    return revisions_of(entry).filter(state=State.APPROVED, live_until=None).last()


def lock(entry: Entry) -> None:
    """Let nobody else take a step with this entry until the transaction ends.

    What was done to it before is known then, to the library's clock as well.
    """
    Entry.objects.select_for_update().filter(pk=entry.pk).first()
    clock.catch_up()


def need(revision: Revision, state: State, otherwise: str) -> None:
    """The revision is in this state now, whatever it was when its page was opened."""
    revision.refresh_from_db(fields=["state", "changed_at"])
    if revision.state != state:
        raise WrongState(otherwise)


def need_right(by: User) -> None:
    """Only reviewers publish, send back and withdraw."""
    if not by.has_perm(APPROVE):
        raise NotAllowed("Only a reviewer can do this. Ask one.")


def is_own_text(revision: Revision, by: User) -> bool:
    """Whether this person saved any of the draft."""
    wrote = [Step.SAVED, Step.RESTORED, Step.SEED_MERGED]
    saved = Decision.objects.of_draft(revision.entry, revision.number).filter(step__in=wrote)
    return revision.author == by or saved.filter(by=by).exists()


def need_other_eyes(revision: Revision, by: User) -> None:
    """Nobody who saved any of this draft may approve it."""
    if is_own_text(revision, by):
        raise OwnText


def need_fresh(revision: Revision, now: datetime.datetime) -> None:
    """The draft was begun from the text that it would replace, and no other one waits."""
    newest = newest_approved(revision.entry)
    if newest and newest.is_scheduled(now):
        raise WrongState(
            f"Another text is scheduled for {moment(newest.live_from)}. Cancel that first."
        )
    if revision.based_on != (newest.number if newest else None):
        raise StaleDraft(revision, newest)


def need_pictures(revision: Revision) -> None:
    """The library holds each picture that the text shows, and there is room for it."""
    text = revision.text()
    if missing := set(picture_keys(text)).difference(pictures_of(text)):
        raise UnknownPictures(sorted(missing))
    # Words and cards are shown within other pages, where nothing but text has room.
    has_room = revision.KIND in NAMED
    if wrong := misplaced(text) if has_room else picture_keys(text):
        raise MisplacedPictures(wrong)


def need_complete(revision: Revision) -> None:
    """Everything that a published text needs is there."""
    cited = cited_keys(revision.text())
    known = set(Source.objects.citable().filter(key__in=cited).values_list("key", flat=True))
    if unknown := [key for key in cited if key not in known]:
        raise UnknownSources(unknown)
    need_pictures(revision)
    try:
        like_published(revision).validate_constraints(exclude={"entry", "number"})
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if findings := hard_findings_of(revision):
        raise Unfinished(findings)


def like_published(revision: Revision) -> Revision:
    """The same text as it would be once published, so that the constraints answer beforehand."""
    now = timezone.now()
    return revision.like_this(
        state=State.APPROVED, origin=Origin.SEED, live_from=now, live_until=now
    )
