"""A Redis of the tests' own, which can go away and come back on the same port."""

import subprocess
from contextlib import contextmanager

from .asking import free_port, is_taken, wait_for
from .installed import program


class Redis:
    def __init__(self, folder):
        self.program = program("redis-server", "redis-server")
        self.folder = folder
        self.port = free_port()
        self.address = f"redis://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        options = ("--port", str(self.port), "--save", "", "--dir", str(self.folder))
        self.process = subprocess.Popen([self.program, *options], stdout=subprocess.DEVNULL)
        wait_for(lambda: is_taken(self.port), 10)

    def stop(self):
        self.process.kill()
        self.process.wait()


@contextmanager
def running(folder):
    """A server that answers."""
    server = Redis(folder)
    try:
        yield server
    finally:
        server.stop()
