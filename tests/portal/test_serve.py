"""bin/serve and bin/test: one command does the setting up, and says in a sentence what it cannot.

They run in a copy of the project beside a virtual environment whose Python writes down what it
is asked to do, so that nothing is installed or served here.
"""

import shutil
import socket
import subprocess
import sys

import pytest
from django.conf import settings

TOOLS = ["id", "sh", "cat", "cmp", "cp", "dirname", "env", "find", "getconf", "readlink", "rm"]
SETS_UP = "sets up what is missing, then"
SERVES = f"bin/serve: {SETS_UP} serves the portal on http://127.0.0.1:{{port}} (Ctrl+C stops it).\n"


@pytest.fixture
def tools(tmp_path):
    """A directory with the few programs a bare machine has; the only one on PATH."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    (tools / "python3").symlink_to(sys.executable)
    write_program(tools / "chromium", "exit 0\n")
    return tools


@pytest.fixture
def project(tmp_path):
    """The parts of the project that the scripts need, with an environment that takes notes."""
    root = tmp_path / "a project"
    shutil.copytree(settings.BASE_DIR / "bin", root / "bin")
    (root / "portal").mkdir()
    (root / "portal" / "__init__.py").touch()
    shutil.copy(settings.BASE_DIR / "portal" / "port.py", root / "portal")
    (root / "requirements.txt").write_text("django==5.2 --hash=sha256:0\n")
    (root / "requirements-postgres.txt").write_text("psycopg==3 --hash=sha256:0\n")
    (root / "requirements-redis.txt").write_text("redis==5 --hash=sha256:0\n")
    (root / "requirements-s3.txt").write_text("boto3==1 --hash=sha256:0\n")
    (root / "requirements-dev.txt").write_text("pytest==9 --hash=sha256:0\n")
    write_program(root / ".venv" / "bin" / "python", NOTE)
    write_program(root / ".venv" / "bin" / "pytest", 'echo "pytest $*" >> notes\n')
    return root


# `-c` asks about the Python itself: that one answers truly.
NOTE = f"""
case $1 in -c) exec "{sys.executable}" "$@" ;; esac
echo "${{LOCAL:+LOCAL=$LOCAL }}$*" >> notes
case "$*" in *"${{FAILING:-nothing at all}}"*) exit 1 ;; esac
"""


def write_program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)


@pytest.fixture
def run(tools, tmp_path):
    def run(script, *arguments, **variables):
        environment = {"PATH": str(tools), **variables}
        return subprocess.run(
            [script, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )

    return run


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])


def notes(project):
    path = project / "notes"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return lines


def pip(lock):
    return (
        f"-m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r {lock}"
    )


def granian(port, host="127.0.0.1"):
    cores = subprocess.check_output(["getconf", "_NPROCESSORS_ONLN"], text=True).strip()
    return (
        f"-m portal.server --interface wsgi --host {host} --port {port} "
        f"--workers {cores} --blocking-threads 16 --no-ws "
        "--workers-kill-timeout 30 --respawn-failed-workers portal.wsgi:application"
    )


def test_a_start_installs_prepares_and_serves(run, project, port):
    result = run(project / "bin/serve", "--port", port)

    assert result.returncode == 0
    assert result.stderr == (
        SERVES.format(port=port)
        + "bin/serve: installing requirements.txt (takes a minute the first time).\n"
    )
    assert notes(project) == [
        f"LOCAL=1 {pip('requirements.txt')}",
        "LOCAL=1 manage.py prepare",
        f"LOCAL=1 {granian(port)}",
    ]


def test_a_second_start_installs_nothing(run, project, port):
    run(project / "bin/serve", "--port", port)
    notes(project)

    result = run(project / "bin/serve", f"--port={port}")

    assert result.stderr == SERVES.format(port=port)
    assert notes(project) == ["LOCAL=1 manage.py prepare", f"LOCAL=1 {granian(port)}"]


def test_changed_requirements_are_installed(run, project, port):
    run(project / "bin/serve", "--port", port)
    notes(project)

    (project / "requirements.txt").write_text("django==5.3 --hash=sha256:0\n")
    run(project / "bin/serve", "--port", port)

    assert notes(project)[0] == f"LOCAL=1 {pip('requirements.txt')}"


@pytest.mark.parametrize("variable", ["SECRET_KEY", "SECRET_KEY_FILE"])
def test_a_start_with_a_key_is_not_a_local_one(run, project, port, variable):
    run(project / "bin/serve", "--host", "localhost", "--port", port, **{variable: "k"})

    assert notes(project)[1:] == ["manage.py prepare", granian(port, host="localhost")]


@pytest.mark.parametrize(
    "variables",
    [{"DATABASE_URL": "postgres://host/portal"}, {"DATABASE_URL_FILE": "/run/secrets/database"}],
)
def test_the_driver_of_postgresql_is_installed_where_it_is_needed(run, project, port, variables):
    run(project / "bin/serve", "--port", port, **variables)

    assert notes(project)[:2] == [
        f"LOCAL=1 {pip('requirements.txt')}",
        f"LOCAL=1 {pip('requirements-postgres.txt')}",
    ]


@pytest.mark.parametrize(
    ("variables", "lock"),
    [
        ({"REDIS_URL": "redis://host"}, "requirements-redis.txt"),
        ({"STORAGE_URL_FILE": "/run/secrets/bucket"}, "requirements-s3.txt"),
    ],
)
def test_a_client_is_installed_where_it_is_needed(run, project, port, variables, lock):
    run(project / "bin/serve", "--port", port, **variables)

    assert notes(project)[1] == f"LOCAL=1 {pip(lock)}"


def test_who_opens_the_portal_to_others_is_told_what_they_need(run, project, port):
    arguments = (project / "bin/serve", "--host", "0.0.0.0", "--port", port)

    closed, opened = run(*arguments), run(*arguments, ALLOWED_HOSTS="portal.example")

    sentence = (
        "bin/serve: answers to localhost only: set ALLOWED_HOSTS to the names others will use."
    )
    assert [sentence in run.stderr.splitlines() for run in (closed, opened)] == [True, False]


def test_uv_is_used_where_it_is(run, project, tools, port):
    write_program(tools / "uv", 'echo "uv $*" >> notes\n')

    run(project / "bin/serve", "--port", port)

    assert notes(project)[:2] == [
        "uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.txt",
        "LOCAL=1 manage.py prepare",
    ]


def test_pip_is_asked_where_uv_fails(run, project, tools, port):
    write_program(tools / "uv", "exit 1\n")

    run(project / "bin/serve", "--port", port)

    assert notes(project)[0] == f"LOCAL=1 {pip('requirements.txt')}"


def test_no_network_is_a_sentence_and_tried_again_next_time(run, project, port):
    result = run(project / "bin/serve", "--port", port, FAILING="pip install")
    run(project / "bin/serve", "--port", port, FAILING="pip install")

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        "bin/serve: could not install requirements.txt. "
        "Is the network there? The lines above say more."
    )
    assert notes(project) == [f"LOCAL=1 {pip('requirements.txt')}"] * 2


def test_nothing_is_served_when_the_preparation_fails(run, project, port):
    result = run(project / "bin/serve", "--port", port, FAILING="prepare")

    assert result.returncode == 1
    assert notes(project)[-1] == "LOCAL=1 manage.py prepare"


def test_a_taken_port_is_a_sentence_before_anything_is_done(run, project):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = run(project / "bin/serve", "--port", str(port))

    assert result.returncode == 1
    assert result.stderr == SERVES.format(port=port) + (
        f"bin/serve: Port {port} on 127.0.0.1 is taken: "
        f"stop what uses it, or choose --port {port + 1}.\n"
    )
    assert notes(project) == []


def test_a_missing_python_is_a_sentence(run, project, tools):
    (tools / "python3").unlink()

    result = run(project / "bin/serve")

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        "bin/serve: needs Python 3.11 or later: install it, for example from https://www.python.org."
    )


def test_a_python_that_is_too_old_is_passed_over(run, project, tools, port):
    write_program(tools / "python3.14", "exit 1\n")

    assert run(project / "bin/serve", "--port", port).returncode == 0


def test_a_python_without_venv_is_a_sentence(run, project, tools, port):
    shutil.rmtree(project / ".venv")
    write_program(tools / "python3", WITHOUT_VENV)

    result = run(project / "bin/serve", "--port", port)

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        "bin/serve: this Python lacks its venv module: on Debian or Ubuntu, install python3-venv."
    )


WITHOUT_VENV = f"""
case "$*" in *ensurepip*) exit 1 ;; esac
exec "{sys.executable}" "$@"
"""


def test_an_environment_whose_python_has_gone_is_made_again(run, project, tools, port):
    write_program(tools / "python3", MAKES_NO_VENV)
    (project / ".venv" / "bin" / "python").unlink()

    result = run(project / "bin/serve", "--port", port)

    assert result.stderr.splitlines()[-1] == (
        "bin/serve: could not make a virtual environment in .venv."
    )
    assert notes(project) == ["-m venv .venv"]
    assert not (project / ".venv").exists()


MAKES_NO_VENV = f"""
case "$*" in "-m venv"*) echo "$*" >> notes; exit 1 ;; esac
exec "{sys.executable}" "$@"
"""


def test_a_link_to_the_script_finds_the_project(run, project, tmp_path, port):
    link = tmp_path / "serve"
    link.symlink_to(project / "bin/serve")

    run(link, "--port", port)

    assert notes(project)[-1] == f"LOCAL=1 {granian(port)}"


def test_help_shows_how_and_does_nothing(run, project):
    result = run(project / "bin/serve", "--help")

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "Usage: bin/serve [--host HOST] [--port PORT]"
    assert notes(project) == []


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--prot", "80"], "does not know '--prot'."),
        (["8080"], "does not know '8080'."),
        (["--port"], "--port needs a value."),
        (["--host"], "--host needs a value."),
    ],
)
def test_wrong_usage_is_told_with_a_code_of_its_own(run, project, arguments, fault):
    result = run(project / "bin/serve", *arguments)

    assert result.returncode == 2
    assert result.stderr == f"bin/serve: {fault} See bin/serve --help.\n"


def test_bin_test_with_arguments_runs_the_tests_they_choose(run, project):
    result = run(project / "bin/test", "-k", "two words")

    assert result.returncode == 0
    assert result.stderr.splitlines()[0] == f"bin/test: {SETS_UP} runs the tests."
    assert notes(project) == [
        pip("requirements.txt"),
        pip("requirements-dev.txt"),
        "pytest -m not alone -k two words",
    ]


def test_bin_test_gets_a_browser_where_there_is_none(run, project, tools):
    (tools / "chromium").unlink()

    run(project / "bin/test", "-k", "seeds")

    assert notes(project)[2:] == [
        "-m playwright install chromium",
        "pytest -m not alone -k seeds",
    ]


def test_bin_test_installs_what_judges_pages_once(run, project, tools):
    write_program(tools / "npm", 'echo "npm $*" >> ../../notes\nmkdir node_modules\n')
    (tools / "mkdir").symlink_to(shutil.which("mkdir"))
    (project / "tests" / "browser").mkdir(parents=True)
    (project / "tests" / "browser" / "package-lock.json").write_text("{}")

    for _ in range(2):
        run(project / "bin/test", "--quick")

    assert notes(project)[2:] == [
        "npm ci --ignore-scripts --no-audit --no-fund --loglevel=error",
        "pytest -m not alone",
        "pytest -m not alone",
    ]


def test_bin_test_says_what_is_left_out_without_node(run, project):
    result = run(project / "bin/test", "--quick")

    assert result.stderr.splitlines()[-1] == (
        "bin/test: found no npm: the tests that need tests/browser/package.json are left out. "
        "Install Node 18 or later."
    )


def test_bin_test_quick_runs_all_tests_and_nothing_else(run, project):
    run(project / "bin/test", "--quick")

    assert notes(project)[-1] == "pytest -m not alone"


def test_bin_test_runs_every_step_and_names_those_that_failed(run, project):
    for program in ("ruff", "djade", "mypy", "lint-imports", "bandit"):
        failing = "exit 1" if program in {"ruff", "mypy"} else "exit 0"
        write_program(
            project / ".venv" / "bin" / program, f'echo "{program} $*" >> notes\n{failing}\n'
        )

    for directory in ("fbss", "templates"):
        (project / directory).mkdir()
    (project / "templates" / "page.html").touch()

    result = run(project / "bin/test")

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == "bin/test: these failed: lint, form, types."
    assert notes(project)[2:] == [
        "ruff check .",
        "ruff format --check .",
        "djade --check templates/page.html",
        "mypy fbss portal",
        "lint-imports ",
        "bandit -q -c pyproject.toml -r fbss portal",
        "LOCAL=1 manage.py makemigrations --check --dry-run",
        "manage.py check --deploy --fail-level WARNING",
        "pytest -m alone",
        "pytest -n 2 -m not alone --hypothesis-profile=portal",
    ]


def test_bin_test_long_tries_the_parsers_for_longer(run, project):
    run(project / "bin/test", "--long")

    assert notes(project)[-1] == "pytest -n 2 -m not alone --hypothesis-profile=long"


def test_bin_test_coverage_counts_what_the_tests_reach(run, project):
    run(project / "bin/test", "--coverage")

    assert notes(project)[-1] == (
        "pytest -n 2 -m not alone --hypothesis-profile=portal --cov --cov-report=term"
    )
