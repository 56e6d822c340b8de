"""`manage.py list_components`: what runs here, for those who must know."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.components import components, cyclonedx


class Command(BaseCommand):
    help = (
        "Print the packages that the portal runs on, with versions, licenses and locked hashes, "
        "as CycloneDX 1.5 (JSON), or as a table."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--table", action="store_true", help="Name, version and license alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = components(settings.BASE_DIR / "requirements.txt")
        if not options["table"]:
            self.stdout.write(json.dumps(cyclonedx(found), indent=1))
            return
        for component in found:
            self.stdout.write(f"{component.name:<26}{component.version:<12}{component.license}")
