"""/metrics: closed without its token; workers of a host count together."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "a token for the tests alone"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer \N{SNOWMAN}"],
)
def test_without_the_token_the_address_does_not_exist(client, settings, header):
    settings.METRICS_TOKEN = TOKEN

    response = client.get("/metrics", headers={"Authorization": header} if header else {})

    assert response.status_code == 404


@pytest.mark.django_db
def test_an_operator_who_set_no_token_has_no_such_address(client, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


WORKER = """
import django
django.setup()
from django.test import Client
client = Client()
for _ in range(3):
    client.get("/help-now/")
client.get("/no/such/page/", {"q": "a secret"})
client.generic("BREW", "/help-now/")
print(client.get("/metrics", headers={"Authorization": "Bearer %s"}).content.decode())
"""


@pytest.fixture
def worker(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "LOCAL": "1",
        "ALLOWED_HOSTS": "testserver",
        "DATA_DIR": str(tmp_path),
        "METRICS_TOKEN": TOKEN,
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "ERROR",
    }

    def run(program):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(
        "import django; django.setup(); from django.core.management import call_command as c;"
        "c('migrate', verbosity=0); c('load_seed'); c('collectstatic', verbosity=0)"
    )
    yield run
    run("import django; django.setup(); from portal import metrics; metrics.forget()")


@pytest.mark.slow
def test_workers_count_together_by_route_and_never_by_path(worker):
    worker(WORKER % TOKEN)

    text = worker(WORKER % TOKEN)

    assert 'portal_requests_total{method="GET",route="help_now",status="200"} 6.0' in text
    assert 'portal_requests_total{method="GET",route="none",status="404"} 2.0' in text
    assert 'portal_requests_total{method="other",route="help_now",status="405"} 2.0' in text
    assert 'portal_request_seconds_count{route="help_now"} 8.0' in text
    assert "secret" not in text
    assert "/no/such" not in text
