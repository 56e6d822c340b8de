"""Asking addresses elsewhere: politely, boundedly and never inwards. A server on this machine."""

import socket
import threading
import time
from contextlib import contextmanager
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fbss.editing.outside import MOST_BYTES, Outside, Standing, is_open
from tests.factories import days


class Site(BaseHTTPRequestHandler):
    """Answers by its address, and writes down what it was asked."""

    def answer(self):
        self.server.asked.append((self.command, self.path, self.headers.get("User-Agent")))
        code, headers, body = self.server.pages.get(self.path.partition("?")[0], (404, {}, b""))
        if callable(body):
            body = body(self)
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            try:
                self.wfile.write(body)
            except OSError:
                self.server.hung_up = True

    do_HEAD = do_GET = answer  # noqa: N815 -- names that the server looks for

    def log_message(self, *_):
        pass


@contextmanager
def serving(pages):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.pages, server.asked = pages, []
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site():
    with serving({}) as server:
        yield server


@pytest.fixture
def outside():
    return Outside("tests/1.0 (+https://example.org)", allowed={"127.0.0.1"}, seconds=0.5)


@pytest.mark.parametrize(
    ("code", "standing"),
    [
        (200, Standing.FINE),
        (404, Standing.GONE),
        (410, Standing.GONE),
        (403, Standing.CLOSED),
        (401, Standing.CLOSED),
        (500, Standing.FAILING),
        (429, Standing.BUSY),
        (503, Standing.BUSY),
    ],
)
def test_what_an_answer_means(site, outside, code, standing):
    site.pages["/a"] = (code, {}, b"")

    answer = outside.ask(f"{site.url}/a")

    assert (answer.standing, answer.code) == (standing, code)


def test_who_asks_says_so_and_asks_for_as_little_as_it_can(site, outside):
    site.pages["/a b"] = site.pages["/a%20b"] = (200, {}, b"x" * 1000)

    outside.ask(f"{site.url}/a b?c=ä")

    assert site.asked == [("HEAD", "/a%20b?c=%C3%A4", "tests/1.0 (+https://example.org)")]


def test_a_server_that_does_not_know_head_is_asked_for_the_page(site, outside):
    site.pages["/a"] = (200, {}, b"")
    refuse = {"HEAD": 405, "GET": 200}

    class Shy(Site):
        def answer(self):
            self.server.asked.append(self.command)
            self.send_response(refuse[self.command])
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET = answer  # noqa: N815 -- names that the server looks for

    site.RequestHandlerClass = Shy

    assert outside.ask(f"{site.url}/a").standing is Standing.FINE
    assert site.asked == ["HEAD", "GET"]


def test_of_a_long_page_only_the_beginning_is_read(site, outside):
    site.pages["/a"] = (404, {}, b"x" * (40 * MOST_BYTES))

    answer = outside.ask(f"{site.url}/a")

    assert answer.standing is Standing.GONE


def test_a_server_that_never_answers_is_left_in_time(site, outside):
    site.pages["/a"] = (200, {}, lambda _: time.sleep(2) or b"")
    begun = time.monotonic()

    answer = outside.ask(f"{site.url}/a")

    assert (answer.standing, answer.detail) == (Standing.FAILING, "It did not answer in time.")
    assert time.monotonic() - begun < 1.9


def test_a_page_that_has_moved_for_good_says_where_to(site, outside):
    site.pages["/old"] = (301, {"Location": "/older"}, b"")
    site.pages["/older"] = (308, {"Location": "/new"}, b"")
    site.pages["/new"] = (200, {}, b"")

    answer = outside.ask(f"{site.url}/old")

    assert (answer.standing, answer.moved_to) == (Standing.MOVED, f"{site.url}/new")


def test_a_page_that_leads_on_for_now_is_fine(site, outside):
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (200, {}, b"")

    assert outside.ask(f"{site.url}/a").standing is Standing.FINE


def test_a_circle_is_left_after_five_times(site, outside):
    site.pages["/a"] = (302, {"Location": "/a"}, b"")

    answer = outside.ask(f"{site.url}/a")

    assert (answer.standing, len(site.asked)) == (Standing.FAILING, 6)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [("120", 120, 120), ("999999999", 86_400, 86_400), ("soon", 0, 0), ("", 0, 0), ("-1", 0, 0)],
)
def test_how_long_a_server_asks_to_be_left_alone(site, outside, said, least, most):
    site.pages["/a"] = (429, {"Retry-After": said}, b"")

    assert least <= outside.ask(f"{site.url}/a").wait <= most


def test_a_date_is_understood_too(site, outside):
    later = format_datetime(timezone.now() + days(0.01))
    site.pages["/a"] = (503, {"Retry-After": later}, b"")

    assert 800 <= outside.ask(f"{site.url}/a").wait <= 870


# Never inwards ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
        "http://user@127.0.0.1/",
        "https://user:secret@example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "//example.org/",
        "example.org",
        "",
    ],
)
def test_an_address_that_leads_inwards_is_not_asked(url, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))

    assert Outside("tests").ask(url).standing is Standing.INWARD


def test_a_redirect_that_leads_inwards_is_not_followed(site, outside):
    site.pages["/a"] = (302, {"Location": "http://169.254.169.254/"}, b"")

    assert outside.ask(f"{site.url}/a").standing is Standing.INWARD


def test_one_inward_address_among_others_is_enough():
    mixed = Outside("tests", resolve=lambda *_: ["93.184.216.34", "10.0.0.1"])

    assert mixed.ask("http://example.org/").standing is Standing.INWARD


def test_a_name_is_looked_up_once_and_the_connection_goes_to_that_answer(site):
    looked_up = []

    def rebinding(host, port):
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    site.pages["/a"] = (200, {}, b"")
    outside = Outside("tests", resolve=rebinding, allowed={"127.0.0.1"})

    answer = outside.ask(f"http://rebound.test:{site.server_port}/a")

    assert (answer.standing, looked_up) == (Standing.FINE, ["rebound.test"])


def test_other_ports_than_those_of_the_web_are_not_asked(monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    open_net = Outside("tests", resolve=lambda *_: ["93.184.216.34"])

    assert open_net.ask("http://example.org:22/").standing is Standing.INWARD


@pytest.mark.parametrize(
    ("address", "open_net"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("100.64.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("not an address", False),
    ],
)
def test_which_addresses_are_on_the_open_net(address, open_net):
    assert is_open(address) == open_net


@given(st.text(max_size=40))
def test_no_address_breaks_the_question(text):
    nowhere = Outside("tests", resolve=lambda *_: [])

    answers = [nowhere.ask(text), nowhere.ask(f"http://{text}"), nowhere.ask(f"https://x/{text}")]

    assert {answer.standing for answer in answers} <= {Standing.INWARD, Standing.FAILING}


def test_a_registry_of_papers_is_not_followed_to_the_publisher(site):
    site.pages["/10.1/x"] = (302, {"Location": "https://publisher.example/"}, b"")
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    outside = Outside("tests", resolve=resolve, allowed={"127.0.0.1"})

    answer = outside.ask(f"http://doi.org:{site.server_port}/10.1/x")

    assert (answer.standing, asked) == (Standing.FINE, ["doi.org"])
