"""portal.steady_redis on a real server, which then goes away and comes back."""

import logging

import pytest

from portal import steady_redis
from portal.steady_redis import SteadyRedisCache
from tests.servers import redis

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path):
    with redis.running(tmp_path) as server:
        yield server


@pytest.fixture
def hosts(server):
    """Two hosts, each with a cache of its own before one server, which each calls otherwise."""
    addresses = (server.address, server.address.replace("127.0.0.1", "localhost"))
    caches = [SteadyRedisCache(address, {"KEY_PREFIX": "portal"}) for address in addresses]
    yield caches
    for cache in caches:
        cache._cache.get_client().connection_pool.disconnect()


def test_two_hosts_count_together(hosts):
    one, two = hosts

    added = (one.add("a", 0, 60), two.add("a", 0, 60))

    assert added == (True, False)
    assert [one.incr("a"), two.incr("a"), one.incr("a")] == [1, 2, 3]


def test_without_redis_each_counts_for_itself_and_later_together_again(
    hosts, server, monkeypatch, caplog
):
    clock = {"now": 1000.0}
    monkeypatch.setattr(steady_redis.time, "monotonic", lambda: clock["now"])
    one, two = hosts
    one.add("a", 0, 600)
    one.incr("a")

    server.stop()
    with caplog.at_level(logging.WARNING, logger="portal.steady_redis"):
        alone = [(cache.add("a", 0, 600), cache.incr("a")) for cache in hosts]
        one.set("b", "kept", 60)
        kept = (one.get("b"), two.get("b"))
    server.start()
    while_resting = one.get("b")
    clock["now"] += steady_redis.REST + 1
    one.add("a", 0, 600)

    assert alone == [(True, 1), (True, 1)]
    assert kept == ("kept", None)
    assert while_resting == "kept"
    assert [one.incr("a"), two.get("a")] == [1, 1]
    # Once for each host, and not for every request.
    assert len(caplog.records) == 2


def test_without_redis_the_threads_of_a_worker_count_together(server):
    caches = [SteadyRedisCache(server.address, {"KEY_PREFIX": "portal"}) for _ in range(2)]
    server.stop()

    counted = [(cache.add("threads", 0, 600), cache.incr("threads")) for cache in caches]

    assert counted == [(True, 1), (False, 2)]
    assert [cache.is_alone for cache in caches] == [True, True]
