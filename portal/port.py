"""Whether an address is free to serve on: asked before anything slow is done.

The standard library alone: bin/serve runs this before the virtual environment exists.
"""

import errno
import socket
import sys

HIGHEST = 65535


def why_not(host: str, port: str) -> str | None:
    """A sentence when nothing can be served there, None when it can."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= HIGHEST):
        return f"A port is a number from 1 to {HIGHEST}, not {port!r}."
    try:
        _listen(host, int(port))
    except OSError as error:
        return _sentence(error, host, int(port))
    return None


def _listen(host: str, port: int) -> None:
    (family, kind, protocol, _, address), *_ = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    with socket.socket(family, kind, protocol) as probe:
        # As servers do: a port whose last connections are still fading is not taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen()


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < HIGHEST else 8000
        return f"Port {port} on {host} is taken: stop what uses it, or choose --port {other}."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than you have: choose one from 1024."
    return f"This machine has no address {host!r} to serve on: try --host 127.0.0.1."


if __name__ == "__main__":
    sys.exit(why_not(*sys.argv[1:]))
