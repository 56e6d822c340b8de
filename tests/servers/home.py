"""A site in a folder of its own: its database, its commands, and a real server with workers."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from .asking import free_port, get, wait_for

ROOT = Path(__file__).parents[2]
SERVERS = {
    "granian": [
        *("portal.server", "--interface", "wsgi", "--host", "127.0.0.1", "--no-ws", "--no-log"),
        *("--workers", "2", "--blocking-threads", "16", "--workers-kill-timeout", "15", "--port"),
    ],
    "gunicorn": [
        *("gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "16"),
        *("--log-level", "error", "--bind"),
    ],
}
SET_UP = "import django\ndjango.setup()\n"


class Home:
    """A data folder, with its database and the commands that work on it.

    Whatever the tester's shell says is left out.
    """

    # The release that runs here.
    tree = ROOT

    def __init__(self, folder, **variables):
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "LOCAL": "1",
            "SECRET_KEY": "only-for-tests-" * 5,
            "DATA_DIR": str(folder),
            "PAGE_CACHE": "1",
            "PYTHONWARNINGS": "ignore",
            **variables,
        }

    def copy_to(self, folder):
        """The same site once more, for a test that changes it."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Home(folder)

    def set_up(self):
        """What comes before a server: tables and assets, taken from those that were made once."""
        if "DATABASE_URL" in self.environment:
            self.run("manage.py", "migrate", "--verbosity=0", "--skip-checks")
        else:
            shutil.copytree(with_tables(), self.folder, dirs_exist_ok=True)
        self.take_assets()

    def take_assets(self):
        shutil.copytree(with_assets(), self.folder, dirs_exist_ok=True)

    def begin(self, *arguments, variables=None, **options):
        """A Python that has begun, with its standard streams where the options say."""
        return subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=self.tree,
            env=self.environment | (variables or {}),
            **options,
        )

    def python(self, *arguments, **variables):
        """A Python that has ended, with its exit code and what it said."""
        piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process = self.begin(*arguments, variables=variables, **piped)
        try:
            output, errors = process.communicate(timeout=200)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    def manage(self, *arguments, **variables):
        """Exit code, output and errors of one command."""
        done = self.python("manage.py", *arguments, "--skip-checks", **variables)
        return done.returncode, done.stdout, done.stderr

    def run(self, *arguments):
        """What a Python prints that must end well."""
        done = self.python(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def do(self, program):
        """What a program prints in a process of its own, as an editor's in another worker."""
        return self.run("-c", f"{SET_UP}from tests.servers.editing import *\n{program}")

    @contextmanager
    def served(self, server):
        """The port on which a server with two workers answers."""
        port = free_port()
        process = self.serve(server, port)
        try:
            wait_for(lambda: get(port, "/healthz")[0] == 200, 20)
            yield port
        finally:
            process.terminate()
            process.wait(20)

    def serve(self, server, port, **options):
        """The server's first process, which does not answer yet."""
        *command, last = SERVERS[server]
        where = str(port) if last == "--port" else f"127.0.0.1:{port}"
        return self.begin("-m", *command, last, where, "portal.wsgi:application", **options)


@cache
def with_tables():
    """A data folder whose database holds no text."""
    return _made_by("migrate", "--verbosity=0", "--skip-checks")


@cache
def with_assets():
    """A data folder with the collected assets alone."""
    return _made_by("collectstatic", "--no-input", "--verbosity=0", "--skip-checks")


def _made_by(*command):
    folder = Path(tempfile.mkdtemp(prefix="fbss-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Home(folder).run("manage.py", *command)
    return folder
