"""How long a backup and a restore take: `python benchmarks/backup.py [--entries 100000]`.

The site is filled with made-up questions, and somebody edits it all the while. Each line is one
command in a process of its own, with what it may take at most.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_BACKUP, MOST_RESTORE = 10, 60
FILL = """
import sys
sys.path.insert(0, "benchmarks")
import django
django.setup()
from search import fill
from fbss.search.index import rebuild
fill({entries})
rebuild()
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000, help="how many made-up questions")
    entries = parser.parse_args().entries
    with tempfile.TemporaryDirectory(prefix="portal-backup-") as name:
        folder = Path(name)
        site, other, file = folder / "site", folder / "other", folder / "a.backup"
        site.mkdir()
        other.mkdir()
        for command in (("migrate", "-v0"), ("load_seed",)):
            run(site, "manage.py", *command)
        run(site, "-c", FILL.format(entries=entries))
        megabytes = (site / "db.sqlite3").stat().st_size / 1e6
        print(f"{entries:,} entries, {megabytes:.0f} MB")
        with edited(site) as saves:
            before = len(saves)
            within = show("backup", MOST_BACKUP, run(site, "manage.py", "backup", str(file)))
            during = saves[before:]
        print(f"saves meanwhile: {len(during)}, the slowest took {max(during) * 1000:.0f} ms")
        seconds = run(other, "manage.py", "restore", str(file))
        return 0 if show("restore", MOST_RESTORE, seconds) and within else 1


def show(name: str, most: int, seconds: float) -> bool:
    is_within = seconds < most
    print(f"{name:<8} {seconds:6.1f} s of {most} s  {'ok' if is_within else 'TOO MUCH'}")
    return is_within


def run(home: Path, *arguments: str) -> float:
    """The seconds that a program takes."""
    environment = os.environ | {
        "LOCAL": "1",
        "DATA_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": "only-for-benchmarks-" * 3,
        "PYTHONPATH": str(ROOT),
    }
    start = time.monotonic()
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return time.monotonic() - start


@contextmanager
def edited(home: Path) -> Iterator[list[float]]:
    """Somebody saves a text twenty times a second; the seconds that each save took."""
    done, saves = threading.Event(), [0.0]

    def edit() -> None:
        with closing(sqlite3.connect(home / "db.sqlite3", timeout=60)) as database:
            while not done.wait(0.05):
                start = time.monotonic()
                with database:
                    database.execute("UPDATE fbss_faq SET body = body || ' ' WHERE id % 997 = 5")
                saves.append(time.monotonic() - start)

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        yield saves
    finally:
        done.set()
        editor.join()


if __name__ == "__main__":
    sys.exit(main())
