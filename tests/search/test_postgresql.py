"""The search on a real PostgreSQL, beside SQLite."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .postgresql import binaries, running

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
QUERIES = HERE / "dev.tsv"
REASON = "no PostgreSQL here: install the server, for example with apt-get install postgresql"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address():
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("the whole suite runs on PostgreSQL already")
    if binaries() is None:
        if os.environ.get("CI"):
            pytest.fail(REASON)
        pytest.skip(REASON)
    with running() as address:
        yield address


def run(address, *command):
    """What a command prints, on a database of its own."""
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "portal.settings_for_tests",
    }
    command = [sys.executable, *command]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def figures(address):
    for command in ("migrate", "load_seed"):
        run(address, "manage.py", command)
    return json.loads(run(address, "manage.py", "evaluate_search", str(QUERIES), "--json"))


def test_both_engines_answer_alike(address, tmp_path):
    postgresql = figures(address)
    sqlite = figures(f"sqlite:///{tmp_path / 'db.sqlite3'}")

    assert (postgresql["engine"], sqlite["engine"]) == ("postgresql", "sqlite")
    for name in ("ndcg_at_10", "mrr", "recall_at_5", "zero_results", "confident_off_topic"):
        assert postgresql[name] == pytest.approx(sqlite[name], abs=0.01), name
    assert postgresql["ndcg_at_10"] >= 0.85


def test_the_tests_of_the_search_pass_there_too(address):
    tests = [str(HERE / f"test_{name}.py") for name in ("index", "misses", "suggestions")]
    tests += [str(ROOT / "tests" / "views" / "test_search.py")]

    output = run(address, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)

    assert " passed" in output
