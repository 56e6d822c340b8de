import io

import pytest
from django.core.management import CommandError, call_command

from fbss.models import Treatment, Word
from fbss.seeding.loader import load
from tests.seeding.editors import publish, withdraw
from tests.seeding.small_pack import ITEMS, write_pack

pytestmark = pytest.mark.django_db
ALL = ITEMS + 2


@pytest.fixture
def target(tmp_path):
    load(write_pack(tmp_path / "seeds"))
    return tmp_path / "export"


def run(*arguments):
    """Exit code, output and errors of an export."""
    output, errors = io.StringIO(), io.StringIO()
    try:
        call_command("export_seed", *arguments, stdout=output, stderr=errors)
    except CommandError as error:
        return error.returncode, output.getvalue(), f"{errors.getvalue()}{error}"
    return 0, output.getvalue(), errors.getvalue()


def test_an_export_says_what_it_wrote(target):
    assert run(target) == (0, f"Wrote {ALL} items to {target}.\n", "")
    call_command("load_seed", target, "--check", stdout=io.StringIO())


def test_an_export_says_what_it_left_out(target):
    withdraw(Treatment, "exercise")

    assert run(target) == (
        0,
        f"left out  treatments/exercise: withdrawn\nWrote {ALL - 1} items to {target}.\n",
        "",
    )


def test_a_folder_that_is_in_use_ends_with_2(target):
    run(target)

    assert run(target) == (2, "", f"{target} holds an earlier export; --force replaces it")
    assert run(target, "--force")[0] == 0


def test_a_folder_that_cannot_be_written_ends_with_2(target, monkeypatch):
    def refuse(*_given, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("fbss.seeding.exporter.tempfile.TemporaryDirectory", refuse)

    assert run(target) == (2, "", f"{target} cannot be written: Permission denied")


def test_an_export_that_a_load_would_refuse_ends_with_1(target):
    publish(Word, "disc", definition="About 1 in 5 people.")

    code, output, errors = run(target)

    assert (code, output) == (1, f"Wrote {ALL} items to {target}.\n")
    assert errors == (
        "words.yaml:6: definition: a number without a source: 'About 1 in 5 people.'\n"
        "load_seed would refuse this export; mend these texts in the admin, then export again"
    )
