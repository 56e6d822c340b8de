"""Ports, answers, and waiting for them."""

import http.client
import secrets
import socket
import time
from contextlib import suppress


def free_port():
    """One that no client is ever given: a server that comes back finds it free."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with suppress(OSError):
            socket.create_server(("127.0.0.1", port)).close()
            return port


def is_taken(port):
    """Whether somebody listens there."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def get(port, path, **headers):
    """Status, text and headers over a connection of its own, so that any worker may answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode(), dict(response.getheaders())
    except OSError:
        return 0, "", {}
    finally:
        connection.close()


def wait_for(is_done, seconds):
    """Seconds until it was done."""
    start = time.monotonic()
    while not is_done():
        assert time.monotonic() - start < seconds, "it took too long"
        time.sleep(0.005)
    return time.monotonic() - start
