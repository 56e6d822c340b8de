"""A new release, or the end: no visitor is dropped."""

import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress

import pytest

from tests.servers.asking import free_port, get, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def begun(empty_site, tmp_path):
    """A server that begins, and its port."""
    home = empty_site.copy_to(tmp_path)
    port = free_port()
    process = home.serve("granian", port, start_new_session=True)
    try:
        yield process, port
    finally:
        # Workers outlive the first process where it is killed alone.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def server(begun):
    """A server that answers, and its port."""
    wait_for(lambda: get(begun[1], "/healthz")[0] == 200, 30)
    return begun


def workers(process):
    """None of them is a failure to ps."""
    said = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return set(said.stdout.split())


def test_a_reload_brings_new_workers_and_drops_nobody(server):
    process, port = server
    before, done, codes = workers(process), threading.Event(), []

    def visit():
        while not done.is_set():
            codes.append(get(port, "/healthz")[0])
            time.sleep(0.01)

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        os.kill(process.pid, signal.SIGHUP)
        wait_for(lambda: len(workers(process)) == 2 and not workers(process) & before, 60)
        time.sleep(0.5)
    finally:
        done.set()
        visitor.join()

    assert len(codes) > 20
    assert set(codes) == {200}


def test_who_is_being_served_is_served_before_the_end(server):
    process, port = server
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        # Half a request is in work when the end is announced.
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n")
        time.sleep(0.3)
        os.kill(process.pid, signal.SIGTERM)
        connection.sendall(b"\r\n")
        answer = connection.recv(65536)

    assert answer.startswith(b"HTTP/1.1 200")
    assert process.wait(20) == 0


@pytest.mark.parametrize("tell", [os.kill, os.killpg])
@pytest.mark.parametrize("what", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_end_while_it_begins_ends(begun, what, tell):
    process, _port = begun
    wait_for(lambda: workers(process), 20)

    tell(process.pid, what)

    assert process.wait(10) == 0


def test_control_and_c_in_a_terminal_end_it_at_once(server):
    """The terminal tells the workers as well."""
    process, _port = server
    wait_for(lambda: len(workers(process)) == 2, 20)

    os.killpg(process.pid, signal.SIGINT)

    assert process.wait(10) == 0
