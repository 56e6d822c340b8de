"""The site as files: made once from the served portal's data, and served by nginx."""

import fcntl
from contextlib import contextmanager
from dataclasses import replace

from tests.browser import site as portal
from tests.browser.kinds import READERS
from tests.servers import nginx

# What only the server can answer: choices in an address, a search, and its own faults.
NOT_HELD = {
    "treatments, none fits",
    "compare, a wrong choice",
    "compare",
    "feedback, a reason",
    "thanks",
    "not kept",
    "handout, nothing chosen",
    "handout card",
    "search",
    "search, typing",
    "results",
    "urgent results",
    "no results",
    "unknown code",
    "failed",
    "away",
}
# A file that is there is answered with 200, whatever it says.
AS_FILE = {"taken back": 200}
HELD = [
    replace(kind, status=AS_FILE.get(kind.name, kind.status))
    for kind in READERS
    if kind.name not in NOT_HELD
]


def make(site_folder):
    """The folder of the copy, made once however many processes ask for it."""
    folder = site_folder / "copy"
    with (site_folder / "copy.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            portal.manage(site_folder, "export_site", str(folder))
    return folder


@contextmanager
def serving(folder, work):
    """Serves the copy as docs/examples does; yields the address."""
    with nginx.running("nginx-copy.conf", work, ("/srv/copy", str(folder))) as port:
        yield f"http://127.0.0.1:{port}"
