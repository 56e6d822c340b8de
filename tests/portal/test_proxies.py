"""portal.proxies: whom to believe about where a request comes from."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from portal import proxies as module
from portal.proxies import Proxies, ProxyMiddleware, parsed, proxies

HERE = proxies("127.0.0.0/8, ::1, unix")
INSIDE = proxies("10.0.0.0/8, 2001:db8::/32")


@pytest.fixture(autouse=True)
def fresh():
    module._say_once.cache_clear()


def seen(settings, trusted, peer, **headers):
    """What the rest of the portal is told of a request."""
    settings.BEHIND_PROXY = trusted is not None
    settings.TRUSTED_PROXIES = trusted or HERE
    found = {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)
    ProxyMiddleware(lambda request: found.update(request.META) or HttpResponse())(request)
    return found["REMOTE_ADDR"], sorted(name for name in found if name in module.HEARSAY)


FORGED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Forwarded": "for=x"}


def test_without_a_proxy_nothing_that_is_said_is_believed(settings):
    assert seen(settings, None, "127.0.0.1", **FORGED) == ("127.0.0.1", [])


def test_a_stranger_cannot_speak_as_a_proxy(settings):
    assert seen(settings, INSIDE, "198.51.100.7", **FORGED) == ("198.51.100.7", [])


def test_a_proxy_of_ours_tells_the_visitor_and_the_scheme(settings):
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}

    assert seen(settings, HERE, "127.0.0.1", **headers) == (
        "203.0.113.9",
        ["HTTP_X_FORWARDED_PROTO"],
    )


@pytest.mark.parametrize(
    ("trusted", "peer", "told", "visitor"),
    [
        (HERE, "127.0.0.1", "", "127.0.0.1"),
        # What stands before the last address is what the visitor wrote.
        (HERE, "127.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        # Two proxies of ours, one behind the other.
        (INSIDE, "10.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (INSIDE, "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        (HERE, "127.0.0.1", "6.6.6.6, nonsense", "127.0.0.1"),
        (HERE, "127.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        (HERE, "::1", "[2001:db8::9]:443", "2001:db8::9"),
        (HERE, "127.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"),
        (HERE, "::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"),
        (HERE, "", "198.51.100.7", "198.51.100.7"),
        (HERE, "unix:", "198.51.100.7", "198.51.100.7"),
        (INSIDE, "", "198.51.100.7", ""),
    ],
)
def test_the_visitor_is_the_last_address_that_one_of_ours_saw(trusted, peer, told, visitor):
    peer_said = Proxies.visitor(trusted, peer, told) if told else peer

    assert peer_said == visitor


def test_a_proxy_that_nobody_named_is_told_once_and_without_its_whole_address(settings, caplog):
    with caplog.at_level(logging.WARNING, logger="portal.proxies"):
        for _ in range(3):
            seen(settings, HERE, "172.18.0.5", **FORGED)

    assert [record.getMessage() for record in caplog.records] == [
        "X-Forwarded-Proto from 172.18.0.0/16 is not believed. If your proxy is there, name it in "
        "TRUSTED_PROXIES."
    ]


@pytest.mark.parametrize("text", ["10.0.0.1/8", "somewhere", "10.0.0.0/8,,unix", ""])
def test_a_network_that_is_none_is_a_fault(text):
    with pytest.raises(ValueError, match="names no network"):
        proxies(text)


@given(st.text(max_size=40), st.text(max_size=80))
def test_whatever_is_said_the_visitor_is_the_peer_or_an_address(peer, told):
    found = HERE.visitor(peer, told)

    assert found == peer or parsed(found) is not None
