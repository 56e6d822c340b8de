"""People at the editors' desk, each in a browser of their own."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from fbss.editing.roles import EDITORS
from tests.factories import UserFactory


def colleague(name, *groups):
    """Somebody with an account, who may write unless it says otherwise."""
    user = UserFactory(username=name.lower(), first_name=name, last_name="Nurse", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups or (EDITORS,)))
    return user


def enter(context, user, address):
    """Gives a browser the session of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


def address_of(revision, view="change", *more):
    return reverse(f"admin:fbss_{revision._meta.model_name}_{view}", args=[revision.pk, *more])
