"""The front page of an account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .second_step import is_missing_for


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who you are here, what you may do, and how you log in."""
    kinds = Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True)
    context = {
        "roles": request.user.groups.order_by("pk"),
        "kinds": set(kinds),
        "missing": is_missing_for(request.user),
    }
    return render(request, "account/account.html", context)


def password_change(_request: HttpRequest) -> HttpResponse:
    """The admin has a page of its own for this; ours asks for the second step too."""
    return HttpResponseRedirect(reverse("account_change_password"))
