"""Texts that come and go as they do on the site."""

from django.contrib.auth.models import Group

from fbss.editing import revisions
from fbss.editing.roles import REVIEWERS
from tests.factories import UserFactory


def reviewer():
    """Somebody who may publish."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name=REVIEWERS))
    return type(user).objects.get(pk=user.pk)


def publish(draft, at=None):
    """Take a draft to the site, by two people."""
    saved = revisions.save_draft(draft, UserFactory())
    revisions.submit(saved, UserFactory())
    revisions.approve(saved, reviewer(), at)
    return saved
