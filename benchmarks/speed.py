"""How fast a page is beside a static file of nginx: `python benchmarks/speed.py [--quick]`.

Needs nginx, wrk and h2load (Debian: nginx-light, wrk, nghttp2-client) and two cores: one for the
server that is measured, one for the load. Wagtail comes from its released package, into a folder
of its own. Every figure is a ratio of one run, so a slow or busy machine says the same. With
--quick a gate is missed only at twice its value: noise does not fail it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "/understand/what-it-is/"
SERVER_CORE, LOAD_CORE = "0", "1"
CONNECTIONS = 16
TICKS = os.sysconf("SC_CLK_TCK")
# Written by the servers themselves, so they differ between them.
OWN_HEADERS = {"date", "server", "connection", "transfer-encoding", "accept-ranges"}
# What nginx says of a file by itself.
WRITTEN = {*OWN_HEADERS, "content-type", "content-length", "content-encoding", "etag", "vary"}


# Servers -----------------------------------------------------------------------------------------


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
            sys.exit(otherwise)
        time.sleep(0.001)


def granian(application: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "1", "--blocking-threads", "16", "--no-ws", "--no-log"),
        application,
    ]


# The portal --------------------------------------------------------------------------------------


class Portal:
    """A copy of the site's data, and the commands that work on it."""

    def __init__(self, folder: Path) -> None:
        self.environment = os.environ | {
            "LOCAL": "1",
            "DATA_DIR": str(folder),
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PYTHONWARNINGS": "ignore",
        }
        folder.mkdir()
        self.run("manage.py", "prepare")

    def run(self, *arguments: str) -> str:
        command = ["taskset", "-c", LOAD_CORE, sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(done.stderr)
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
            sys.exit(f"{server.name}: {status}, {headers.get('content-encoding')}")
        kept = {name: value for name, value in headers.items() if name not in OWN_HEADERS}
        sizes.append(len(body) + sum(len(name) + len(value) + 4 for name, value in kept.items()))
    if abs(sizes[0] - sizes[1]) > 0.01 * sizes[1]:
        sys.exit(f"the answers differ by more than one percent: {sizes[0]} and {sizes[1]} bytes")


# Wagtail -----------------------------------------------------------------------------------------


@contextmanager
def wagtail(folder: Path, text: str) -> Iterator[Server]:
    """`wagtail start`, and fifty pages with the text of our article, under the same server."""
    python = folder / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "wagtail", "granian"]
        subprocess.run(install, check=True, capture_output=True)
    site = folder / "site"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "demo.settings.speed",
        "PYTHONWARNINGS": "ignore",
    }
    if not site.exists():
        site.mkdir()
        subprocess.run(
            [folder / "venv/bin/wagtail", "start", "demo", site], check=True, capture_output=True
        )
        (site / "demo/settings/speed.py").write_text(WAGTAIL_SETTINGS)
        (site / "home/models.py").write_text(WAGTAIL_MODELS)
        (site / "home/templates/home/home_page.html").write_text(WAGTAIL_TEMPLATE)
        (site / "text.html").write_text(text)
        for command in (
            ("makemigrations", "home"),
            ("migrate", "--verbosity=0"),
            ("collectstatic", "--no-input", "--verbosity=0"),
            ("shell", "-c", WAGTAIL_PAGES),
        ):
            subprocess.run(
                [python, "manage.py", *command],
                cwd=site,
                env=environment,
                check=True,
                capture_output=True,
            )

    def command(port: int) -> list[str]:
        return [str(python), *granian("demo.wsgi:application", port)[1:]]

    with serving("Wagtail", "/page-7/", command, cwd=site, env=environment) as server:
        yield server


