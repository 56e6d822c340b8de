"""Tells other hosts through Redis that something changed. Whatever is lost costs a second."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Thread

from redis import Redis, RedisError

CHANNEL = "portal.content_change"
# Who publishes does not wait longer for a server that is away.
SECONDS_TO_RING = 0.3
SECONDS_BETWEEN_TRIES = 2.0
logger = logging.getLogger(__name__)


class Bell:
    """A channel of a Redis server: whoever commits rings, every process of every host hears."""

    def __init__(self, address: str) -> None:
        self._is_told = self._is_over = False
        limits = {"socket_timeout": SECONDS_TO_RING, "socket_connect_timeout": SECONDS_TO_RING}
        self._ringing = Redis.from_url(address, **limits)
        self._hearing = Redis.from_url(
            address, socket_connect_timeout=5, socket_keepalive=True, health_check_interval=30
        )

    def ring(self) -> None:
        """Wake all hosts, if Redis is there."""
        try:
            self._ringing.publish(CHANNEL, "changed")
        except RedisError as error:
            logger.warning("Redis does not answer; other hosts hear within a second. %s", error)

    def hear(self, heard: Callable[[], None]) -> None:
        """From now on, in a thread of its own, call `heard` whenever somebody rings."""
        Thread(target=self._hear, args=(heard,), name="page cache bell", daemon=True).start()

    def close(self) -> None:
        """Hear nothing any more."""
        self._is_over = True
        self._hearing.connection_pool.disconnect()

    def _hear(self, heard: Callable[[], None]) -> None:
        while not self._is_over:
            try:
                self._listen(heard)
            except (RedisError, OSError, ValueError) as error:
                self._tell_once(error)
            time.sleep(SECONDS_BETWEEN_TRIES)

    def _tell_once(self, error: Exception) -> None:
        if not self._is_told and not self._is_over:
            logger.warning("Cannot hear other hosts; tries again. %s", error)
        self._is_told = True

    def _listen(self, heard: Callable[[], None]) -> None:
        channel = self._hearing.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]  # untyped
        with channel:
            channel.subscribe(CHANNEL)
            self._is_told = False
            # Somebody may have rung while nobody heard.
            heard()
            for _ring in channel.listen():
                heard()
