"""portal.port: why nothing can be served on an address, in a sentence."""

import socket

import pytest

from portal.port import why_not


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_free_port_is_fine(taken):
    free = taken
    while why_not("127.0.0.1", str(free)):
        free += 1

    assert free > taken


def test_a_taken_port_is_told_with_another_to_try(taken):
    assert why_not("127.0.0.1", str(taken)) == (
        f"Port {taken} on 127.0.0.1 is taken: stop what uses it, or choose --port {taken + 1}."
    )


def test_a_port_taken_on_one_address_is_taken_on_all(taken):
    assert why_not("0.0.0.0", str(taken)) == (
        f"Port {taken} on 0.0.0.0 is taken: stop what uses it, or choose --port {taken + 1}."
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "80 80", "٨٠"])
def test_a_port_is_a_number_in_range(port):
    assert why_not("127.0.0.1", port) == f"A port is a number from 1 to 65535, not {port!r}."


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_told(host):
    assert why_not(host, "8000") == (
        f"This machine has no address {host!r} to serve on: try --host 127.0.0.1."
    )


def test_a_port_for_the_mighty_is_told(monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)

    assert (
        why_not("127.0.0.1", "80")
        == "Port 80 needs more rights than you have: choose one from 1024."
    )
