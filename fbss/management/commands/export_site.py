"""`manage.py export_site DIR`: the public site as files, for a server that runs nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError

from fbss.syndication.static_site.folder import Unfit, export

BROKEN, USAGE = 1, 2


class Command(BaseCommand):
    help = (
        "Write the public site as static files, with relative links: for a content delivery "
        "network, an intranet or an archive. An earlier copy in the folder is replaced at once. "
        "Exit codes: 0 done, 1 done but a link leads nowhere, 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that is empty or not there yet.")
        parser.add_argument(
            "--base-url",
            default="",
            help="Where the copy will stand, such as https://pain.example.org. Adds canonical "
            "addresses, the site map and the feeds.",
        )
        parser.add_argument(
            "--leaflets",
            action="store_true",
            help="With every leaflet as PDF: some minutes and 50 MB more. Needs --base-url, "
            "which is printed on them.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder, base_url = options["folder"], options["base_url"].rstrip("/")
        _check(base_url, leaflets=options["leaflets"])
        _require_assets()
        try:
            copy = export(folder, base_url, leaflets=options["leaflets"])
        except Unfit as unfit:
            raise CommandError(str(unfit), returncode=USAGE) from None
        except OSError as error:
            message = f"{folder} cannot be written: {error.strerror or error}"
            raise CommandError(message, returncode=USAGE) from None
        self.stdout.write(f"Wrote {copy.files} files to {folder}.")
        if copy.broken:
            self.stderr.write("\n".join(f"leads nowhere: {address}" for address in copy.broken))
            raise CommandError("some links of the site lead nowhere", returncode=BROKEN)


def _require_assets() -> None:
    """Pages name their assets by what was collected."""
    try:
        staticfiles_storage.url("css/site.css")
    except ValueError:
        message = "the assets are not collected yet: run `manage.py prepare` first"
        raise CommandError(message, returncode=USAGE) from None


def _check(base_url: str, *, leaflets: bool) -> None:
    parts = urlsplit(base_url)
    is_whole = parts.scheme in ("http", "https") and parts.hostname
    if base_url and (not is_whole or parts.path or parts.query or parts.fragment):
        raise CommandError(
            f"--base-url: '{base_url}' is not scheme and host alone, such as "
            "https://pain.example.org. For a folder below a host leave it out: links are relative.",
            returncode=USAGE,
        )
    if leaflets and not base_url:
        raise CommandError(
            "--leaflets needs --base-url, which is printed on them.", returncode=USAGE
        )
