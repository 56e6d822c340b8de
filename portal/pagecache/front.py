"""The front cache: answers from finished pages, and asks Django for those that it does not have.

Views opt in (`fbss.views.caching`). Everything else passes through untouched.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from .ahead import Ahead
from .answers import Answer, fetch, send, send_page
from .bulkhead import Application, Bulkhead, Environ, StartResponse
from .encoding import PLAIN, preferred
from .files import Files
from .flights import Flights
from .key import Key, Parameters, Proxy, cleaned, key_of
from .ledger import Verdict
from .memory import Memory
from .page import Page, finished
from .rules import tags_of
from .watch import Watch

# A change may come while a page is made. After so many of them the last page made is sent.
MOST_TRIES = 3
MOST_WAIT_FOR_ANOTHER = 10.0
# In the environment of every request that passes through, for the health page.
STATE = "portal.page_cache"


class PageCache:
    """A WSGI application around another."""

    def __init__(
        self,
        application: Application,
        watch: Watch,
        parameters: Parameters,
        *,
        files: Files | None = None,
        memory: Memory[tuple[Key, str]] | None = None,
        proxy: Proxy = None,
        ahead: Ahead | None = None,
    ) -> None:
        self.watch = watch
        self.files = files
        self.ahead = ahead
        self.memory = Memory() if memory is None else memory
        self._application = application
        self._pass_on = Bulkhead(application)
        self._parameters = parameters
        self._proxy = proxy
        self._flights = Flights()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self.watch.is_running:
            self.watch.start()
        key = key_of(environ, self._parameters, self._proxy)
        if key is None:
            return self._pass(environ, start_response)
        encoding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page = self.memory.get((key, encoding))
        if page is None or self.watch.judge(page) is not Verdict.FRESH:
            if self._parameters(key.path) is None:
                return self._pass(environ, start_response)
            found = self._find(key, encoding, environ)
            if isinstance(found, Answer):
                return send(found, environ, start_response)
            page = found
        page.used = True
        return send_page(page, environ, start_response, self.watch.age)

    def _pass(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # An editor goes on with what another worker has just done.
        self.watch.hear_host()
        environ[STATE] = self
        return self._pass_on(environ, start_response)

    def _find(self, key: Key, encoding: str, environ: Environ) -> Page | Answer:
        """A kept page that may be shown, or a new one."""
        is_too_slow = False
        while True:
            page, verdict = self._kept(key, encoding)
            if page and verdict is Verdict.FRESH:
                return page
            old = page if verdict is Verdict.OLD else None
            if old and self.ahead and self.ahead.minds(key):
                return old
            if is_too_slow:
                return self._make(key, encoding, environ, old)
            if self._flights.begin(key):
                try:
                    return self._make(key, encoding, environ, old)
                finally:
                    self._flights.end(key)
            if old:
                return old
            is_too_slow = not self._flights.wait(key, MOST_WAIT_FOR_ANOTHER)

    def _kept(self, key: Key, encoding: str) -> tuple[Page | None, Verdict]:
        """What memory or the files have, and whether it may be shown."""
        page = self.memory.get((key, encoding))
        verdict = self.watch.judge(page) if page else Verdict.GONE
        if page is None or verdict is not Verdict.FRESH:
            # Another worker may have made it anew.
            filed = self._filed(key, encoding)
            filed_verdict = self.watch.judge(filed) if filed else Verdict.GONE
            if (
                filed
                and filed_verdict is not Verdict.GONE
                and (page is None or verdict is not filed_verdict)
            ):
                if page is not None or self.memory.is_wanted((key, encoding)):
                    self.memory.put((key, encoding), filed)
                return filed, filed_verdict
        if page and verdict is Verdict.GONE:
            self.memory.drop((key, encoding), page)
        return page, verdict

    def _filed(self, key: Key, encoding: str) -> Page | None:
        if self.files is None:
            return None
        page = self.files.get(_name(key, encoding))
        if page is None and encoding != PLAIN:
            plain = self.files.get(_name(key, PLAIN))
            page = plain.encoded(encoding) if plain else None
            if page:
                self.files.put(_name(key, encoding), page)
        return page

    def _make(
        self, key: Key, encoding: str, environ: Environ, old: Page | None, tries: int = MOST_TRIES
    ) -> Page | Answer:
        """A new page, kept if nothing that it rests on changed meanwhile."""
        before = self.watch.ledger.version
        page = self._ask(key, environ)
        if isinstance(page, Answer):
            # An old page is better than none; one that is gone is not.
            return old if old and page.is_failure else page
        if self.watch.judge(page) is Verdict.FRESH:
            return self._keep(key, encoding, page)
        if tries > 1 and self.watch.ledger.version != before:
            return self._make(key, encoding, environ, old, tries - 1)
        return page.encoded(encoding)

    def _ask(self, key: Key, environ: Environ) -> Page | Answer:
        self.watch.keep_up()
        stamp, rendered = self.watch.ledger.last, self.watch.clock()
        answer = fetch(self._application, cleaned(environ, key, self._proxy))
        tags = tags_of(answer.status, answer.headers)
        if tags is None:
            return answer
        return finished(answer.body, answer.headers, tags, stamp, rendered)

    def _keep(self, key: Key, encoding: str, plain: Page) -> Page:
        page = plain.encoded(encoding)
        self.memory.put((key, encoding), page)
        if self.files is not None:
            self.files.put(_name(key, PLAIN), plain)
            if encoding != PLAIN:
                self.files.put(_name(key, encoding), page)
        if self.ahead:
            self.ahead.remember(key)
        return page

    def tend(self) -> None:
        """Let pages be made ahead. For the thread of the watch, which must not wait for itself."""
        if self.ahead:
            self.ahead.tend(self.watch.ledger.version, self._is_filed, time.monotonic())

    def _is_filed(self, key: Key) -> bool:
        page = self.files.get(_name(key, PLAIN)) if self.files else None
        now = self.watch.clock()
        return page is not None and self.watch.ledger.judge(page, now) is Verdict.FRESH


def _name(key: Key, encoding: str) -> str:
    return "\n".join((*key, encoding))
