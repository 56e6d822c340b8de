"""The example for nginx, before a server that answers as the portal does."""

import http.server
import threading
import time

import pytest

from portal.pagecache.page import CACHE_CONTROL
from tests.servers.asking import get, wait_for
from tests.servers.nginx import running

pytestmark = pytest.mark.slow


@pytest.fixture
def portal():
    """Something that sends the portal's header, counts, and can fall silent."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            state["asked"] += 1
            body = state["text"].encode()
            self.send_response(state["status"])
            self.send_header("Cache-Control", CACHE_CONTROL)
            self.send_header("Vary", "Accept-Encoding")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    state = {"asked": 0, "text": "first", "status": 200}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state["port"] = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()


@pytest.fixture
def nginx(portal, tmp_path):
    changes = [
        ("/var/cache/nginx/portal", str(tmp_path / "cache")),
        ("127.0.0.1:8000", f"127.0.0.1:{portal['port']}"),
    ]
    with running("nginx.conf", tmp_path, *changes) as port:
        wait_for(lambda: get(port, "/")[0] == 200, 10)
        yield port


def test_a_page_is_kept_for_a_second_and_no_longer(nginx, portal):
    time.sleep(2.2)
    get(nginx, "/page/")
    portal["asked"], portal["text"] = 0, "second"

    at_once = [get(nginx, "/page/")[1] for _ in range(20)]
    time.sleep(2.2)
    # A quiet time later nobody is shown the old page, not even the first who comes.
    later = get(nginx, "/page/")[1]

    assert set(at_once) == {"first"}
    assert later == "second"
    assert portal["asked"] == 1


def test_an_editor_passes_through(nginx, portal):
    before = portal["asked"]
    for _ in range(3):
        get(nginx, "/page/", Cookie="sessionid=1")

    assert portal["asked"] == before + 3


@pytest.mark.parametrize("status", [500, 503])
def test_kept_pages_go_on_while_the_portal_cannot_answer(nginx, portal, status):
    get(nginx, "/page/")
    time.sleep(2.2)
    portal["status"] = status

    assert get(nginx, "/page/")[:2] == (200, "first")
    assert get(nginx, "/other/")[0] == status
