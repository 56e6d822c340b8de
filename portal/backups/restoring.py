"""Putting a backup back: looked through whole before anything of the site is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command

from portal.pagecache.build import count_change

from . import site
from .archive import Backup, reading
from .engines import engine
from .making import dated, make
from .manifest import BackupFault, Manifest

Say = Callable[[str], object]


def restore(path: Path, key: str, *, force: bool, say: Say) -> Manifest:
    """Make this site the one of the backup. Raises BackupFault, with the site as it was."""
    try:
        with reading(path, key) as backup:
            manifest = backup.manifest
            _require_fitting(manifest)
            _require_leave(path, force=force)
            with TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as folder:
                copy = Path(folder) / engine().member
                _take_out(backup, copy)
                if force:
                    _save_what_is_there(key, say)
                _put_in(backup, copy, Path(folder))
    except OSError as error:
        about = error.filename or path
        raise BackupFault(f"{about} cannot be used: {error.strerror or error}.") from None
    call_command("migrate", interactive=False, verbosity=0)
    count_change()
    return manifest


def _require_fitting(manifest: Manifest) -> None:
    target = engine().name
    if manifest.engine != target:
        raise BackupFault(
            f"This backup is of a {manifest.engine} database and the site runs on {target}. "
            f"Restore it where DATABASE_URL names {manifest.engine}, then use move_database."
        )
    if unknown := manifest.unknown(site.known_migrations()):
        raise BackupFault(
            f"This backup was made by a newer release ({manifest.release}, with {unknown[-1]}). "
            "Install that release first."
        )


def _require_leave(path: Path, *, force: bool) -> None:
    if not force and not site.is_empty():
        raise BackupFault(
            f"There is a site here already. To replace it by {path.name}, add --force: "
            "what is here now is saved first."
        )


def _take_out(backup: Backup, copy: Path) -> None:
    backup.verify()
    backup.extract(backup.manifest.database, copy)
    engine().check(copy)


def _save_what_is_there(key: str, say: Say) -> None:
    """A restore of the wrong file is one restore away from being undone."""
    folder = Path(settings.DATA_DIR) / "before-restore"
    folder.mkdir(exist_ok=True, mode=0o700)
    try:
        path = dated(folder)
        make(path, key)
        say(f"Saved what was here: {path}")
    except Exception as error:  # noqa: BLE001 -- a broken site is the usual reason to restore
        say(f"What was here could not be saved, and is replaced all the same: {error}")


def _put_in(backup: Backup, copy: Path, room: Path) -> None:
    """Uploads before the texts that show them; what nobody knows any more goes last."""
    names = backup.manifest.media
    for name in names:
        site.put_media(name, backup.extract, room)
    engine().restore(copy)
    site.drop_media_beside(names)
