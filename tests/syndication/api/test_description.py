"""The API holds to its own description, whatever is asked of it."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from fbss.seeding.loader import load
from fbss.views.api import api

SEEDS = Path(__file__).parents[3] / "seeds"
# Half of them keep to the description, half break it.
EXAMPLES = 50 if os.environ.get("CI") else 5
PATHS = [*api.get_openapi_schema(path_prefix="")["paths"]]


@contextmanager
def one_connection():
    """Requests leave the connection open, which holds a transaction that is not theirs."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def description(django_db_setup, django_db_blocker):
    """The description, with the real seed behind it."""
    local = override_settings(ALLOWED_HOSTS=["localhost"])
    with django_db_blocker.unblock(), local, one_connection(), transaction.atomic():
        load(SEEDS)
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.django_db
def test_every_operation_answers_as_it_is_described(description, path, mode):
    operation = description[path]["GET"]
    if mode is GenerationMode.NEGATIVE and not operation.path_parameters and not operation.query:
        return

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def answers(case):
        case.call_and_validate()

    answers()