WAGTAIL_SETTINGS = """
from .base import *
DEBUG = False
SECRET_KEY = "a key for the benchmark alone"
ALLOWED_HOSTS = ["*"]
"""
WAGTAIL_MODELS = """
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

class HomePage(Page):
    body = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("body")]
"""
WAGTAIL_TEMPLATE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|richtext }}{% endblock %}
"""
WAGTAIL_PAGES = """
from pathlib import Path
from home.models import HomePage
home = HomePage.objects.first()
for number in range(50):
    home.add_child(instance=HomePage(
        title=f"Page {number}", slug=f"page-{number}", body=Path("text.html").read_text()))
"""


# Measuring ---------------------------------------------------------------------------------------


def load(server: Server, seconds: float, *headers: str, script: Path | None = None) -> Round:
    """Full load from the other core."""
    lua = ["-s", str(script)] if script else []
    given = [part for header in ("Accept-Encoding: gzip", *headers) for part in ("-H", header)]
    before = server.cpu()
    done = subprocess.run(
        [
            *("taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s"),
            *("--latency", *lua, *given, f"http://127.0.0.1:{server.port}{server.path}"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    cpu = server.cpu() - before
    if "Non-2xx" in done.stdout and not headers:
        sys.exit(f"{server.name}: not every answer was 200\n{done.stdout}")
    requests, took = re.findall(r"(\d+) requests in ([\d.]+)s", done.stdout)[0]
    return Round(int(requests), float(took), cpu, _milliseconds(done.stdout, "99%"))


def _milliseconds(text: str, name: str) -> float:
    value, unit = re.findall(rf"{name}\s+([\d.]+)(us|ms|s)", text)[0]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def in_rounds(servers: list[Server], rounds: int, seconds: float, *headers: str) -> None:
    """Every server in every round, in random order."""
    dice = random.Random(96.1)
    for server in servers:
        server.rounds.clear()
        load(server, 1, *headers)
    for _ in range(rounds):
        for server in dice.sample(servers, len(servers)):
            server.rounds.append(load(server, seconds, *headers))


def cost_ratio(one: Server, other: Server) -> float:
    """Work per request, the best round of each."""
    return min(r.cost for r in one.rounds) / min(r.cost for r in other.rounds)


def rate_ratio(one: Server, other: Server) -> float:
    """Requests a second, the median of the pairs."""
    pairs = zip(one.rounds, other.rounds, strict=True)
    return statistics.median(a.rate / b.rate for a, b in pairs)


def open_loop(server: Server, seconds: int) -> list[float]:
    """Milliseconds of each request, at 200 a second whatever the answers take."""
    with tempfile.NamedTemporaryFile("r") as log:
        subprocess.run(
            [
                *("taskset", "-c", LOAD_CORE, "h2load", "--h1", "-c1", "--rps=200"),
                *("-D", str(seconds), "-H", "accept-encoding: gzip", f"--log-file={log.name}"),
                f"http://127.0.0.1:{server.port}{server.path}",
            ],
            check=True,
            capture_output=True,
        )
        return sorted(int(line.split()[2]) / 1000 for line in log)


def p99(values: list[float]) -> float:
    return values[min(len(values) - 1, int(len(values) * 0.99))]


# The figures -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    gate: float
    unit: str = ""
    # Whether more is better.
    least: bool = False

    def is_within(self, slack: float) -> bool:
        return self.value >= self.gate / slack if self.least else self.value <= self.gate * slack

    def line(self, slack: float) -> str:
        sign = "≥" if self.least else "≤"
        verdict = "ok" if self.is_within(1) else "noisy" if self.is_within(slack) else "MISSED"
        return f"{self.name:<66} {self.value:>9.2f} {sign} {self.gate:<7g} {self.unit:<5} {verdict}"


def throughput(
    ours: Server, nginx: Server, others: list[Server], rounds: int, seconds: float
) -> Iterator[Figure]:
    in_rounds([nginx, ours], rounds, seconds)
    yield Figure("article: work per request, against nginx", cost_ratio(ours, nginx), 2.0)
    yield Figure("article: requests a second, of nginx's", rate_ratio(ours, nginx), 0.5, least=True)
    best = min(r.cost for r in ours.rounds)
    gates = {"Wagtail": 300, "without the cache": 100}
    for other in others:
        load(other, 1)
        slow = min(load(other, seconds).cost for _ in range(3))
        yield Figure(
            f"article: work of {other.name}, in ours", slow / best, gates[other.name], least=True
        )


def unchanged(ours: Server, nginx: Server, rounds: int, seconds: float) -> Iterator[Figure]:
    """A browser that has the page asks whether it changed."""
    for server in (nginx, ours):
        mark = server.get(accept_encoding="gzip")[1]["etag"]
        if server.get(accept_encoding="gzip", if_none_match=mark)[0] != 304:
            sys.exit(f"{server.name} does not answer 304")
        header = f"If-None-Match: {mark}"
        load(server, 1, header)
        server.rounds[:] = [load(server, seconds, header) for _ in range(rounds)]
    yield Figure("304: work per request, against nginx's 304", cost_ratio(ours, nginx), 2.5)


def latency(ours: Server, nginx: Server, rounds: int, seconds: int) -> Iterator[Figure]:
    pairs = [(p99(open_loop(ours, seconds)), p99(open_loop(nginx, seconds))) for _ in range(rounds)]
    ratio = statistics.median(a / b for a, b in pairs)
    yield Figure("p99 at 200 requests a second, against nginx", ratio, 2.5)


def invalidation(portal: Portal, ours: Server, seconds: float) -> Iterator[Figure]:
    """Everything called changed every two seconds, at full load."""
    calm = load(ours, seconds)
    editor = portal.editing(
        """
        from fbss.models import ContentChange
        print("ready", flush=True)
        while True:
            ContentChange.objects.record("*")
            time.sleep(2)
        """
    )
    editor.stdout.readline()
    try:
        stormy = load(ours, seconds)
    finally:
        editor.kill()
        editor.wait()
    yield Figure("everything changes every 2 s: p99", stormy.p99, 25, "ms")
    yield Figure(
        "everything changes every 2 s: of the calm rate", stormy.rate / calm.rate, 0.65, least=True
    )


PUBLISHING = """
from django.db import transaction
from django.utils import timezone
from fbss.models import Topic
print("ready", flush=True)
for line in sys.stdin:
    live = Topic.objects.published().get(entry__slug="what-it-is")
    text = live.like_this(number=live.number + 1, based_on=live.number, origin="seed")
    text.title = line.strip()
    with transaction.atomic():
        text.go_live(timezone.now())
    print(time.time(), flush=True)
