import json
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from fbss.content.vocabulary import Kind
from fbss.management.commands.check_content import report
from fbss.quality.figures import figures

from .pages import facts

SEEDS = settings.BASE_DIR / "seeds"
PAGE = """---
key: {key}
title: Who pays for this site
position: 10
aim: This page helps you see who pays.
need: support
key_messages:
  - We carry no adverts.
  - You pay nothing.
edited: 2026-11-23
---
{body}
"""


@pytest.fixture
def seed(tmp_path):
    """A seed of two pages about the site."""
    (tmp_path / "pages").mkdir()
    for key in ("who-pays", "about"):
        write(tmp_path, key, "You can read this.")
    return tmp_path


def write(folder, key, body):
    (folder / "pages" / f"{key}.md").write_text(PAGE.format(key=key, body=body), encoding="utf-8")


def test_a_sound_seed_is_reported_with_its_figures(seed, capsys):
    call_command("check_content", str(seed))

    printed = capsys.readouterr().out
    assert "pages/about  (0 hard, 0 soft)" in printed
    assert "JAMA benchmarks: 8 of 8 items met, 2 of 2 pages without a finding" in printed
    assert "not a score" in printed
    assert "hard findings: 0" in printed


def test_a_hard_finding_ends_with_exit_code_1(seed, capsys):
    write(seed, "about", "A botched page.")

    with pytest.raises(SystemExit) as ended:
        call_command("check_content", str(seed))

    assert ended.value.code == 1
    assert "hard  Rules of this site: words that harm [body] “A botched page.”" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(("verbosity", "count"), [(1, 0), (2, 1)])
def test_soft_findings_are_listed_on_request(seed, capsys, verbosity, count):
    write(seed, "about", "You should read this.")

    call_command("check_content", str(seed), verbosity=verbosity)

    assert capsys.readouterr().out.count("soft  Rules of this site: plain and kind words") == count


def test_json_holds_the_same(seed, capsys):
    call_command("check_content", str(seed), "--json")

    values = json.loads(capsys.readouterr().out)
    assert (values["hard_findings"], len(values["pages"])) == (0, 2)


def test_a_treatment_is_listed_with_its_share_of_benefit(tmp_path, capsys):
    copied = tmp_path / "seeds"
    shutil.copytree(SEEDS, copied)

    call_command("check_content", str(copied))

    assert "benefit share of treatments/exercise: " in capsys.readouterr().out


def test_a_seed_without_pages_has_no_grade(tmp_path, capsys):
    call_command("check_content", str(tmp_path))

    assert "grade:" not in capsys.readouterr().out


def test_a_faulty_seed_is_not_judged(seed, capsys):
    write(seed, "about", "It helps 9 of 10 people.")

    with pytest.raises(CommandError) as refused:
        call_command("check_content", str(seed))

    assert refused.value.returncode == 1
    assert "pages/about.md:12: body: a number without a source" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("check_content", str(tmp_path / "nowhere"))

    assert refused.value.returncode == 2


def test_a_page_without_words_and_a_one_sided_treatment_are_printed_as_such():
    empty = figures(
        [
            ("pages/empty", {}, facts(Kind.PAGE)),
            ("treatments/empty", {}, facts(Kind.TREATMENT)),
        ]
    )

    lines = list(report(empty, every=False))
    assert lines[0].startswith("  -   pages/empty")
    assert "  benefit share of treatments/empty: none" in lines
