"""Lets so many through in a while and asks the rest to wait, without keeping who they are."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .caching import ASKED

EVERYBODY = "everybody"
View = Callable[..., HttpResponse]
# What a door says to whoever has to wait so many seconds.
Refusal = Callable[[HttpRequest, int], HttpResponse]


@dataclass(frozen=True)
class Turnstile:
    """At most `most` requests from one network in so many seconds, and `most_in_all`.

    Workers count together, in the cache "counts". What they count under is hashed with a key that
    is another one each day: no address is kept anywhere.
    """

    name: str
    most: int
    seconds: int
    most_in_all: int | None = None

    def wait(self, request: HttpRequest) -> int:
        """Count a request; the seconds to wait before the next try, 0 when it may pass."""
        if not settings.LIMITS:
            return 0
        now = int(time.time())
        if self._is_over(_hashed(network(request)), self.most, now):
            return self.seconds - now % self.seconds
        if self.most_in_all and self._is_over(EVERYBODY, self.most_in_all, now):
            return self.seconds - now % self.seconds
        return 0

    def _is_over(self, who: str, most: int, now: int) -> bool:
        return self._count(who, now) > most * settings.LIMITS

    def _count(self, who: str, now: int) -> int:
        key = f"turnstile-{self.name}-{who}-{now // self.seconds}"
        cache = caches["counts"]
        cache.add(key, 0, self.seconds)
        try:
            return int(cache.incr(key))
        except ValueError:  # a full cache has forgotten it in this instant
            return 1


def limited(turnstile: Turnstile, refuse: Refusal) -> Callable[[View], View]:
    """Let a view answer while its turnstile does; `refuse` speaks the language of the door."""

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # What the front cache asks for is kept for everybody: it is nobody's request.
            seconds = 0 if ASKED in request.META else turnstile.wait(request)
            return told_to_wait(refuse, request, seconds) or view(request, *args, **kwargs)

        return asked

    return decorate


def told_to_wait(refuse: Refusal, request: HttpRequest, seconds: int) -> HttpResponse | None:
    """The refusal, with when to come back; None when there is nothing to wait for."""
    if not seconds:
        return None
    response = refuse(request, seconds)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def network(request: HttpRequest) -> str:
    """Where a request comes from: an address, or the part of it that a household shares.

    Whoever runs the site sees to it that this is the visitor and not a proxy.
    """
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    length = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network((address, length), strict=False))


def _hashed(text: str) -> str:
    salt = f"fbss.turnstile {timezone.localdate()}"
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()[:24]
