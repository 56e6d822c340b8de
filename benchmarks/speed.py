"""How fast a page is beside a static file of nginx: `python benchmarks/speed.py [--quick]`.

Needs nginx, wrk and h2load (Debian: nginx-light, wrk, nghttp2-client) and two cores: one for the
server that is measured, one for the load. Wagtail comes from its released package, into a folder
of its own; two hosts share a PostgreSQL of this machine. Every figure is a ratio of one run, so a
slow or busy machine says the same. `--only NAME` measures one section, as often as it is said.
With --quick a gate is missed only at twice its value: noise does not fail it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from many_pages import many_pages
from measuring import Figure, cost_ratio, in_rounds, load, open_loop, p99, rate_ratio
from servers import ARTICLE, ROOT, Missing, Portal, Server, nginx_with, wait_until
from wagtail_site import wagtail

FULL_ENTRIES, FEW_ENTRIES = 100_000, 50


class Bench:
    """What the sections share, made when the first of them asks for it."""

    def __init__(
        self, stack: ExitStack, folder: Path, *, quick: bool, wagtail: Path | None
    ) -> None:
        self.stack, self.folder, self.quick = stack, folder, quick
        self.rounds, self.seconds = (3, 1.0) if quick else (7, 3.0)
        self.wagtail_folder = wagtail or folder / "wagtail"

    @cached_property
    def portal(self) -> Portal:
        return Portal(self.folder / "data")

    @cached_property
    def ours(self) -> Server:
        return self.stack.enter_context(self.portal.served("the portal"))

    @cached_property
    def nginx(self) -> Server:
        return self.stack.enter_context(nginx_with(self.folder / "nginx", self.ours))

    @cached_property
    def plain(self) -> Server:
        return self.stack.enter_context(self.portal.served("without the cache", cached=False))

    @cached_property
    def best(self) -> float:
        """What an article of ours costs at best."""
        if not self.ours.rounds:
            in_rounds([self.ours], self.rounds, self.seconds)
        return min(done.cost for done in self.ours.rounds)


def start(bench: Bench) -> Iterator[Figure]:
    portal = bench.portal
    begun = time.perf_counter()
    with portal.served("a start") as server:
        yield Figure("start to first article", time.perf_counter() - begun, 1, "s")
        load(server, bench.seconds)
        yield Figure("memory of a worker (PSS)", server.memory(), 80, "MiB")


def weight(bench: Bench) -> Iterator[Figure]:
    """What has to be there before an article shows; its print style and its foot come after."""
    status, headers, body = bench.ours.get(accept_encoding="br")
    if (status, headers.get("content-encoding")) != (200, "br"):
        raise Missing("the article is not sent as brotli")
    page = bench.ours.get()[2]
    before_text = page.partition(b"<main")[0]
    links = re.findall(rb'<link rel="stylesheet" href="([^"]+)">', before_text)
    sheets = [bench.ours.get(link.decode(), accept_encoding="br") for link in links]
    lines = [headers, *(sheet[1] for sheet in sheets)]
    said = sum(len(f"{name}: {value}\r\n") for line in lines for name, value in line.items())
    css = sum(len(sheet[2]) for sheet in sheets)
    yield Figure("HTML with CSS and headers, brotli", said + len(body) + css, 14_000, "B")
    yield Figure("CSS, brotli", css, 3072, "B")


def article(bench: Bench) -> Iterator[Figure]:
    ours, nginx = bench.ours, bench.nginx
    in_rounds([nginx, ours], bench.rounds, bench.seconds)
    yield Figure("article: work per request, against nginx", cost_ratio(ours, nginx), 2.0)
    yield Figure("article: requests a second, of nginx's", rate_ratio(ours, nginx), 0.5, least=True)


def uncached(bench: Bench) -> Iterator[Figure]:
    cost = _slowest(bench.plain, bench)
    yield Figure("article: work without the cache, in ours", cost / bench.best, 100, least=True)
    yield Figure("uncached article: work", cost * 1000, 5, "ms")
    yield Figure("uncached article: queries", int(bench.portal.do(QUERIES)), 7)


QUERIES = f"""
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(SERVER_NAME="localhost")
client.get("{ARTICLE}")
with CaptureQueriesContext(connection) as queries:
    client.get("{ARTICLE}")
    count = len(connection.queries_log)
