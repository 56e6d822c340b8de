"""Asks whether an address elsewhere still answers: bounded, polite, and never inwards.

An address stands in a text that anybody on the desk can write, so it may point at machines that
only this server reaches. Each name is looked up once, each answer of that is looked at, and the
connection goes to exactly that: a name that leads elsewhere a moment later changes nothing.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from enum import Enum
from urllib.parse import SplitResult, quote, urljoin, urlsplit

MOST_REDIRECTS = 5
MOST_BYTES = 64 * 1024
SECONDS_A_STEP = 10.0
SECONDS_IN_ALL = 30.0
MOST_WAIT = 24 * 60 * 60
PORTS = {"http": 80, "https": 443}
# They answer with a redirect where the thing exists. Whether its publisher likes programs is
# another question.
REGISTRIES = frozenset({"doi.org", "dx.doi.org"})
# Answers after which the whole page is asked for: some servers do not know HEAD.
ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 410, 500, 501})


class Standing(Enum):
    """What became of an address."""

    FINE = "fine"
    MOVED = "moved"
    GONE = "gone"
    FAILING = "failing"
    INWARD = "inward"
    BUSY = "busy"
    CLOSED = "closed"


@dataclass(frozen=True)
class Answer:
    """What an address said, in a sentence for the editor."""

    standing: Standing
    detail: str
    code: int | None = None
    moved_to: str = ""
    # How many seconds the server asks to be left alone.
    wait: int = 0


@dataclass(frozen=True)
class _Reply:
    code: int
    location: str
    wait: int


class _Inward(Exception):
    """The name leads to a machine that is not on the open net."""


Resolve = Callable[[str, int], list[str]]


def look_up(host: str, port: int) -> list[str]:
    """The numeric addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True)
class Outside:
    """Somebody who asks addresses. `allowed` are inward addresses, for tests alone."""

    agent: str
    resolve: Resolve = look_up
    allowed: Collection[str] = ()
    seconds: float = SECONDS_A_STEP
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, url: str) -> Answer:
        """What an address says. Never raises, and takes at most half a minute."""
        until = time.monotonic() + SECONDS_IN_ALL
        try:
            return self._follow(url, until)
        except _Inward:
            return Answer(Standing.INWARD, "It leads to a machine that is not on the open net.")
        except socket.gaierror:
            return Answer(Standing.FAILING, "Nobody knows this host name.")
        except ssl.SSLCertVerificationError:
            return Answer(Standing.FAILING, "Its certificate is not valid.")
        except TimeoutError:
            return Answer(Standing.FAILING, "It did not answer in time.")
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(Standing.FAILING, "The connection failed.")

    def _follow(self, url: str, until: float) -> Answer:
        here, permanent = url, ""
        for hop in range(MOST_REDIRECTS + 1):
            parts = _parts(here)
            reply = self._reply(parts, until)
            if not reply.location or not 300 <= reply.code < 400:
                return _answer(reply, permanent)
            if parts.hostname in REGISTRIES:
                return Answer(Standing.FINE, "It is registered.", reply.code)
            here = urljoin(here, reply.location)
            lasting = reply.code in (301, 308) and (hop == 0 or bool(permanent))
            permanent = here if lasting else permanent
        return Answer(Standing.FAILING, f"It leads on more than {MOST_REDIRECTS} times.")

    def _reply(self, parts: SplitResult, until: float) -> _Reply:
        reply = self._request(parts, "HEAD", until)
        return self._request(parts, "GET", until) if reply.code in ASK_AGAIN else reply

    def _request(self, parts: SplitResult, method: str, until: float) -> _Reply:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection = self._connection(parts, min(self.seconds, left))
        try:
            headers = {"User-Agent": self.agent, "Accept": "text/html, */*;q=0.5"}
            connection.request(method, _target(parts), headers=headers)
            response = connection.getresponse()
            response.read(MOST_BYTES)
            wait = _seconds(response.getheader("Retry-After", ""))
            return _Reply(response.status, response.getheader("Location", ""), wait)
        finally:
            connection.close()

    def _connection(self, parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
        """A connection to an address that was looked at; the name only goes into the request."""
        host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
        address = self._checked(host, port)
        connection = http.client.HTTPConnection(host, port, timeout=seconds)
        plain = socket.create_connection((address, port), timeout=seconds)
        if parts.scheme == "https":
            try:
                connection.sock = self.context.wrap_socket(plain, server_hostname=host)
            except BaseException:
                plain.close()
                raise
        else:
            connection.sock = plain
        return connection

    def _checked(self, host: str, port: int) -> str:
        """The address of a host; all of its addresses are on the open net."""
        found = self.resolve(host, port)
        inward = [one for one in found if not is_open(one) and one not in self.allowed]
        if inward or not found:
            raise _Inward
        if port not in PORTS.values() and found[0] not in self.allowed:
            raise _Inward
        return found[0]


def is_open(address: str) -> bool:
    """Whether an address is one of the open net: not private, not this machine, not local."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None) or number
    return bool(inner.is_global and number.is_global and not inner.is_multicast)


def _parts(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise _Inward
    return parts


def _target(parts: SplitResult) -> str:
    """Path and query as they go over the wire: nothing in them ends the line."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{path}?{query}" if query else path


def _answer(reply: _Reply, moved_to: str) -> Answer:
    code = reply.code
    if code in (429, 503):
        return Answer(Standing.BUSY, "It asks to be left alone for a while.", code, "", reply.wait)
    if code in (404, 410):
        return Answer(Standing.GONE, "The page is not there any more.", code)
    if code in (401, 402, 403, 405, 406, 451):
        return Answer(Standing.CLOSED, "It lets no program in. Look at it yourself.", code)
    if code >= 400:
        return Answer(Standing.FAILING, f"It answers with an error ({code}).", code)
    if moved_to:
        return Answer(Standing.MOVED, f"It has moved for good to {moved_to}", code, moved_to)
    return Answer(Standing.FINE, "It answers.", code)


def _seconds(retry_after: str) -> int:
    """What Retry-After says, in seconds: a number, or a date."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(int(retry_after[:9]), MOST_WAIT)
    try:
        at = parsedate_to_datetime(retry_after).timestamp()
    except (TypeError, ValueError):
        return 0
    return min(max(0, int(at - time.time())), MOST_WAIT)
