"""What a site consists of beside its database, and how it is now."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

import portal
from fbss.models import Entry

from .engines import engine
from .manifest import MEDIA, Manifest


def manifest() -> Manifest:
    """The site as it is now; the files are still to be named."""
    applied = MigrationLoader(connection).applied_migrations
    return Manifest(
        release=portal.__version__,
        made=timezone.now().isoformat(timespec="seconds"),
        engine=engine().name,
        migrations=sorted(f"{app}.{name}" for app, name in applied),
    )


def known_migrations() -> set[str]:
    """Every step of the database's shape that this release knows."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def is_empty(alias: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether nothing is lost when a database is replaced."""
    try:
        tables = set(connections[alias].introspection.table_names())
        return not any(
            model._meta.db_table in tables and model._base_manager.using(alias).exists()
            for model in (Entry, get_user_model())
        )
    except DatabaseError:
        # What cannot be read may still be worth saving by other means.
        return False


def media_folder() -> Path | None:
    """Where uploads are; None where there are none, or where they are not on this machine."""
    if isinstance(default_storage, FileSystemStorage) and str(settings.MEDIA_ROOT):
        return Path(settings.MEDIA_ROOT)
    return None


def media(room: Path) -> Iterator[tuple[str, Path]]:
    """Every upload, with its name in a backup. What is in a bucket is fetched into `room`."""
    folder = media_folder()
    if folder is None:
        for name in _stored():
            yield MEDIA + name, _fetched(name, room)
        return
    for path in sorted(folder.rglob("*")):
        # What begins with a dot is still being written.
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield MEDIA + path.relative_to(folder).as_posix(), path


def put_media(name: str, extract: Callable[[str, Path], None], room: Path) -> None:
    """Bring an upload of a backup to where it belongs; one in a bucket by way of `room`."""
    own = name.removeprefix(MEDIA)
    if folder := media_folder():
        extract(name, folder / own)
        return
    path = room / "upload"
    extract(name, path)
    default_storage.delete(own)
    with path.open("rb") as file:
        default_storage.save(own, File(file))


def drop_media_beside(names: Collection[str]) -> None:
    """Remove uploads that a restored site does not know."""
    if media_folder() is None:
        for own in list(_stored()):
            if MEDIA + own not in names:
                default_storage.delete(own)
        return
    for name, path in list(media(Path())):
        if name not in names:
            path.unlink(missing_ok=True)


def _stored(folder: str = "") -> Iterator[str]:
    """The names of all uploads in a storage that is no folder of this machine."""
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from _stored(f"{folder}{name}/")


def _fetched(name: str, room: Path) -> Path:
    path = room / "uploads" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with default_storage.open(name) as file:
        path.write_bytes(file.read())
    return path


@dataclass(frozen=True)
class LastBackup:
    """Where the last backup went, and when."""

    path: str
    made: datetime


def remember(path: Path, made: str) -> None:
    """For `manage.py doctor`. A folder that cannot be written costs no backup."""
    note = _note()
    with suppress(OSError):
        beside = note.with_name(f".{note.name}.{os.getpid()}")
        beside.write_text(json.dumps({"path": str(path.absolute()), "made": made}))
        beside.replace(note)


def last_backup() -> LastBackup | None:
    """The last backup that this host made; None if it never did."""
    try:
        said = json.loads(_note().read_text())
        return LastBackup(str(said["path"]), datetime.fromisoformat(said["made"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note() -> Path:
    return Path(settings.DATA_DIR) / "last_backup.json"
