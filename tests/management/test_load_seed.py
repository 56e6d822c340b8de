import io
import json
import os
import pty
import subprocess
import time

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import OperationalError

from fbss.management.commands import load_seed
from fbss.management.commands.load_seed import Progress
from fbss.models import FAQ, Entry
from tests.seeding.editors import publish
from tests.seeding.small_pack import FAQ as QUESTION
from tests.seeding.small_pack import ITEMS, TOPIC, write_article, write_list, write_pack
from tests.servers.home import Home

ALL = ITEMS + 2
HOW = "faqs/how-common-is-it"


@pytest.fixture
def folder(tmp_path):
    return write_pack(tmp_path / "seeds")


@pytest.fixture
def loaded(folder, db):
    call_command("load_seed", folder, stdout=io.StringIO())
    return folder


def run(*arguments):
    """Exit code, output and errors of a load."""
    output, errors = io.StringIO(), io.StringIO()
    try:
        call_command("load_seed", *arguments, stdout=output, stderr=errors)
    except CommandError as error:
        return error.returncode, output.getvalue(), f"{errors.getvalue()}{error}"
    except SystemExit as end:
        return end.code, output.getvalue(), errors.getvalue()
    return 0, output.getvalue(), errors.getvalue()


@pytest.mark.django_db
def test_a_load_says_in_one_line_what_it_did(folder):
    assert run(folder) == (0, f"Seed: {ALL} created.\n", "")
    assert run(folder) == (0, f"Seed: {ALL} unchanged.\n", "")


@pytest.mark.django_db
def test_an_empty_folder_is_said(tmp_path):
    assert run(tmp_path) == (0, "Seed: nothing there.\n", "")


@pytest.mark.django_db
def test_what_needs_attention_has_a_line_of_its_own(loaded):
    publish(FAQ, "how-common-is-it", title="An editor's title")
    write_article(loaded, HOW, QUESTION | {"title": "How often?"})

    assert run(loaded) == (
        0,
        f" conflict  {HOW}\nSeed: {ALL - 1} unchanged, 1 conflict; 1 waiting for an editor.\n",
        "",
    )


# Exit codes ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_faults_are_sorted_and_end_with_1(folder):
    write_article(folder, "topics/what-it-is", TOPIC | {"titel": "What"})
    write_article(folder, HOW, QUESTION | {"topic": "what-it-was"})

    assert run(folder) == (
        1,
        "",
        f"{HOW}.md:10: topic: unknown topics/what-it-was (did you mean topics/what-it-is?)\n"
        "topics/what-it-is.md:10: titel: unknown field (did you mean title?)\n"
        "2 faults in the seed; nothing was written",
    )
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_one_fault_is_counted_as_one(tmp_path):
    (tmp_path / "raw.txt").write_text("Why?")

    code, _output, errors = run(tmp_path)

    assert (code, errors.splitlines()[-1]) == (1, "1 fault in the seed; nothing was written")


def test_wrong_usage_ends_with_2(tmp_path):
    yaml = tmp_path / "words.yaml"
    yaml.write_text("")

    assert run(tmp_path / "none") == (2, "", f"there is no file or folder {tmp_path / 'none'}")
    for path in (yaml, "/dev/null"):
        said = f"{path} is neither a folder of seed files nor a raw text (.txt)"
        assert run(path) == (2, "", said)


def test_an_unknown_option_ends_with_2(tmp_path):
    code, output, errors = Home(tmp_path).manage("load_seed", "--chekc")

    assert (code, output) == (2, "")
    assert "unrecognized arguments: --chekc" in errors


@pytest.mark.django_db
def test_a_check_ends_with_3_if_anything_would_change(folder):
    code, output, _errors = run(folder, "--check")

    assert code == 3
    assert output.splitlines()[-1] == f"Seed: {ALL} created (nothing was written)."
    assert not Entry.objects.exists()


def test_a_check_ends_with_0_if_nothing_would_change(loaded):
    assert run(loaded, "--check") == (0, f"Seed: {ALL} unchanged (nothing was written).\n", "")


def test_a_check_ends_with_0_over_what_editors_changed(loaded):
    publish(FAQ, "how-common-is-it", title="An editor's title")

    assert run(loaded, "--check")[0] == 0


def test_strict_ends_with_4_while_seed_texts_wait(loaded):
    assert run(loaded, "--strict")[0] == 0
    publish(FAQ, "how-common-is-it", title="An editor's title")
    write_article(loaded, HOW, QUESTION | {"title": "How often?"})

    assert run(loaded, "--strict")[0] == 4
    assert run(loaded, "--strict")[0] == 4
    assert run(loaded)[0] == 0


