"""Keeps writers from crowding out readers: few requests with a body are let in at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

MOST_AT_A_TIME = 4
BUSY = (
    b"The site is busy saving what others sent. Please send it again in a few seconds.\n"
    b"If you need urgent help, do not wait for this site: call 911 (UK: 999).\n"
)
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(BUSY))),
    ("Cache-Control", "no-store"),
    ("Retry-After", "5"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]


class Bulkhead:
    """Lets every plain reading through, and of all else a few at a time."""

    def __init__(self, application: Application, most: int = MOST_AT_A_TIME) -> None:
        self._application = application
        self._places = BoundedSemaphore(most)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if _only_reads(environ):
            return self._application(environ, start_response)
        if not self._places.acquire(blocking=False):
            start_response("503 Service Unavailable", list(HEADERS))
            return [BUSY]
        try:
            return _Occupying(self._application(environ, start_response), self._places.release)
        except BaseException:
            self._places.release()
            raise


def _only_reads(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and environ.get("CONTENT_LENGTH", "") in ("", "0")
        and "HTTP_TRANSFER_ENCODING" not in environ
    )


class _Occupying:
    """An answer that keeps its place until the server is done with it."""

    def __init__(self, answer: Iterable[bytes], leave: Callable[[], None]) -> None:
        self._answer = answer
        self._chunks = iter(answer)
        self._leave: Callable[[], None] | None = leave

    def __iter__(self) -> _Occupying:
        return self

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        try:
            if hasattr(self._answer, "close"):
                self._answer.close()
        finally:
            # A server may close twice.
            if leave := self._leave:
                self._leave = None
                leave()
