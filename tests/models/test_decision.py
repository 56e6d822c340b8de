"""The record of decisions is added to, and nothing else, whoever asks."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from fbss.models import Decision, Step
from tests.factories import TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

MIGRATION = import_module("fbss.migrations.0007_work_and_record")


@pytest.fixture
def decision():
    topic = TopicFactory(published=True)
    return Decision.objects.create(
        entry=topic.entry, number=1, step=Step.WITHDRAWN, by=UserFactory(), reason="As it was."
    )


def kept(decision):
    return Decision.objects.values_list("step", "reason").get(pk=decision.pk)


@pytest.mark.parametrize(
    "deed",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Decision.objects.filter(pk=row.pk).update(reason="Other."),
        lambda row: Decision.objects.filter(pk=row.pk).delete(),
        lambda row: Decision.objects.all().delete(),
    ],
)
def test_no_row_is_changed_or_deleted_through_the_model(decision, deed):
    decision.reason = "Other."

    with pytest.raises(TypeError, match="written once"):
        deed(decision)

    assert kept(decision) == (Step.WITHDRAWN, "As it was.")


def test_a_page_with_a_record_is_not_deleted(decision):
    with pytest.raises(ProtectedError):
        decision.entry.delete()

    assert kept(decision) == (Step.WITHDRAWN, "As it was.")


@pytest.mark.parametrize(
    "sql", ["UPDATE fbss_decision SET reason = 'Other.'", "DELETE FROM fbss_decision"]
)
def test_the_database_refuses_too(decision, sql):
    editor = SimpleNamespace(connection=connection, execute=connection.cursor().execute)
    MIGRATION.unguard(None, editor)
    MIGRATION.guard(None, editor)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert kept(decision) == (Step.WITHDRAWN, "As it was.")