"""


def freshness(portal: Portal, ours: Server, times: int) -> Iterator[Figure]:
    """From an editor's commit to the new page."""
    editor = portal.editing(PUBLISHING)
    editor.stdout.readline()
    took = []
    for number in range(times):
        title = f"Title number {number}"
        editor.stdin.write(f"{title}\n")
        editor.stdin.flush()
        committed = float(editor.stdout.readline())
        wait_until(lambda title=title: title.encode() in ours.get()[2], 5, "never fresh")
        took.append((time.time() - committed) * 1000)
    editor.kill()
    editor.wait()
    yield Figure("from publishing to the fresh page, median", statistics.median(took), 50, "ms")


def withdrawal(portal: Portal, ours: Server) -> Iterator[Figure]:
    """Answers with the withdrawn text after the editor was told that it is off the site."""
    path = "/understand/outlook/"
    ours.get(path)
    portal.run("-c", textwrap.dedent(WITHDRAWING))
    stale = sum(ours.get(path)[0] == 200 for _ in range(200))
    yield Figure("stale answers after a withdrawal", stale, 0)


WITHDRAWING = """
import django
django.setup()
from django.contrib.auth import get_user_model
from fbss.editing import revisions
from fbss.models import Entry
reviewer = get_user_model().objects.create_superuser("reviewer")
revisions.withdraw(Entry.objects.get(kind="topic", slug="outlook"), reviewer, "A new study.")
"""


