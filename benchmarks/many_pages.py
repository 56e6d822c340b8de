"""Very many pages, more than memory holds: the front cache before nothing, beside nginx."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from measuring import Figure, cost_ratio, load
from servers import NGINX, ROOT, WRITTEN, Server, granian, serving


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
