"""Loads that are killed, and loads that meet: in real processes, on a real file."""

import signal
import sqlite3
import subprocess
from contextlib import closing

import pytest

from .small_pack import ITEMS, write_pack

pytestmark = pytest.mark.slow
STOPS_BEFORE_ITS_END = """
import pathlib, sys, time
import django
django.setup()
from fbss.models import Entry
from fbss.seeding import loader

def stop(pack):
    print("in the middle of it:", Entry.objects.count(), flush=True)
    time.sleep(600)

loader._remember_files = stop
loader.load(pathlib.Path(sys.argv[1]))
"""


@pytest.fixture
def home(empty_site, tmp_path):
    return empty_site.copy_to(tmp_path / "home")


@pytest.fixture
def folder(tmp_path):
    return write_pack(tmp_path / "seeds")


def started(home, *arguments):
    """A process that has begun; its output can be read."""
    return home.begin(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def counted(home):
    with closing(sqlite3.connect(home.folder / "db.sqlite3")) as database:
        tables = ("entry", "faq", "source", "citation", "seedrecord", "seedfile", "rawtext")
        return {
            table: database.execute(f"SELECT COUNT(*) FROM fbss_{table}").fetchone()[0]
            for table in tables
        }


def test_a_load_killed_in_the_middle_leaves_the_database_as_it_was(home, folder):
    before = counted(home)
    process = started(home, "-c", STOPS_BEFORE_ITS_END, str(folder))
    assert process.stdout.readline() == "in the middle of it: 6\n"

    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert counted(home) == before
    assert set(before.values()) == {0}
    assert home.manage("load_seed", str(folder))[1] == f"Seed: {ITEMS + 2} created.\n"


def test_of_two_loads_at_once_the_second_waits_and_finds_everything_there(home, folder):
    loads = [
        started(home, "manage.py", "load_seed", str(folder), "--skip-checks") for _load in range(2)
    ]

    ends = [(*load.communicate(timeout=60), load.returncode) for load in loads]

    assert sorted(ends) == [
        (f"Seed: {ITEMS + 2} created.\n", "", 0),
        (f"Seed: {ITEMS + 2} unchanged.\n", "", 0),
    ]


def test_a_load_waits_for_another_that_takes_its_time(home, folder):
    first = started(home, "-c", STOPS_BEFORE_ITS_END.replace("600", "2"), str(folder))
    first.stdout.readline()

    code, output, errors = home.manage("load_seed", str(folder))
    first.communicate()

    assert (code, output, errors) == (0, f"Seed: {ITEMS + 2} unchanged.\n", "")
