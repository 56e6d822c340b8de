"""Makes pages ahead, in a process that ends with it: `python -m portal.pagecache.making KEYS`."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from io import BytesIO

from .answers import fetch
from .bulkhead import Environ
from .encoding import COMPRESSORS
from .key import Key

# Visitors come first.
LEAST_URGENT = 19


def main() -> None:
    """Ask the site for each page, as a visitor would who takes it packed."""
    with suppress(OSError):
        os.nice(LEAST_URGENT)
    from portal.wsgi import application  # noqa: PLC0415 -- loads Django, after the line above

    # Here nobody else makes them.
    application.ahead = None  # type: ignore[attr-defined]  # without a page cache nobody starts us
    failed = False
    for parts in json.loads(sys.argv[1]):
        for encoding in COMPRESSORS:
            answer = fetch(application, _environ(Key(*parts), encoding))
            failed |= not answer.status.startswith("200")
    sys.exit(failed)


def _environ(key: Key, encoding: str) -> Environ:
    return {
        "HTTP_ACCEPT_ENCODING": encoding,
        "HTTP_HOST": key.host,
        "PATH_INFO": key.path,
        "QUERY_STRING": key.query,
        "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": key.prefix,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443" if key.scheme == "https" else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.errors": sys.stderr,
        "wsgi.input": BytesIO(),
        "wsgi.multiprocess": True,
        "wsgi.multithread": False,
        "wsgi.run_once": True,
        "wsgi.url_scheme": key.scheme,
        "wsgi.version": (1, 0),
    }


if __name__ == "__main__":
    main()
