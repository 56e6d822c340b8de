"""What we tell django-allauth to do our way."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .second_step import is_needed_by

# Where a server hands over no address, as behind a socket of this machine.
NO_ADDRESS = "0.0.0.0"  # noqa: S104 -- stands for nobody; nothing is bound to it
SITE = "Pain after back surgery"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped
    """Accounts are made by an administrator alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": "This is not the password you use now.",
        "incorrect_password": "This is not your password.",
        "rate_limited": "Too many attempts. Wait a minute, then try again.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
        # The same for a name that nobody has: it tells nothing about who has an account.
        "username_password_mismatch": (
            "This username and this password do not fit together. Check both. Capitals count."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's names
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """A name for where attempts come from; the address itself is written nowhere."""
        # What the server says; portal.proxies has put the visitor's in the place of a proxy's.
        address = truncate_ip(request.META.get("REMOTE_ADDR") or NO_ADDRESS)
        return salted_hmac("attempts", address).hexdigest()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002 -- allauth's names
        """Guesses count for a name alone: the host and its port are what a request says."""
        return str(credentials.get("email") or credentials.get("username") or "").lower()


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # untyped
    """The second step at login."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": (
            "Your role needs a second step at login. Add a passkey before you remove the app."
        ),
        "incorrect_code": "This code does not fit. Wait for the next one and type that.",
    }

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        others = type(authenticator).objects.filter(user=authenticator.user, type="webauthn")
        return not is_needed_by(authenticator.user) or others.exists()

    def get_totp_issuer(self) -> str:
        return SITE

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002, ARG002 -- allauth's names
        return "My passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": SITE}