print(count)
"""


def against_wagtail(bench: Bench) -> Iterator[Figure]:
    text = re.findall(r"(?s)<article.*?</article>", bench.ours.get()[2].decode())[0]
    with wagtail(bench.wagtail_folder, text) as other:
        ratio = _slowest(other, bench) / bench.best
    yield Figure("article: work of Wagtail, in ours", ratio, 300, least=True)


def _slowest(server: Server, bench: Bench) -> float:
    """The work per request of a slow server, at its best."""
    load(server, 1)
    return min(load(server, bench.seconds).cost for _ in range(3))


def unchanged(bench: Bench) -> Iterator[Figure]:
    """A browser that has the page asks whether it changed."""
    kept = {server.name: list(server.rounds) for server in (bench.nginx, bench.ours)}
    for server in (bench.nginx, bench.ours):
        mark = server.get(accept_encoding="gzip")[1]["etag"]
        if server.get(accept_encoding="gzip", if_none_match=mark)[0] != 304:
            raise Missing(f"{server.name} does not answer 304")
        header = f"If-None-Match: {mark}"
        load(server, 1, header)
        server.rounds[:] = [load(server, bench.seconds, header) for _ in range(bench.rounds)]
    ratio = cost_ratio(bench.ours, bench.nginx)
    for server in (bench.nginx, bench.ours):
        server.rounds[:] = kept[server.name]
    yield Figure("304: work per request, against nginx's 304", ratio, 2.5)


def latency(bench: Bench) -> Iterator[Figure]:
    seconds = 2 if bench.quick else 4
    pairs = [
        (p99(open_loop(bench.ours, seconds)), p99(open_loop(bench.nginx, seconds)))
        for _ in range(bench.rounds)
    ]
    ratio = statistics.median(a / b for a, b in pairs)
    yield Figure("p99 at 200 requests a second, against nginx", ratio, 2.5)


def entries(bench: Bench) -> Iterator[Figure]:
    """The same article in a small library and in a large one."""
    count = 10_000 if bench.quick else FULL_ENTRIES
    costs = []
    for name, more in (("few", FEW_ENTRIES), ("very-many", count)):
        portal = Portal(bench.folder / name)
        portal.do(MORE_ENTRIES.format(count=more))
        with portal.served(f"{more} entries", cached=False) as server:
            costs.append(_slowest(server, bench))
    name = f"uncached article among {count:,} entries, against {FEW_ENTRIES}"
    yield Figure(name, costs[1] / costs[0], 1.5)


MORE_ENTRIES = """
import datetime
from django.utils import timezone
from fbss.models import ContentChange, Entry, FAQ
live = FAQ.objects.published().with_text().first()
at = timezone.now() - datetime.timedelta(days=1)
for start in range(0, {count}, 5000):
    numbers = range(start, min(start + 5000, {count}))
    made = Entry.objects.bulk_create(
        [Entry(kind="faq", key=f"copy-{{n}}", slug=f"copy-{{n}}") for n in numbers])
    texts = []
    for number, entry in zip(numbers, made):
        text = live.like_this(number=1, state="approved", origin="seed", live_from=at)
        text.entry, text.title, text.position = entry, f"Copy number {{number}}?", number
        text.body, text.fingerprint = "Some words.", f"copy-{{number}}"
        texts.append(text)
    FAQ.objects.bulk_create(texts)
ContentChange.objects.record("*")
"""


def many(bench: Bench) -> Iterator[Figure]:
    count = 10_000 if bench.quick else FULL_ENTRIES
    yield from many_pages(bench.folder / "many", bench.ours, count, bench.rounds, bench.seconds)


def storm(bench: Bench) -> Iterator[Figure]:
    """Everything called changed every two seconds, at full load."""
    seconds = max(4.0, 2 * bench.seconds)
    calm = load(bench.ours, seconds)
    editor = bench.portal.editing(STORM)
    editor.stdout.readline()
    try:
        stormy = load(bench.ours, seconds)
    finally:
        editor.kill()
        editor.wait()
    name = "everything changes every 2 s"
    yield Figure(f"{name}: p99", stormy.p99, 25, "ms")
    yield Figure(f"{name}: of the calm rate", stormy.rate / calm.rate, 0.65, least=True)


STORM = """
from fbss.models import ContentChange
print("ready", flush=True)
while True:
    ContentChange.objects.record("*")
    time.sleep(2)
