"""Sheets, scripts and pictures of the site, for whoever hands it out as files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.module_loading import import_string


def is_asset(address: str) -> bool:
    return address.startswith(settings.STATIC_URL)


def asset(address: str) -> bytes:
    """What a page loads from an address, as it was collected; as written where nothing was."""
    name = address.removeprefix(settings.STATIC_URL)
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    if name.endswith((".css", ".js")):
        return source(name).encode()
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"there is no asset '{name}'")
    return Path(found).read_bytes()


def source(name: str) -> str:
    """A sheet or script with all that it imports, as it is written."""
    return str(import_string(settings.ASSET_SOURCE)(name))
