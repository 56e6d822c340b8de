"""`manage.py prepare`: all a start needs, in one process."""

from typing import Any

from django.core.management import BaseCommand, call_command

from portal.static import collect


class Command(BaseCommand):
    help = "Brings the database's shape, the seed and the assets up to date before serving."

    def handle(self, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_seed")
        collect()
