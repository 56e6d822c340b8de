"""`manage.py prepare`: all a start needs, in one process."""

from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError

from portal import metrics
from portal.static import collect

# Try again later, in the words of sysexits.h.
AWAY = 75


class Command(BaseCommand):
    help = "Brings the database's shape, the seed and the assets up to date before serving."

    def handle(self, **options: Any) -> None:
        # First: pages that were kept need nothing else while the database is away.
        collect()
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}", returncode=AWAY) from error
        call_command("load_seed")
        metrics.forget()
