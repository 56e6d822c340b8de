"""A site without Django behind the front cache, whose changes and clock a test holds in hand."""

import threading
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from django.db import OperationalError

from fbss.views.caching import ASKED, TAGS_HEADER
from portal.pagecache.front import PageCache
from portal.pagecache.ledger import Change
from portal.pagecache.page import Stamp
from portal.pagecache.watch import Watch

NOON = 1_800_000_000.0


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


class Changes:
    """The table of changes, as a list."""

    def __init__(self):
        self.rows = []
        self.is_away = False

    def add(self, *tags, hard=False, at=None, token="t"):
        number = self.rows[-1].stamp.number + 1 if self.rows else 1
        self.rows.append(Change(Stamp(number, f"{token}{number}"), frozenset(tags), hard, at))

    def begin(self):
        self._ask()
        return list(self.rows), []

    def since(self, last):
        self._ask()
        return [row for row in self.rows if row.stamp.number >= last.number]

    def _ask(self):
        if self.is_away:
            raise OperationalError("away")

    def wait(self, wake, seconds):
        threading.Event().wait()

    def close(self):
        pass


class Library:
    """The application behind: it says what it holds, and counts how often it is asked."""

    def __init__(self):
        self.text = "first"
        self.tags = "faq"
        self.status = "200 OK"
        self.headers = [("Content-Type", "text/html; charset=utf-8")]
        self.asked = []
        self.during = lambda: None

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        body = f"{self.text} {environ['PATH_INFO']}?{environ['QUERY_STRING']}".encode()
        headers = list(self.headers)
        if ASKED in environ and self.tags is not None:
            headers.append((TAGS_HEADER, self.tags))
        start_response(self.status, headers)
        self.during()
        return [body]


class Answer:
    def __init__(self, status, headers, body):
        self.status = int(status[:3])
        self.headers = dict(headers)
        self.pairs = headers
        self.body = body

    @property
    def text(self):
        return self.body.decode()


class Site:
    """One worker: its front cache, before a library that workers may share."""

    def __init__(self, library=None, changes=None, clock=None, counter=None, **options):
        self.library = library or Library()
        self.changes = changes or Changes()
        self.clock = clock or Clock()
        self.watch = Watch(self.changes, counter, clock=self.clock)
        # A test looks when it wants to; where a counter is, a request makes the watch look.
        self.watch.is_running = True
        self.watch._ring = self.watch.look
        self.watch.look()
        parameters = {"/unknown/": None}
        self.front = PageCache(
            self.library,
            self.watch,
            lambda path: parameters.get(path, ("page", "topic")),
            **options,
        )

    def get(self, path="/page/", query="", method="GET", **environ):
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method, **environ}
        setup_testing_defaults(environ)
        environ["wsgi.input"] = BytesIO()
        return ask(self.front, environ)


def ask(application, environ):
    said = []
    chunks = application(
        environ, lambda status, headers, _error=None: said.append((status, headers))
    )
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    ((status, headers),) = said
    return Answer(status, headers, body)
