"""Lets so many through in a while and asks the rest to wait, without keeping who they are."""

from __future__ import annotations

import ipaddress
import secrets
import time
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

A_DAY = 24 * 60 * 60
EVERYBODY = "everybody"


@dataclass(frozen=True)
class Turnstile:
    """At most `most` requests from one network, and `most_in_all`, in so many seconds.

    The counts stand in the cache for that while. What they stand under is hashed with a salt that
    is made anew each day and is itself only in the cache: no address is kept anywhere.
    """

    name: str
    most: int
    most_in_all: int
    seconds: int

    def wait(self, request: HttpRequest) -> int:
        """Count a request; the seconds to wait before the next try, 0 when it may pass."""
        now = int(time.time())
        alone = self._count(_hashed(network(request)), now)
        together = self._count(EVERYBODY, now)
        if alone <= self.most and together <= self.most_in_all:
            return 0
        return self.seconds - now % self.seconds

    def _count(self, who: str, now: int) -> int:
        key = f"turnstile-{self.name}-{who}-{now // self.seconds}"
        cache.add(key, 0, self.seconds)
        try:
            return int(cache.incr(key))
        except ValueError:  # a full cache has forgotten it in this instant
            return 1


def network(request: HttpRequest) -> str:
    """Where a request comes from: an address, or the part of it that a household shares."""
    # A proxy of ours adds the address it saw at the end; what stands before it is hearsay.
    told = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    said = told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return ""
    length = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network((address, length), strict=False))


def _hashed(text: str) -> str:
    salt: bytes = cache.get_or_set(
        f"turnstile-salt-{timezone.localdate()}", partial(secrets.token_bytes, 32), A_DAY
    ) or secrets.token_bytes(32)
    return blake2b(text.encode(), key=salt, digest_size=12).hexdigest()
