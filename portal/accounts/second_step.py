"""A second step at login, for everybody who can change what visitors read, or who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fbss.editing.roles import GUARDED

DESK = ("/admin/", "/markdownx/")
# Whoever came so far may leave again.
OPEN = ("/admin/logout/",)


def is_needed_by(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the roles of this person ask for a second step."""
    return (
        bool(settings.SECOND_STEP)
        and isinstance(user, User)
        and any(map(user.has_perm, sorted(GUARDED)))
    )


def is_missing_for(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this person needs a second step and has set up none."""
    if not is_needed_by(user):
        return False
    steps = Authenticator.objects.filter(user_id=user.pk)
    return not steps.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


class SecondStepMiddleware:
    """Leads whoever still has to set it up there, from every page of the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        # The address comes first: who reads a public page is nobody's business.
        is_desk = request.path_info.startswith(DESK) and request.path_info not in OPEN
        if is_desk and is_missing_for(request.user):
            return HttpResponseRedirect(reverse("account"))
        return None
