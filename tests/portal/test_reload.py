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
def server(empty_site, tmp_path):
    home = empty_site.copy_to(tmp_path)
    port = free_port()
    process = home.serve("granian", port, start_new_session=True)
    try:
        wait_for(lambda: get(port, "/healthz")[0] == 200, 30)
        yield process, port
    finally:
        # Workers outlive the first process where it is killed alone.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def workers(process):
    said = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True
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
