"""Writers and reviewers, and texts in their hands."""

from django.contrib.auth.models import Permission

from fbss.editing import revisions
from tests.factories import UserFactory


def reviewer(**about):
    user = UserFactory(**about)
    user.user_permissions.add(Permission.objects.get(codename="approve_entry"))
    return user


def changed(revision, **text):
    """The revision as a form hands it over: changed in memory, not saved."""
    fresh = type(revision).objects.get(pk=revision.pk)
    for name, value in text.items():
        setattr(fresh, name, value)
    return fresh


def draft_of(live, writer, **text):
    return revisions.save_draft(changed(live, **text), writer)


def handed_over(live, writer, **text):
    draft = draft_of(live, writer, **text)
    revisions.submit(draft, writer, "Says it better.")
    return draft
