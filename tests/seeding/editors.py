"""What editors do to texts that a seed brought in."""

from django.utils import timezone

from fbss.models import Entry, Origin, citations_of
from fbss.models.source import Citation
from tests.factories import UserFactory


def live(model, key):
    """The text of an entry that visitors read."""
    return model.objects.published().get(entry__key=key)


def draft_of(model, key, **changes):
    text = live(model, key)
    draft = text.like_this(number=text.number + 1, based_on=text.number, origin=Origin.EDITOR)
    draft.author = UserFactory()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save()
    return draft


def publish(model, key, at=None, **changes):
    """Another person's text takes the place of the live one, now or later."""
    draft = draft_of(model, key, **changes)
    draft.approved_by = UserFactory()
    draft.go_live(at or timezone.now())
    Citation.objects.bulk_create(citations_of(draft))
    return draft


def withdraw(model, key):
    now = timezone.now()
    model.objects.filter(entry__key=key, live_until=None).update(live_until=now)
    Entry.objects.filter(kind=model.KIND, key=key).update(
        withdrawn_at=now, withdrawn_reason="A new study says otherwise."
    )
