"""The portal as an operator runs it: the real seed, collected assets, granian, pages kept."""

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
START = 30
EDITOR = "editor"
PASSWORD = "a password for tests"
# A page that was taken back, and somebody who may see the style guide.
FURNISH = f"""
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from fbss.models import Word

get_user_model().objects.create_superuser("{EDITOR}", password="{PASSWORD}")
word = Word.objects.published().order_by("entry__slug").first()
Word.objects.filter(pk=word.pk).update(live_until=timezone.now())
word.entry.withdrawn_at = timezone.now()
word.entry.withdrawn_reason = "A new study says otherwise."
word.entry.save()
"""


def environment(folder):
    """What a start on this machine alone needs; whatever the tester's shell says is left out."""
    emptied = dict.fromkeys(("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"), "")
    own = {"DATA_DIR": str(folder), "LOCAL": "1", "PAGE_CACHE": "1", "LOG_LEVEL": "ERROR"}
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    return {**os.environ, **emptied, **own, **settings}


def prepare(folder):
    """Makes the portal's data once, however many processes ask for it."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            manage(folder, "prepare")
            manage(folder, "shell", "--verbosity", "0", "--command", FURNISH)
            (folder / "ready").touch()


def manage(folder, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, capture_output=True)


@contextmanager
def serving(folder):
    """Serves what was prepared, as bin/serve does; yields the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "portal.server", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "16", "--no-ws", "--no-log"]
    command.append("portal.wsgi:application")
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(folder), stdout=log, stderr=log
        )
    try:
        yield wait_for(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait()


def wait_for(address, process):
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz"):
                return address
        except urllib.error.URLError:
            time.sleep(0.1)
    raise RuntimeError("the portal did not start")
