"""`manage.py` in processes of its own, on a SQLite file of its own."""

import subprocess

from tests.servers.home import ROOT, Home

__all__ = ["ROOT", "environment", "manage", "start"]


def environment(home):
    return Home(home).environment


def start(home, *arguments, **options):
    """A process that has begun; its output can be read."""
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return Home(home).begin(*arguments, **piped | options)


def manage(home, *arguments):
    """Exit code, output and errors of one command."""
    return Home(home).manage(*arguments)
