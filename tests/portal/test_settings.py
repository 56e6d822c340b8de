"""portal.settings: production-safe unless told otherwise, and every page says so in its headers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from portal.security import PERMISSIONS_POLICY

PRODUCTION = {"ALLOWED_HOSTS": "portal.example", "SECRET_KEY": "abcdefghij" * 5}


def run(*arguments, **variables):
    """Python in the project, under these variables alone."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def setting(expression, **variables):
    result = run("-c", f"from portal import settings as s; print({expression})", **variables)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.fixture
def local(tmp_path):
    return {"LOCAL": "1", "DATA_DIR": str(tmp_path)}


def security_headers(response):
    headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
    # The order of the directives is left to chance.
    policy = headers.pop("Content-Security-Policy").split("; ")
    return {**headers, "Content-Security-Policy": sorted(policy)}


HEADERS = {
    "Content-Security-Policy": [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "manifest-src 'self'",
        "require-trusted-types-for 'script'",
        "script-src 'self' 'sha256-h4JhjUtqcM7FJtUrZCKa3RAnoFsvrypSl7977H9Cw7w='",
        "style-src 'self'",
        "trusted-types offline-worker",
    ],
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.django_db
def test_a_missing_page_carries_every_security_header_and_no_cookie(client):
    response = client.get("/no/such/page/", secure=True)

    assert response.status_code == 404
    assert security_headers(response) == HEADERS
    assert response.cookies == {}


def test_assets_carry_all_but_what_concerns_the_scripts_of_pages(client):
    response = client.get("/static/admin/css/base.css", secure=True)
    response.getvalue()  # reads, and so closes, the file

    assert response.status_code == 200
    policy = [part for part in HEADERS["Content-Security-Policy"] if "trusted-types" not in part]
    assert security_headers(response) == HEADERS | {"Content-Security-Policy": policy}


def test_the_permissions_policy_denies_what_a_page_to_read_never_needs():
    assert "camera=(), " in PERMISSIONS_POLICY
    assert "geolocation=(), " in PERMISSIONS_POLICY
    assert "=()," in PERMISSIONS_POLICY
    assert "*" not in PERMISSIONS_POLICY


def test_plain_http_is_sent_on_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get("/help-now/")

    assert (response.status_code, response.url) == (301, "https://testserver/help-now/")


def test_a_host_name_nobody_allowed_is_refused(client):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400


def test_the_deployment_check_is_clean_under_the_production_variables():
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("System check identified no issues")


def test_nothing_starts_without_the_variables_that_have_no_default():
    result = run("manage.py", "check")

    assert result.returncode == 1
    assert result.stderr == (
        "Environment variables need attention:\n"
        "  SECRET_KEY: is not set (nor SECRET_KEY_FILE); it accepts: 50 or more random characters\n"
        "  ALLOWED_HOSTS: is not set; it accepts: names with commas between them\n"
        "To look around on this machine alone, set LOCAL=1, as bin/serve does.\n"
    )


def test_production_is_strict():
    assert setting(STRICT, **PRODUCTION) == "(False, False, True, True, True, 31536000, None)"


STRICT = (
    "(s.DEBUG, s.LOCAL, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
    "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SECURE_PROXY_SSL_HEADER)"
)


def test_a_local_start_speaks_plain_http(local):
    assert setting(STRICT, **local) == "(False, True, False, False, False, 0, None)"


def test_debug_is_a_local_start_too(local):
    del local["LOCAL"]

    assert setting("(s.DEBUG, s.LOCAL)", DEBUG="1", **local) == "(True, True)"
    assert setting("s.ALLOWED_HOSTS", DEBUG="1", **local) == (
        "['localhost', '.localhost', '127.0.0.1', '[::1]']"
    )


def test_a_proxy_is_believed_only_when_told():
    assert setting("s.SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="1", **PRODUCTION) == (
        "('HTTP_X_FORWARDED_PROTO', 'https')"
    )


def test_a_local_start_makes_a_key_once_and_says_so(local, tmp_path):
    program = ("-c", "from portal import settings; print(settings.SECRET_KEY)")

    first, second = run(*program, **local), run(*program, **local)

    path = tmp_path / "secret_key"
    assert first.stderr == f"Made a secret key for this machine: {path}\n"
    assert second.stderr == ""
    assert first.stdout == second.stdout == path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_of_ones_own_is_preferred_to_a_made_one(local, tmp_path):
    assert setting("s.SECRET_KEY", SECRET_KEY="k" * 50, **local) == "k" * 50
    assert list(tmp_path.iterdir()) == []


def test_the_embedded_database_follows_the_data(local, tmp_path):
    assert setting("s.DATABASES['default']['NAME']", **local) == str(tmp_path / "db.sqlite3")


def test_mail_goes_where_it_is_told():
    assert setting("s.mail.backend", **PRODUCTION).endswith("console.EmailBackend")
    assert setting("s.mail.host", EMAIL_URL="smtp://mail.example", **PRODUCTION) == "mail.example"


def test_settings_read_the_environment_only_through_its_readers():
    source = (Path(settings.BASE_DIR) / "portal/settings.py").read_text()

    assert source.count("os.environ") == 1
    assert source.count("getenv") == 0
