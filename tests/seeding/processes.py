"""`manage.py` in processes of its own, on a SQLite file of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def environment(home):
    return os.environ | {
        "DATA_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "LOCAL": "1",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "only-for-tests-" * 5,
    }


def start(home, *arguments, **options):
    """A process that has begun; its output can be read."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def manage(home, *arguments):
    """Exit code, output and errors of one command."""
    process = start(home, "manage.py", *arguments, "--skip-checks")
    output, errors = process.communicate(timeout=60)
    return process.returncode, output, errors
