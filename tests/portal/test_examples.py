"""docs/examples: the programs that read these files find no fault in them."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.servers.installed import program

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
UNITS = sorted(path.name for path in EXAMPLES.glob("portal*.*"))


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_there_are_units_to_look_at():
    assert UNITS == ["portal-backup.service", "portal-backup.timer", "portal.service"]


@pytest.mark.parametrize("name", UNITS)
def test_systemd_reads_the_units(tmp_path, name):
    for unit in UNITS:
        # The programs that they start are not on this machine.
        text = (EXAMPLES / unit).read_text().replace("/srv/portal/.venv/bin/python", "/bin/true")
        (tmp_path / unit).write_text(text)

    done = run(program("systemd-analyze", "systemd"), "verify", "--man=no", str(tmp_path / name))

    ours = [line for line in done.stderr.splitlines() if "portal" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


def test_systemd_finds_a_fault_where_there_is_one(tmp_path):
    text = (EXAMPLES / "portal.service").read_text().replace("Type=exec", "Tpye=exec")
    (tmp_path / "portal.service").write_text(
        text.replace("/srv/portal/.venv/bin/python", "/bin/true")
    )

    done = run(
        program("systemd-analyze", "systemd"), "verify", "--man=no", f"{tmp_path}/portal.service"
    )

    assert "Tpye" in done.stderr


def test_the_unit_starts_what_bin_serve_starts():
    unit = (EXAMPLES / "portal.service").read_text()
    serve = (EXAMPLES.parents[1] / "bin" / "serve").read_text()

    for option in (
        "-m portal.server --interface wsgi",
        "--blocking-threads 16",
        "--no-ws",
        "--workers-kill-timeout 30",
        "portal.wsgi:application",
    ):
        assert option in unit, option
        assert option in serve, option
    assert "manage.py prepare" in unit


def test_caddy_reads_its_file_and_keeps_no_log_of_visitors():
    done = run(
        program("caddy", "caddy"),
        "adapt",
        "--adapter",
        "caddyfile",
        "--config",
        f"{EXAMPLES}/Caddyfile",
    )

    assert done.returncode == 0, done.stderr
    assert "pain.example.org" in done.stdout
    assert '"logs"' not in done.stdout
    assert re.search(r'"dial":"127\.0\.0\.1:8000"', done.stdout)


def test_nginx_is_told_to_keep_no_log_of_visitors_and_to_name_them_itself():
    text = (EXAMPLES / "nginx.conf").read_text()

    assert "access_log off;" in text
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert "$proxy_add_x_forwarded_for" not in text
