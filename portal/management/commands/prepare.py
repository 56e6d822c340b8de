"""`manage.py prepare`: all a start needs, in one process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError, connection

from portal import metrics
from portal.static import collect

# Try again later, in the words of sysexits.h.
AWAY = 75
# A number of our own for PostgreSQL's advisory lock.
SHAPE_LOCK = 9612


class Command(BaseCommand):
    help = "Brings the database's shape, the seed and the assets up to date before serving."

    def handle(self, **options: Any) -> None:
        # First: pages that were kept need nothing else while the database is away.
        collect()
        try:
            with _alone():
                call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}", returncode=AWAY) from error
        call_command("load_seed")
        metrics.forget()


@contextmanager
def _alone() -> Iterator[None]:
    """Hosts that share a database bring it into shape one after the other.

    After a fault the end of the process lets the next one in.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SHAPE_LOCK])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [SHAPE_LOCK])
