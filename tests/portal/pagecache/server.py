"""A real server with real workers, on a database of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]

SERVERS = {
    "granian": [
        *("granian", "--interface", "wsgi", "--host", "127.0.0.1", "--no-ws", "--no-log"),
        *("--workers", "2", "--blocking-threads", "16", "--port"),
    ],
    "gunicorn": [
        *("gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "16"),
        *("--log-level", "error", "--bind"),
    ],
}


class Home:
    """A data folder, with its database and the commands that work on it."""

    def __init__(self, folder, **variables):
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "LOCAL": "1",
            "DATA_DIR": str(folder),
            "PAGE_CACHE": "1",
            "PYTHONWARNINGS": "ignore",
            **variables,
        }

    def run(self, *arguments):
        result = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def do(self, program):
        """A program in a process of its own, as an editor's request is in another worker."""
        start = "import django; django.setup()\nfrom tests.portal.pagecache.server import *\n"
        return self.run("-c", start + EDITING + program)

    @contextmanager
    def served(self, server):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        *options, last = SERVERS[server]
        where = str(port) if last == "--port" else f"127.0.0.1:{port}"
        command = [sys.executable, "-m", *options, last, where, "portal.wsgi:application"]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        try:
            wait_for(lambda: get(port, "/healthz")[0] == 200, 20)
            yield port
        finally:
            process.terminate()
            process.wait(20)


# What the programs of `do` may say. They run outside of the test's process.
EDITING = """
import datetime, sys
from django.utils import timezone
from fbss.editing import revisions
from fbss.models import Entry, Topic
from tests.factories import TopicFactory, UserFactory, days_ago

def person(name):
    from django.contrib.auth import get_user_model
    people = get_user_model().objects
    return people.filter(username=name).first() or UserFactory(username=name, is_superuser=True)

def topic(key, **options):
    return TopicFactory(entry__key=key, title="First title", published=True, **options)

def next_text(key, title, at=None):
    live = Topic.objects.filter(entry__key=key, live_until=None).last()
    Topic.objects.bulk_create([live.like_this(
        number=live.number + 1, based_on=live.number, state="in-review",
        author=person("writer"), fingerprint="x")])
    Topic.objects.filter(entry=live.entry, number=live.number + 1).update(title=title)
    text = Topic.objects.get(entry=live.entry, number=live.number + 1)
    text.approved_by = person("reviewer")
    from django.db import transaction
    with transaction.atomic():
        text.go_live(at or timezone.now())
"""


def get(port, path, **headers):
    """Status and text over a connection of its own, so that any worker may answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode(), dict(response.getheaders())
    except OSError:
        return 0, "", {}
    finally:
        connection.close()


def wait_for(is_done, seconds):
    start = time.monotonic()
    while not is_done():
        assert time.monotonic() - start < seconds, "it took too long"
        time.sleep(0.005)
    return time.monotonic() - start
