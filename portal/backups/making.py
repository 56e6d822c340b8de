"""One backup: the database first, then the uploads, which never change once they are there."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from . import archive, site
from .engines import engine
from .manifest import BackupFault, Manifest

ENDING = ".backup"
UNFINISHED = ".backup-"


def make(path: Path, key: str) -> Manifest:
    """Write the whole site into one file, and read it again to be sure."""
    source = engine()
    try:
        manifest = site.manifest()
        # Beside the file: both need room on the same disk, and a full one shows at once.
        with (
            _swept(path),
            TemporaryDirectory(dir=path.parent, prefix=UNFINISHED) as folder,
        ):
            copy = Path(folder) / source.member
            source.dump(copy)
            source.check(copy)
            files = {source.member: copy, **dict(site.media(Path(folder)))}
            manifest = archive.write(path, manifest, files, key)
    except OSError as error:
        raise BackupFault(
            f"{path} cannot be written: {error.strerror or error}."
            " Nothing that was there has changed."
        ) from None
    site.remember(path, manifest.made)
    return manifest


@contextmanager
def _swept(path: Path) -> Iterator[None]:
    """Without what a killed backup left, which is as large as the site and not encrypted.

    Nothing is swept while another backup into the same folder is at work.
    """
    file = os.open(path.parent, os.O_RDONLY)
    try:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for left in path.parent.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
            for name in (path.name, f"portal-*{ENDING}"):
                for left in path.parent.glob(f".{name}.*"):
                    left.unlink(missing_ok=True)
        yield
    finally:
        os.close(file)


def dated(folder: Path) -> Path:
    """A name in this folder that sorts by time."""
    now = timezone.now().strftime("%Y-%m-%dT%H%M%SZ")
    return folder / f"portal-{now}{ENDING}"


def keep_newest(folder: Path, count: int) -> list[Path]:
    """Remove the older backups with names of ours; the ones removed."""
    found = sorted(folder.glob(f"portal-????-??-??T??????Z{ENDING}"))
    old = found[: max(0, len(found) - count)]
    for path in old:
        path.unlink(missing_ok=True)
    return old
