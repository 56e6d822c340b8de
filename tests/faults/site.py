"""A served site with two editors at it, whose processes can be killed and starved."""

import datetime
import http.client
import json
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from urllib.parse import urlencode

from tests.servers.asking import get, wait_for
from tests.servers.home import ROOT, SERVERS, Home

PAGE = "/understand/kept/"
TOKEN = "t" * 32
# Two people, a text, and what a browser would send of its form.
SET_UP = """
import json
from django.test import Client
from fbss.search.index import rebuild
from django.test.utils import setup_test_environment
from tests.factories import InfoPageFactory, SourceFactory
from tests.admin.forms import address, initial
setup_test_environment()
SourceFactory(key="weir-2017")
InfoPageFactory(published=True, entry__key="who-pays")
text = topic("kept")
topic("never-asked")
rebuild()
cookies = {}
for name in ("writer", "reviewer"):
    client = Client()
    client.force_login(UserFactory(username=name, is_superuser=True, is_staff=True))
    cookies[name] = client.cookies["sessionid"].value
client.cookies["sessionid"] = cookies["writer"]
print(json.dumps({"cookies": cookies, "form": initial(client, address(text))}, default=str))
"""


class Site(Home):
    """A data folder, its server, and the desk of its editors."""

    def __init__(self, folder, **variables):
        super().__init__(folder, LOG_LEVEL="ERROR", **variables)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.set_up()
        self.known = json.loads(self.do(SET_UP).splitlines()[-1])

    def start(self):
        command = [sys.executable, "-m", *SERVERS["granian"], str(self.port)]
        self.process = subprocess.Popen(
            [*command, "portal.wsgi:application"],
            cwd=ROOT,
            env=self.environment,
            # A file of the test's own would be full as well.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return wait_for(lambda: self.get("/healthz")[0] == 200, 30)

    @contextmanager
    def served(self):
        self.start()
        try:
            yield self
        finally:
            self.stop()

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        # A worker may die a little later than the process that we wait for.
        wait_for(self.is_gone, 10)

    def is_gone(self):
        try:
            socket.create_server(("127.0.0.1", self.port)).close()
        except OSError:
            return False
        return True

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)

    def pids(self):
        listed = subprocess.run(
            ["ps", "-o", "pid=", "-g", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        return [int(pid) for pid in listed.stdout.split()]

    @contextmanager
    def no_room_to_write(self):
        """No process of the server can make a file longer, as on a full disk."""
        for pid in self.pids():
            _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
        try:
            yield
        finally:
            for pid in self.pids():
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))

    def get(self, path):
        return get(self.port, path)

    def heading(self):
        status, text, _ = self.get(PAGE)
        return text.partition("<h1>")[2].partition("</h1>")[0] if status == 200 else status

    def post(self, path, data, who="writer"):
        """Status, address it leads to and headers; 0 where the server is gone."""
        cookies = f"sessionid={self.known['cookies'][who]}; csrftoken={TOKEN}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({**data, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode(), dict(response.getheaders())
        except (OSError, http.client.HTTPException):
            return 0, "", {}
        finally:
            connection.close()

    def save(self, title):
        """The writer presses "save": the first time this begins a draft beside the live text."""
        body = "## What is known\n\nSome people still have pain. [@weir-2017]"
        seen = datetime.datetime.now(datetime.UTC).isoformat()
        said = {**self.known["form"], "title": title, "body": body, "seen": seen}
        return self.post(self.address_of_text() + "change/", said)

    def publish(self, title):
        """Save, hand over and approve through the desk; the last answer."""
        answer = self.save(title)
        if answer[0] != 302:
            return answer
        steps = self.address_of_text() + "step/"
        reason = {"why": "Says it better.", "significance": "clarification"}
        answer = self.post(f"{steps}submit/", reason)
        return self.post(f"{steps}approve/", {}, "reviewer") if answer[0] == 302 else answer

    def address_of_text(self):
        """Where the desk has the newest version of the text."""
        newest = self.rows(
            "SELECT max(t.id) FROM fbss_topic t, fbss_entry e"
            " WHERE e.id = entry_id AND e.key = 'kept'"
        )[0][0]
        return f"/admin/fbss/topic/{newest}/"

    def live_titles(self):
        return [
            title
            for (title,) in self.rows(
                "SELECT title FROM fbss_topic t, fbss_entry e WHERE e.id = entry_id"
                " AND e.key = 'kept' AND state = 'approved' AND live_until IS NULL"
            )
        ]

    def rows(self, question):
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=20)) as database:
            return database.execute(question).fetchall()

    def is_sound(self):
        return self.rows("PRAGMA integrity_check") == [("ok",)]


def is_whole(answer):
    status, text, _ = answer
    return status == 200 and text.rstrip().endswith("</html>")


def is_excused(answer):
    """The one failure that is allowed: it says when to come again, and where help is."""
    status, text, headers = answer
    again = {name.lower(): value for name, value in headers.items()}.get("retry-after")
    return status == 503 and again in ("5", "10") and "911" in text


def recovers(is_done):
    """Seconds until it is well again, which may be five at most."""
    start = time.monotonic()
    wait_for(is_done, 5)
    return time.monotonic() - start
