"""Granian, with workers that end when they are told to: `python -m portal.server` and its options.

Granian's own workers sometimes go on for ever, and its first process waits for them. One that is
told to end while it loads the site hears that with its parent's handler, as a copy that nobody
reads. One that is told twice, as by Ctrl+C in a terminal and then by its parent, may miss both.
"""

from __future__ import annotations

import os
import signal

from granian.cli import entrypoint


def in_worker() -> None:
    """What a worker does first: the terminal is its parent's, and until it serves it may just end.

    Granian sets its own handler for SIGTERM once the site is loaded.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


if __name__ == "__main__":
    os.register_at_fork(after_in_child=in_worker)
    entrypoint()  # type: ignore[no-untyped-call]
