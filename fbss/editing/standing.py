"""Where a page stands, in sentences: what visitors read, and what is being done about it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from fbss.models import Decision, Entry, Origin, Revision, State, Step, clock

from .conditions import revisions_of
from .moments import day, moment

# The steps after which a draft is with its writer, and with a reviewer.
HANDS = (Step.SUBMITTED, Step.SENT_BACK, Step.RECALLED)


def standing_of(entry: Entry) -> str:
    """All of it: "Live since 3 May. A draft by Nina waits for a reviewer." Two queries."""
    now = clock.now()
    rows = revisions_of(entry).filter(
        Q(live_from__isnull=True) | Q(live_until__isnull=True) | Q(live_until__gt=now)
    )
    texts = list(rows.select_related("author"))
    return " ".join([_public(entry, texts), *_open(entry, texts)])


def _public(entry: Entry, texts: Iterable[Revision]) -> str:
    """What visitors find at the address now, and from when on they find something else."""
    live = next((text for text in texts if text.is_live()), None)
    coming = next((text for text in texts if text.is_scheduled()), None)
    if live:
        said = f"Live since {day(live.live_from)}." if live.live_from else ""
    elif entry.withdrawn_at:
        said = f"Withdrawn on {day(entry.withdrawn_at)}: {_ended(entry.withdrawn_reason)}"
    else:
        said = "Not on the site yet."
    if coming:
        said += f" Version {coming.number} goes live on {moment(coming.live_from)}."
    return said


def _open(entry: Entry, texts: Iterable[Revision]) -> list[str]:
    return [_draft(entry, text) for text in texts if text.is_open]


def _draft(entry: Entry, draft: Revision) -> str:
    if draft.origin == Origin.SEED_UPDATE and draft.state == State.DRAFT:
        return "A seed update waits for an editor to decide."
    writer = f"A draft by {name_of(draft)}"
    if draft.state == State.IN_REVIEW:
        return f"{writer} waits for a reviewer."
    steps = Decision.objects.of_draft(entry, draft.number).filter(step__in=HANDS)
    last = steps.first()
    if last and last.step == Step.SENT_BACK:
        back = f"was sent back on {day(last.at)} by {last.by.get_full_name() or last.by}"
        return f"{writer} {back}: {_ended(last.reason)}"
    return f"{writer} is being written."


def name_of(revision: Revision) -> str:
    """Who wrote a text; the seed has no name."""
    return (
        (revision.author.get_full_name() or str(revision.author))
        if revision.author
        else ("the seed files")
    )


def _ended(reason: str) -> str:
    """A reason as the end of a sentence."""
    reason = reason.strip()
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


def short_standing(revision: Revision) -> str:
    """The same in a few words, from one revision alone: for lists."""
    if revision.entry.withdrawn_at and not revision.is_open:
        return "Withdrawn"
    if revision.is_scheduled():
        return f"Will be live from {moment(revision.live_from)}"
    if revision.is_live():
        return "Live"
    label = State(revision.state).label
    return f"{label}; the page is live" if revision.based_on else f"{label}; not live yet"
