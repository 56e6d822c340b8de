"""The servers that are measured, each on the server's core until it is not needed any more."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "/understand/what-it-is/"
SERVER_CORE, LOAD_CORE = "0", "1"
TICKS = os.sysconf("SC_CLK_TCK")
# Written by the servers themselves, so they differ between them.
OWN_HEADERS = {"date", "server", "connection", "transfer-encoding", "accept-ranges"}
# What nginx says of a file by itself.
WRITTEN = {*OWN_HEADERS, "content-type", "content-length", "content-encoding", "etag", "vary"}


class Missing(Exception):
    """Something that a figure needs is not there; the message says how to get it."""


@dataclass
class Server:
    """A server that runs, and the page that is asked of it."""

    name: str
    port: int
    path: str
    process: subprocess.Popen[bytes]
    rounds: list[Round] = field(default_factory=list)

    def get(self, path: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path or self.path, headers=names)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return response.status, found, response.read()
        finally:
            connection.close()

    @property
    def processes(self) -> list[int]:
        return list(_tree(self.process.pid))

    def cpu(self) -> float:
        """Seconds that the whole tree of processes has worked so far."""
        return sum(_worked(pid) for pid in self.processes)

    def memory(self) -> float:
        """Megabytes of the largest process, its share of what is shared."""
        return max(_pss(pid) for pid in self.processes)


@dataclass(frozen=True)
class Round:
    """One measurement under full load."""

    requests: int
    seconds: float
    cpu: float
    p99: float

    @property
    def cost(self) -> float:
        """Seconds of work for one request."""
        return self.cpu / max(self.requests, 1)

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _worked(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(re.findall(r"^Pss:\s+(\d+)", text, re.MULTILINE)[0]) / 1024


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    name: str, path: str, command: Callable[[int], list[str]], **options: Any
) -> Iterator[Server]:
    """A server on the server's core, once it answers with 200."""
    port = free_port()
    pinned = ["taskset", "-c", SERVER_CORE, *command(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(pinned, **{**quiet, **options})
    server = Server(name, port, path, process)
    try:
        wait_until(lambda: server.get()[0] == 200, 60, f"{name} does not answer with 200")
        yield server
    finally:
        process.terminate()
        process.wait(20)


def wait_until(is_done: Callable[[], bool], seconds: float, otherwise: str) -> float:
    """Seconds until it was done."""
    start = time.perf_counter()
    while True:
        try:
            if is_done():
                return time.perf_counter() - start
        except OSError:
            pass
        if time.perf_counter() - start > seconds:
            raise Missing(otherwise)
        time.sleep(0.001)


def granian(application: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "1", "--blocking-threads", "16", "--no-ws", "--no-log"),
        application,
    ]


class Portal:
    """A copy of the site's data, and the commands that work on it."""

    def __init__(self, folder: Path, *, prepares: bool = True, **variables: str) -> None:
        self.environment = os.environ | {
            "LOCAL": "1",
            "DATA_DIR": str(folder),
            "DATABASE_URL": "",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PYTHONWARNINGS": "ignore",
            # A server has started before: its modules are compiled.
            "PYTHONDONTWRITEBYTECODE": "",
            **variables,
        }
        folder.mkdir()
        if prepares:
            self.run("manage.py", "prepare")

    def run(self, *arguments: str) -> str:
        command = ["taskset", "-c", LOAD_CORE, sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise Missing(done.stderr)
        return done.stdout

    def served(self, name: str, *, cached: bool = True) -> AbstractContextManager[Server]:
        environment = self.environment | {"PAGE_CACHE": "1" if cached else "0"}
        return serving(
            name,
            ARTICLE,
            lambda port: granian("portal.wsgi:application", port),
            cwd=ROOT,
            env=environment,
        )

    def do(self, program: str) -> str:
        """What a program of an editor's process prints."""
        return self.run("-c", f"import django\ndjango.setup()\n{textwrap.dedent(program)}")

    def editing(self, program: str) -> subprocess.Popen[str]:
        """An editor's process, which says a line when it is ready and acts on every line we say."""
        start = "import django, sys, time\ndjango.setup()\n"
        return subprocess.Popen(
            ["taskset", "-c", LOAD_CORE, sys.executable, "-c", start + textwrap.dedent(program)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


@contextmanager
def nginx_with(folder: Path, page: Server) -> Iterator[Server]:
    """nginx with our very bytes and headers as a static file."""
    folder.mkdir()
    status, headers, packed = page.get(accept_encoding="gzip")
    _, _, plain = page.get()
    assert status == 200
    (folder / "page.html").write_bytes(plain)
    (folder / "page.html.gz").write_bytes(packed)
    added = "".join(
        f'add_header {name} "{value}";\n' for name, value in headers.items() if name not in WRITTEN
    )
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, headers=added, port="PORT"))

    def command(port: int) -> list[str]:
        text = (folder / "nginx.conf").read_text().replace("PORT", str(port))
        (folder / "nginx.conf").write_text(text)
        return ["nginx", "-c", str(folder / "nginx.conf")]

    with serving("nginx, static file", "/page.html", command) as server:
        require_alike(page, server)
        yield server


NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  types {{ text/html html; }}
  charset utf-8;
  gzip_static on;
  gzip_vary on;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    {headers}
  }}
}}
"""


def require_alike(ours: Server, nginx: Server) -> None:
    """The same page, packed the same, within one percent of bytes."""
    sizes = []
    for server in (ours, nginx):
        status, headers, body = server.get(accept_encoding="gzip")
        if status != 200 or headers.get("content-encoding") != "gzip":
            raise Missing(f"{server.name}: {status}, {headers.get('content-encoding')}")
        kept = {name: value for name, value in headers.items() if name not in OWN_HEADERS}
        sizes.append(len(body) + sum(len(name) + len(value) + 4 for name, value in kept.items()))
    if abs(sizes[0] - sizes[1]) > 0.01 * sizes[1]:
        raise Missing(f"the answers differ by more than 1 %: {sizes[0]} and {sizes[1]} bytes")