def uncached(server: Server, seconds: float) -> Iterator[Figure]:
    load(server, 1)
    cost = min(load(server, seconds).cost for _ in range(3))
    yield Figure("uncached article: work", cost * 1000, 5, "ms")


def stalled(ours: Server) -> Iterator[Figure]:
    """An article, while 300 visitors stall in their headers and 600 in what they send."""
    head = "POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"
    with ExitStack() as stack:
        for start, count in (("GET / HTTP/1.1\r\nHost: loc", 300), (head, 600)):
            for _ in range(count):
                visitor = stack.enter_context(socket.create_connection(("127.0.0.1", ours.port)))
                visitor.sendall(start.encode())
        time.sleep(1)
        took = []
        for _ in range(20):
            begun = time.perf_counter()
            if ours.get()[0] != 200:
                sys.exit("no article while others stall")
            took.append((time.perf_counter() - begun) * 1000)
    yield Figure(
        "an article beside 900 stalled visitors, median", statistics.median(took), 50, "ms"
    )


def many_pages(
    folder: Path, ours: Server, count: int, rounds: int, seconds: float
) -> Iterator[Figure]:
    """Very many pages, each as likely as the next: memory cannot hold them."""
    folder.mkdir()
    _, headers, packed = ours.get(accept_encoding="gzip")
    (folder / "page.gz").write_bytes(packed)
    (folder / "headers.json").write_text(json.dumps([*headers.items()]))
    (folder / "many.py").write_text(MANY_PAGES)
    environment = os.environ | {
        "FOLDER": str(folder),
        "COUNT": str(count),
        "PYTHONPATH": f"{ROOT}:{folder}",
    }
    written = {"cwd": folder, "env": environment}
    subprocess.run([sys.executable, "-c", "import many; many.write()"], check=True, **written)
    (folder / "static/p").mkdir(parents=True)
    for number in range(count):
        (folder / f"static/p/{number}.html.gz").write_bytes(packed)
    script = folder / "uniform.lua"
    script.write_text(UNIFORM.format(count=count))
    added = "".join(f'add_header {n} "{v}";\n' for n, v in headers.items() if n not in WRITTEN)

    def nginx(port: int) -> list[str]:
        text = NGINX.format(folder=folder / "static", headers=added, port=port)
        text = text.replace("gzip_static on", "gzip_static always")
        (folder / "nginx.conf").write_text(text)
        return ["nginx", "-c", str(folder / "nginx.conf")]

    with (
        serving("nginx, many files", "/p/0.html", nginx) as files,
        serving(
            "the front cache, many pages",
            "/ready",
            lambda port: granian("many:application", port),
            cwd=folder,
            env=environment,
        ) as pages,
    ):
        for server in (files, pages):
            load(server, 1, script=script)
            server.rounds[:] = [load(server, seconds, script=script) for _ in range(rounds)]
        yield Figure(
            f"{count:,} distinct pages: work, against nginx", cost_ratio(pages, files), 1.2
        )
        yield Figure(f"{count:,} distinct pages: memory of a worker", pages.memory(), 128, "MiB")


