"""Who is writing in a page: the soft lock. Whoever came first has it until they leave."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from fbss.models import Entry, Presence


def present(entry: Entry) -> Presence | None:
    """Who has the page open now."""
    return Presence.objects.now().filter(entry=entry).first()


@transaction.atomic
def arrive(entry: Entry, user: User) -> Presence:
    """Say that this person has the page open; gives back who has it."""
    Entry.objects.select_for_update().filter(pk=entry.pk).first()
    there = present(entry)
    if there is None:
        return take_over(entry, user)
    if there.user == user:
        there.seen_at = timezone.now()
        there.save(update_fields=["seen_at"])
    return there


def take_over(entry: Entry, user: User) -> Presence:
    """Have the page from now on. The other person hears of it; a save overwrites nobody."""
    now = timezone.now()
    presence, _made = Presence.objects.update_or_create(
        entry=entry, defaults={"user": user, "since": now, "seen_at": now}
    )
    return presence


def leave(entry: Entry, user: User) -> None:
    """The form was closed."""
    Presence.objects.filter(entry=entry, user=user).delete()
