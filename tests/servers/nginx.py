"""An example of docs/examples, run by nginx as it stands but for what an operator changes."""

import getpass
import subprocess
from contextlib import contextmanager

from .asking import free_port, is_taken, wait_for
from .home import ROOT
from .installed import program

EXAMPLES = ROOT / "docs/examples"
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def running(example, folder, *changes):
    """The port of an nginx with this example; each change is a text of it and what is there now."""
    nginx, port = program("nginx", "nginx-light"), free_port()
    (folder / "nginx.conf").write_text(_fitted(EXAMPLES / example, folder, port, changes))
    process = subprocess.Popen([nginx, "-e", folder / "log", "-c", folder / "nginx.conf"])
    try:
        wait_for(lambda: is_taken(port), 10)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _fitted(example, folder, port, changes):
    main = f"daemon off; user {getpass.getuser()}; pid {folder}/pid; error_log {folder}/log;"
    folders = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in KINDS)
    text = example.read_text()
    for theirs, ours in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("    ssl_certificate", "    # ssl_certificate"),
        ("worker_processes auto;", main),
        ("http {", f"http {{ access_log off; {folders}"),
        *changes,
    ):
        assert theirs in text
        text = text.replace(theirs, ours)
    return text
