"""fbss.views.turnstile: limits without a memory of anybody."""

import pytest
from django.core.cache import caches
from django.test import RequestFactory

from fbss.views import turnstile
from fbss.views.turnstile import Turnstile, network

GATE = Turnstile("test", most=2, most_in_all=4, seconds=600)


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings):
    settings.LIMITS = 1
    cache = caches["counts"]
    cache.clear()
    clock = {"now": 6000.0}
    monkeypatch.setattr(turnstile.time, "time", lambda: clock["now"])
    yield clock
    cache.clear()


def asked(address="192.0.2.1", **headers):
    return RequestFactory(REMOTE_ADDR=address).get("/", headers=headers)


def test_so_many_pass_and_the_next_one_waits_until_the_while_is_over(clock):
    waits = [GATE.wait(asked()) for _ in range(2)]
    clock["now"] += 100

    assert waits == [0, 0]
    assert GATE.wait(asked()) == 500
    clock["now"] += 500
    assert GATE.wait(asked()) == 0


@pytest.mark.parametrize("jump", [-86_400, -3600, 3600, 86_400])
def test_who_waits_is_not_shut_out_by_a_clock_that_jumps(clock, jump):
    clock["now"] = 600 * 300.0
    before = [GATE.wait(asked()) for _ in range(3)]

    clock["now"] += jump

    assert before == [0, 0, 600]
    assert [GATE.wait(asked()) for _ in range(3)] == [0, 0, 600]


def test_one_network_does_not_shut_out_another():
    waits = [GATE.wait(asked("192.0.2.1")) for _ in range(3)]

    assert waits == [0, 0, 600]
    assert GATE.wait(asked("192.0.2.2")) == 0


def test_there_is_a_limit_for_everybody_together():
    waits = [GATE.wait(asked(f"192.0.2.{n}")) for n in range(5)]

    assert waits == [0, 0, 0, 0, 600]


def test_two_gates_count_apart():
    waits = [gate.wait(asked()) for gate in (GATE, Turnstile("other", 1, 600)) for _ in "ab"]

    assert waits == [0, 0, 0, 600]


def test_no_address_is_in_the_cache():
    GATE.wait(asked("192.0.2.77"))

    cache = caches["counts"]
    kept = repr(cache._cache) + repr(list(cache._cache.values()))
    assert "192.0.2" not in kept
    assert "test" in kept


def test_the_same_address_is_counted_under_another_name_the_next_day(monkeypatch):
    today = turnstile._hashed("192.0.2.1")
    monkeypatch.setattr(turnstile.timezone, "localdate", lambda: "tomorrow")

    assert turnstile._hashed("192.0.2.1") != today


def test_a_full_cache_lets_people_through(monkeypatch):
    monkeypatch.setattr(caches["counts"], "add", lambda *args, **options: False)

    assert [GATE.wait(asked()) for _ in range(9)] == [0] * 9


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_household_counts_as_one(address, counted):
    assert network(asked(address)) == counted


def test_what_is_said_of_other_addresses_is_not_looked_at_here():
    request = asked("192.0.2.1", **{"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})

    assert network(request) == "192.0.2.1/32"


def test_an_operator_may_let_more_through(settings):
    settings.LIMITS = 2

    assert [GATE.wait(asked()) for _ in range(5)] == [0, 0, 0, 0, 600]


def test_an_operator_may_do_without_a_limit(settings):
    settings.LIMITS = 0

    assert [GATE.wait(asked()) for _ in range(9)] == [0] * 9


def test_who_is_over_their_own_limit_does_not_use_up_what_is_for_all():
    waits = [GATE.wait(asked("192.0.2.1")) for _ in range(9)]

    assert waits == [0, 0] + [600] * 7
    assert [GATE.wait(asked(f"192.0.2.{n}")) for n in (2, 3)] == [0, 0]
