"""Redis as a cache that may go away: slower or less strict then, never an error page."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

# How long we do not ask again, so that no visitor waits for what is not there.
REST = 5
logger = logging.getLogger(__name__)


def steadily(name: str) -> Callable[..., Any]:
    """The method of this name: Redis's, or the one of the memory of this process meanwhile."""

    def method(self: SteadyRedisCache, *args: Any, **kwargs: Any) -> Any:
        from redis.exceptions import RedisError  # noqa: PLC0415 -- an extra

        if time.monotonic() >= self.rests_until:
            try:
                return getattr(RedisCache, name)(self, *args, **kwargs)
            except RedisError as error:
                self.rest(error)
        return getattr(self.spare, name)(*args, **kwargs)

    return method


class SteadyRedisCache(RedisCache):
    """Falls back on the memory of this process.

    Django gives each thread a cache of its own; they rest together, and count together meanwhile.
    """

    # By server: until when this process does not ask it.
    _rests: ClassVar[dict[str, float]] = {}

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._server = server
        self.spare = LocMemCache(f"instead of {server}", {})

    @property
    def rests_until(self) -> float:
        return self._rests.get(self._server, 0.0)

    @property
    def is_alone(self) -> bool:
        """Whether Redis was away when last asked."""
        return time.monotonic() < self.rests_until

    def rest(self, error: Exception) -> None:
        logger.warning("Redis does not answer, so each worker counts for itself: %s", error)
        self._rests[self._server] = time.monotonic() + REST

    add = steadily("add")
    get = steadily("get")
    set = steadily("set")
    touch = steadily("touch")
    delete = steadily("delete")
    get_many = steadily("get_many")
    has_key = steadily("has_key")
    incr = steadily("incr")
    set_many = steadily("set_many")
    delete_many = steadily("delete_many")
    clear = steadily("clear")
