"""Two application hosts behind nginx, on one PostgreSQL and one Redis: the example of the docs."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode

import psycopg

from tests.search import postgresql
from tests.servers import nginx, redis
from tests.servers.asking import free_port, get, wait_for
from tests.servers.home import ROOT, Home
from tests.servers.installed import without

from .site import PAGE, SET_UP, TOKEN, Site

EXAMPLE = "nginx.conf"
# The line of the example that names a host.
SERVER = "server 127.0.0.1:8000 max_fails=1 fail_timeout=2s;"
# What a release consists of.
RELEASE = ("fbss", "portal", "templates", "static", "manage.py", "requirements.txt")
# Readers come from addresses of their own; nginx asks from this one.
PROXY = "127.0.0.1"


class Desk(Site):
    """What visitors and editors do at one port, with PostgreSQL behind it."""

    database: str

    def rows(self, question):
        with psycopg.connect(self.database) as connection:
            return connection.execute(question).fetchall()

    def is_sound(self):
        return True

    def log_in(self, name, password):
        """Status, text, and the cookie of the new session."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        body = urlencode({"login": name, "password": password, "csrfmiddlewaretoken": TOKEN})
        headers = {
            "Cookie": f"csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", "/account/login/", body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        cookies = "".join(response.headers.get_all("Set-Cookie", []))
        connection.close()
        return response.status, text, cookies.partition("sessionid=")[2].partition(";")[0]

    def is_patient(self, name):
        """Whether one more wrong password for a name is looked at."""
        return "Too many attempts" not in self.log_in(name, "a guess")[1]

    def desk(self, session):
        """What the front page of the desk answers to a session."""
        return get(self.port, "/admin/", Cookie=f"sessionid={session}")[0]


class Host(Desk):
    """One machine: a data folder of its own, with a release that can be exchanged."""

    def __init__(self, folder, database, redis):
        Home.__init__(
            self,
            folder,
            DATABASE_URL=database,
            REDIS_URL=redis,
            # The same on all hosts: it signs sessions.
            SECRET_KEY="only-for-tests-" * 5,
            BEHIND_PROXY="1",
            TRUSTED_PROXIES=PROXY,
            LOG_LEVEL="ERROR",
        )
        self.database, self.port = database, free_port()

    def start(self):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = self.serve("granian", self.port, start_new_session=True, **quiet)
        wait_for(lambda: self.get("/healthz")[0] == 200, 30)

    def exchange(self, tree):
        """Stop, with the files of another release in place."""
        self.stop_kindly()
        self.tree = tree
        self.run("manage.py", "collectstatic", "--no-input", "-v0")

    def stop_kindly(self):
        """As systemd does: requests in work are finished first."""
        os.kill(self.process.pid, signal.SIGTERM)
        self.process.wait(40)


class Hosts(Desk):
    """Both hosts as visitors meet them: through nginx."""

    def __init__(self, folder, database, redis):
        self.database, self.postgresql, self.redis = database.address, database, redis
        self.hosts = [
            Host(folder / name, database.address, redis.address) for name in ("one", "two")
        ]
        first, second = self.hosts
        first.set_up()
        second.take_assets()
        self.known = json.loads(first.do(SET_UP).splitlines()[-1])
        for host in self.hosts:
            host.known = self.known
            host.start()

    def stop(self):
        for host in self.hosts:
            if host.process.poll() is None:
                host.kill()

    def until_well(self):
        """Both hosts answer, with all that they rest on, whichever of their workers is asked."""
        wait_for(
            lambda: all(
                '"worse": []' in host.get("/readyz")[1] for host in self.hosts for _ in range(8)
            ),
            30,
        )


@contextmanager
def running(folder):
    """PostgreSQL, Redis, two hosts and nginx, all of them this test's own."""
    if postgresql.binaries() is None:
        without("PostgreSQL is not installed: apt-get install postgresql")
    for name in ("one", "two", "redis", "nginx"):
        (folder / name).mkdir()
    with ExitStack() as stack:
        # What was said to be saved must be there although the server ends without a warning.
        database = stack.enter_context(postgresql.serving("-c synchronous_commit=on"))
        hosts = Hosts(folder, database, stack.enter_context(redis.running(folder / "redis")))
        stack.callback(hosts.stop)
        servers = "\n".join(SERVER.replace("8000", str(host.port)) for host in hosts.hosts)
        changes = ((SERVER, servers), ("/var/cache/nginx/portal", str(folder / "nginx/cache")))
        hosts.port = stack.enter_context(nginx.running(EXAMPLE, folder / "nginx", *changes))
        yield hosts


class Readers:
    """People who read through nginx while something happens; each comes from an address of theirs.

    Like a browser they ask once more where a connection broke off.
    """

    def __init__(self, port, paths=(PAGE, "/words/", "/"), count=4):
        self._port, self._paths = port, paths
        self._done = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(number,)) for number in range(count)
        ]
        self.answers = []
        self.broken = 0

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        wait_for(lambda: len(self.answers) > 10, 30)
        return self

    def __exit__(self, *_):
        self._done.set()
        for thread in self._threads:
            thread.join()

    def go_on(self, seconds):
        """Let them read for so long."""
        self._done.wait(seconds)

    def _read(self, number):
        turn = number
        while not self._done.is_set():
            path = self._paths[turn % len(self._paths)]
            turn += 1
            for _try in range(2):
                answer = self._ask(path, number)
                if answer[0]:
                    break
                self.broken += 1
            self.answers.append((path, *answer))
            time.sleep(0.005)

    def _ask(self, path, number):
        source = (f"127.0.1.{number + 1}", 0)
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=20, source_address=source
        )
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def faults(self):
        """Answers that no reader should get."""
        return [
            (path, status)
            for path, status, text in self.answers
            if status != 200 or (path[-1] == "/" and not text.rstrip().endswith("</html>"))
        ]


class Editor:
    """Publishes one text after the other, and presses the button again where nobody answered."""

    def __init__(self, site, name):
        self._site, self._name = site, name
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._publish)
        self.told, self.refused = [], []

    def __enter__(self):
        self._thread.start()
        wait_for(lambda: self.told, 30)
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()

    def _publish(self):
        number = 0
        while not self._done.is_set():
            number += 1
            title = f"{self._name} {number}"
            while (answer := self._site.publish(title))[0] != 302:
                self.refused.append(answer)
                if self._done.is_set():
                    return
                time.sleep(0.05)
            self.told.append(title)


def next_release(folder):
    """The tree as a later release would have it: another shape of the database, other pages."""
    for name in RELEASE:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    names = sorted(path.stem for path in (folder / "fbss/migrations").glob("0*.py"))
    number = int(names[-1][:4]) + 1
    (folder / f"fbss/migrations/{number:04}_next.py").write_text(NEXT.format(before=names[-1]))
    sheet = folder / "static/css/tokens.css"
    sheet.write_text(sheet.read_text() + "\n:root { --next: 1px; }\n")
    base = folder / "templates/base.html"
    text = base.read_text()
    assert "</head>" in text
    base.write_text(text.replace("</head>", '<meta name="next" content="1"></head>'))
    return folder


NEXT = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("fbss", "{before}")]
    operations = [
        migrations.AddField("topic", "next", models.CharField(db_default="", default="")),
        migrations.AddIndex("topic", models.Index(fields=["next"], name="topic_next")),
    ]
"""