# Options ------------------------------------------------------------------------------------------


def test_a_dry_run_shows_the_differences(loaded):
    write_article(loaded, HOW, QUESTION | {"title": "How often?"})
    write_article(loaded, "pages/new", TOPIC)

    assert run(loaded, "--dry-run") == (
        0,
        f"  updated  {HOW}\n"
        "           title:\n"
        "           -How common is it?\n"
        "           +How often?\n"
        "  created  pages/new\n"
        f"Seed: 1 created, 1 updated, {ALL - 1} unchanged (nothing was written).\n",
        "",
    )


def test_the_summary_as_json(loaded):
    write_article(loaded, HOW, QUESTION | {"title": "How often?"})

    code, output, errors = run(loaded, "--json")

    assert (code, errors) == (0, "")
    assert json.loads(output) == {
        "counts": {
            "created": 0,
            "updated": 1,
            "unchanged": ALL - 1,
            "kept": 0,
            "adopted": 0,
            "conflict": 0,
            "deleted": 0,
            "gone": 0,
        },
        "waiting": 0,
        "changes": [
            {
                "step": "updated",
                "item": HOW,
                "difference": ["title:", "-How common is it?", "+How often?"],
            }
        ],
    }


@pytest.mark.django_db
def test_faults_as_json(folder):
    write_list(folder, "codes", [])
    write_article(folder, "topics/what-it-is", TOPIC | {"titel": "What"})

    code, output, errors = run(folder, "--json")

    assert (code, errors) == (1, "1 fault in the seed; nothing was written")
    assert json.loads(output) == {
        "faults": [
            {
                "file": "topics/what-it-is.md",
                "line": 10,
                "field": "titel",
                "message": "unknown field (did you mean title?)",
            }
        ]
    }


# A database that is held by others ----------------------------------------------------------------


def test_a_held_database_is_a_sentence(folder, monkeypatch):
    def refuse(*_given, **_options):
        raise OperationalError("database is locked")

    monkeypatch.setattr(load_seed, "load", refuse)

    said = "another load or save is holding the database; nothing was written, try again"
    assert run(folder) == (1, "", said)


def test_another_trouble_of_the_database_is_not_hidden(folder, monkeypatch):
    def refuse(*_given, **_options):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(load_seed, "load", refuse)

    with pytest.raises(OperationalError, match="disk"):
        run(folder)


# Progress -----------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


def progress_on(stream, monkeypatch, *, seconds):
    """What a load that takes some seconds writes about its progress."""
    now = 0.0
    monkeypatch.setattr(load_seed.time, "monotonic", lambda: now)
    progress = Progress(OutputWrapper(stream))
    for done, now in enumerate(seconds):  # noqa: B007 -- the clock reads it
        progress(done, 1_000, "files read")
    progress.clear()
    progress.clear()
    return stream.getvalue()


def test_progress_is_shown_on_a_terminal_after_two_seconds(monkeypatch):
    shown = progress_on(Terminal(), monkeypatch, seconds=[1.0, 2.1, 2.1, 2.15])

    assert shown == "\r\033[K1 of 1,000 files read\r\033[K"


def test_a_quick_load_shows_no_progress(monkeypatch):
    assert progress_on(Terminal(), monkeypatch, seconds=[0.1, 1.9]) == ""


def test_progress_is_never_piped(monkeypatch):
    assert progress_on(io.StringIO(), monkeypatch, seconds=[3.0, 4.0]) == ""


SLOW_LOAD = """
import sys
import django
django.setup()
from django.core.management import execute_from_command_line
from fbss.management.commands import load_seed
load_seed.SECONDS_BEFORE_PROGRESS = -1
execute_from_command_line(["manage.py", "load_seed", sys.argv[1], "--skip-checks"])
"""


@pytest.mark.slow
def test_progress_on_a_real_terminal(empty_site, tmp_path, folder):
    home = empty_site.copy_to(tmp_path / "home")
    ours, theirs = pty.openpty()

    piped = home.python("-c", SLOW_LOAD, folder)
    again = home.begin("-c", SLOW_LOAD, folder, stdout=subprocess.DEVNULL, stderr=theirs)

    assert (piped.stdout, piped.stderr) == (f"Seed: {ALL} created.\n", "")
    assert again.wait(timeout=60) == 0
    time.sleep(0.1)
    assert os.read(ours, 10_000).decode().startswith("\r\033[K0 of 4 files read\r\033[K")
    os.close(ours)
    os.close(theirs)
