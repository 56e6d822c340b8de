"""What every test may rely on."""

import pytest
from hypothesis import settings

from tests.servers.home import Home, with_tables

# A busy machine is no reason to fail; slowness has tests of its own.
settings.register_profile("portal", deadline=None)
# bin/test --long looks longer.
settings.register_profile("long", deadline=None, max_examples=2_000)
settings.load_profile("portal")


@pytest.fixture(autouse=True)
def clock_of_its_own(monkeypatch):
    """No test knows what another one did, and when: nor does it ask the database for it."""
    from fbss.models import clock  # noqa: PLC0415 -- needs Django

    monkeypatch.setattr(clock, "_last", [clock.LONG_AGO])


@pytest.fixture
def library(db):
    """A site on which a page can be published: a source that was read, and who pays."""
    from tests.factories import InfoPageFactory, SourceFactory  # noqa: PLC0415 -- needs Django

    SourceFactory(key="weir-2017")
    InfoPageFactory(published=True, entry__key="who-pays")


@pytest.fixture(scope="session")
def empty_site():
    """A site with a database and no text, made once; `copy_to` gives a test one of its own."""
    return Home(with_tables())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests empty their tables, which the record forbids; its own test puts the trigger back."""
    from django.db import connection  # noqa: PLC0415 -- needs Django

    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS record_is_never_deleted")