"""


def publish(bench: Bench) -> Iterator[Figure]:
    times = 5 if bench.quick else 30
    took = statistics.median(_publications(bench.portal, bench.ours, times))
    yield Figure("from publishing to the fresh page, median", took, 50, "ms")


def hosts(bench: Bench) -> Iterator[Figure]:
    """What is published on one host, as seen on another."""
    sys.path.insert(0, str(ROOT))
    from tests.search import postgresql

    if postgresql.binaries() is None:
        raise Missing("PostgreSQL is missing: apt-get install postgresql")
    with postgresql.running() as address:
        one, two = (
            Portal(bench.folder / name, DATABASE_URL=address) for name in ("host-one", "host-two")
        )
        with two.served("the other host") as server:
            took = statistics.median(_publications(one, server, 5))
    yield Figure("from publishing to the fresh page on another host", took, 1000, "ms")


def _publications(portal: Portal, server: Server, times: int) -> Iterator[float]:
    """Milliseconds from each commit of an editor to the new page."""
    editor = portal.editing(PUBLISHING)
    editor.stdout.readline()
    try:
        for number in range(times):
            title = f"Title number {number}"
            editor.stdin.write(f"{title}\n")
            editor.stdin.flush()
            committed = float(editor.stdout.readline())
            wait_until(lambda title=title: title.encode() in server.get()[2], 5, "never fresh")
            yield (time.time() - committed) * 1000
    finally:
        editor.kill()
        editor.wait()


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


def withdrawal(bench: Bench) -> Iterator[Figure]:
    """Answers with the withdrawn text after the editor was told that it is off the site."""
    path = "/understand/outlook/"
    bench.ours.get(path)
    bench.portal.do(WITHDRAWING)
    stale = sum(bench.ours.get(path)[0] == 200 for _ in range(200))
    yield Figure("stale answers after a withdrawal", stale, 0)


WITHDRAWING = """
from django.contrib.auth import get_user_model
from fbss.editing import revisions
from fbss.models import Entry
reviewer = get_user_model().objects.create_superuser("reviewer")
revisions.withdraw(Entry.objects.get(kind="topic", slug="outlook"), reviewer, "A new study.")
"""


def stalled(bench: Bench) -> Iterator[Figure]:
    """An article, while 300 visitors stall in their headers and 600 in what they send."""
    head = "POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"
    with ExitStack() as stack:
        for begin, count in (("GET / HTTP/1.1\r\nHost: loc", 300), (head, 600)):
            for _ in range(count):
                address = ("127.0.0.1", bench.ours.port)
                visitor = stack.enter_context(socket.create_connection(address))
                visitor.sendall(begin.encode())
        time.sleep(1)
        took = statistics.median(_times(bench.ours, 20))
    yield Figure("an article beside 900 stalled visitors, median", took, 50, "ms")


def _times(server: Server, count: int) -> Iterator[float]:
    for _ in range(count):
        begun = time.perf_counter()
        if server.get()[0] != 200:
            raise Missing("no article while others stall")
        yield (time.perf_counter() - begun) * 1000


# In this order: what changes the library comes last.
SECTIONS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "start": start,
    "weight": weight,
    "article": article,
    "304": unchanged,
    "latency": latency,
    "uncached": uncached,
    "wagtail": against_wagtail,
    "many": many,
    "entries": entries,
    "stalled": stalled,
    "storm": storm,
    "publish": publish,
    "hosts": hosts,
    "withdrawal": withdrawal,
}
# What a look at every change can do without; `many` cannot meet its gate (decision 10).
LONG = ("wagtail", "many", "entries", "hosts")


def measured(bench: Bench, names: list[str], slack: float) -> bool:
    """Print the figures of these sections; whether all could be measured and are within."""
    is_well = True
    for name in names:
        begun = time.perf_counter()
        try:
            for figure in SECTIONS[name](bench):
                print(figure.line(slack), flush=True)
                is_well &= figure.is_within(slack)
        except (Missing, OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
            print(f"{name}: could not be measured: {error}", flush=True)
            is_well = False
        print(f"  ({name}: {time.perf_counter() - begun:.0f} s)", file=sys.stderr, flush=True)
    return is_well


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="under three minutes, twice the gates")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="this section; repeat it")
    parser.add_argument("--wagtail", type=Path, help="a folder to keep the Wagtail site in")
    options = parser.parse_args()
    for program in ("nginx", "wrk", "h2load", "taskset"):
        if not shutil.which(program):
            sys.exit(f"{program} is missing: apt-get install nginx-light wrk nghttp2-client")
    names = [name for name in SECTIONS if not (options.quick and name in LONG)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-speed-")))
        # nginx's worker gives up root, and has to find the page all the same.
        folder.chmod(0o755)
        bench = Bench(stack, folder, quick=options.quick, wagtail=options.wagtail)
        chosen = [name for name in SECTIONS if name in (options.only or names)]
        is_well = measured(bench, chosen, slack=2.0 if options.quick else 1.0)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