# The front cache before nothing: every page is a file already.
MANY_PAGES = """
import json, os, select, time
from pathlib import Path
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings_for_tests")
from portal.pagecache.files import Files
from portal.pagecache.front import PageCache, _name
from portal.pagecache.key import Key
from portal.pagecache.page import Page, Stamp
from portal.pagecache.watch import Watch

FOLDER = Path(os.environ["FOLDER"])
FILES = Files(FOLDER, "release")

class NoChanges:
    def begin(self):
        return [], []
    def since(self, last):
        return []
    def wait(self, heard, seconds):
        if select.select([heard], [], [], seconds)[0]:
            os.read(heard, 4096)
    def close(self):
        pass

def write():
    headers = [(n.title(), v) for n, v in json.loads((FOLDER / "headers.json").read_text())
               if n not in ("date", "server", "connection")]
    etag = dict(headers)["Etag"]
    body = (FOLDER / "page.gz").read_bytes()
    page = Page(body, "gzip", etag, headers, frozenset(), Stamp(0, ""), time.time() - 60)
    for number in range(int(os.environ["COUNT"])):
        key = Key("portal", "http", "", f"/p/{number}.html", "")
        FILES.put(_name(key, "gzip"), page)

def nothing(environ, start_response):
    is_ready = environ["PATH_INFO"] == "/ready"
    start_response("200 OK" if is_ready else "404 Not Found", [])
    return [b""]

application = PageCache(nothing, Watch(NoChanges(), None), lambda path: (), files=FILES)
"""
UNIFORM = """
wrk.headers["Host"] = "portal"
request = function() return wrk.format(nil, "/p/" .. math.random(0, {count} - 1) .. ".html") end
"""


def weight(ours: Server) -> Iterator[Figure]:
    status, headers, body = ours.get(accept_encoding="br")
    if (status, headers.get("content-encoding")) != (200, "br"):
        sys.exit("the article is not sent as brotli")
    sheet = re.findall(rb'href="(/static/css/[^"]+\.css)"', ours.get()[2])[0].decode()
    css_headers, css = ours.get(sheet, accept_encoding="br")[1:]
    size = sum(len(f"{n}: {v}\r\n") for n, v in [*headers.items(), *css_headers.items()])
    yield Figure("HTML with CSS and headers, brotli", size + len(body) + len(css), 14_000, "B")
    yield Figure("CSS, brotli", len(css), 3072, "B")


def start(portal: Portal) -> Iterator[Figure]:
    begun = time.perf_counter()
    with portal.served("a start") as server:
        yield Figure("start to first article", time.perf_counter() - begun, 1, "s")
        for _ in range(50):
            server.get()
        yield Figure("memory of a worker", server.memory(), 80, "MiB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under three minutes, twice the gates")
    parser.add_argument("--wagtail", type=Path, help="a folder to keep the Wagtail site in")
    parser.add_argument("--no-wagtail", action="store_true", help="leave Wagtail out")
    options = parser.parse_args()
    for program in ("nginx", "wrk", "h2load", "taskset"):
        if not shutil.which(program):
            sys.exit(f"{program} is missing: apt-get install nginx-light wrk nghttp2-client")
    rounds, seconds, slack = (3, 1.0, 2.0) if options.quick else (7, 3.0, 1.0)
    figures: list[Figure] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-speed-")))
        # nginx's worker gives up root, and has to find the page all the same.
        folder.chmod(0o755)
        portal = Portal(folder / "data")

        def show(found: Iterator[Figure]) -> None:
            for figure in found:
                figures.append(figure)
                print(figure.line(slack), flush=True)

        show(start(portal))
        ours = stack.enter_context(portal.served("the portal"))
        nginx = stack.enter_context(nginx_with(folder / "nginx", ours))
        plain = stack.enter_context(portal.served("without the cache", cached=False))
        others = [plain]
        if not options.no_wagtail:
            text = re.findall(r"(?s)<article.*?</article>", ours.get()[2].decode())[0]
            others.append(stack.enter_context(wagtail(options.wagtail or folder / "wagtail", text)))
        show(weight(ours))
        show(throughput(ours, nginx, others, rounds, seconds))
        show(unchanged(ours, nginx, rounds, seconds))
        show(latency(ours, nginx, rounds, 2 if options.quick else 10))
        show(uncached(plain, seconds))
        count = 10_000 if options.quick else 100_000
        show(many_pages(folder / "many", ours, count, rounds, seconds))
        show(invalidation(portal, ours, max(4.0, 2 * seconds)))
        show(freshness(portal, ours, 5 if options.quick else 30))
        show(withdrawal(portal, ours))
        show(stalled(ours))
    return 0 if all(figure.is_within(slack) for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
