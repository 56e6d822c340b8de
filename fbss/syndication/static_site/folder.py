"""The folder of a copy: made whole beside the old one, then put in its place."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.db import transaction

from .copying import Copy, copy_site

# Says that a folder is a copy of ours and may be replaced.
MARK = ".static-site"
README = "A copy of the site, made by `manage.py export_site`. The next copy replaces all of it.\n"


class Unfit(Exception):
    """The folder is not one that a copy may fill."""


def export(folder: Path, base_url: str, *, leaflets: bool = False) -> Copy:
    """Put a copy of the public site into a folder, whole or not at all.

    Raises Unfit for a folder that holds anything but an earlier copy.
    """
    folder = folder.resolve()
    check(folder)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as place:
        fresh = Path(place) / "new"
        fresh.mkdir()
        (fresh / MARK).write_text(README, encoding="utf-8")
        with transaction.atomic():
            copy = copy_site(fresh, base_url, leaflets=leaflets)
        _swap(folder, fresh, Path(place) / "old")
    return copy


def check(folder: Path) -> None:
    """Raise Unfit with a sentence where a copy must not be written."""
    if not folder.parent.is_dir():
        raise Unfit(f"there is no folder {folder.parent} to write into")
    if folder.exists() and not folder.is_dir():
        raise Unfit(f"{folder} is not a folder")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise Unfit(f"{folder} holds other files than a copy of the site; choose an empty folder")


def _swap(folder: Path, fresh: Path, old: Path) -> None:
    fresh.chmod(0o755)
    if folder.exists():
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
