"""Processes that end in the middle of it, without a warning, as by a power switch."""

import os
import signal
import subprocess
import sys
import time
from threading import Thread

import pytest

from tests.seeding.processes import manage, start
from tests.servers.asking import wait_for
from tests.servers.home import ROOT

from .site import PAGE, is_whole

pytestmark = [pytest.mark.slow, pytest.mark.alone]
# Seconds after the editor pressed the button.
MOMENTS = (0.0, 0.02, 0.05, 0.1)


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_an_editor_was_told_is_saved_or_public_is_so_after_the_server_was_killed(site, moment):
    told, broken = [], []

    def edit():
        for number in range(100):
            title = f"Text {number} of {moment}"
            answer = site.publish(title)
            if answer[0] != 302:
                broken.append(answer)
                return
            told.append(title)

    editor = Thread(target=edit)
    editor.start()
    wait_for(lambda: told, 30)
    time.sleep(moment)
    site.kill()
    editor.join()
    public = site.live_titles()
    seconds = site.start()
    page, heading = site.get(PAGE), site.heading()
    saved = {title for (title,) in site.rows("SELECT title FROM fbss_topic")}
    discard_what_is_left(site)

    # The next one may have gone live although nobody was told.
    assert public in ([told[-1]], [f"Text {len(told)} of {moment}"])
    assert set(told) <= saved
    # The connection broke, and nothing else went wrong.
    assert [status for status, _text, _headers in broken] == [0]
    assert (is_whole(page), heading) == (True, public[0])
    assert seconds < 5
    assert site.is_sound()


def discard_what_is_left(site):
    """The killed editor's draft is still there, and they go on with it."""
    site.do(
        "for left in Topic.objects.filter(state='in-review'):\n"
        "    revisions.recall(left, person('writer'))\n"
        "for left in Topic.objects.filter(state='draft'):\n"
        "    revisions.discard(left, person('writer'))"
    )


def test_migrations_that_were_killed_go_on_where_they_were(tmp_path):
    process = start(tmp_path, "manage.py", "migrate", "--skip-checks")
    for line in process.stdout:
        if "fbss.0003" in line:
            break

    process.send_signal(signal.SIGKILL)
    process.communicate()
    code, output, errors = manage(tmp_path, "migrate")

    assert (code, errors) == (0, "")
    assert "Applying fbss.0005" in output
    assert manage(tmp_path, "migrate", "--check")[0] == 0


def test_a_backup_that_was_killed_leaves_the_one_before(site, tmp_path):
    path = tmp_path / "site.backup"
    site.run("manage.py", "backup", str(path), "--skip-checks")
    before = path.read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-c", STOPS_BEFORE_ITS_END, str(path)],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "in the middle of it\n"

    process.kill()
    process.communicate()
    after = path.read_bytes()
    site.run("manage.py", "backup", str(path), "--skip-checks")

    assert after == before
    # Nothing of the killed one is left to fill the disk.
    assert [left.name for left in tmp_path.iterdir()] == ["site.backup"]


STOPS_BEFORE_ITS_END = """
import pathlib, sys, time
import django
django.setup()
from portal.backups import archive, making

def stop(*_arguments):
    print("in the middle of it", flush=True)
    time.sleep(600)

archive._keep_name = stop
archive.Backup.verify = stop
making.make(pathlib.Path(sys.argv[1]), "")
"""


def test_random_kills_lose_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "benchmarks/kills.py", "--rounds", "8"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )

    assert done.stderr == ""
    assert "texts lost          0\n" in done.stdout
    assert "pages wrong         0\n" in done.stdout
