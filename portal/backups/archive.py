"""The file itself: a ZIP with its list of contents, encrypted where there is a key."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from .manifest import NAME, BackupFault, Content, Manifest
from .sealing import Sealer, is_sealed, opened

READ_AT_ONCE = 1024 * 1024
# Zlib's usual level takes three times as long for a tenth less.
LEVEL = 1
OWNER_ALONE = 0o600
# What zipfile and zlib say of a file that is not what it was.
DAMAGE = (BadZipFile, EOFError, NotImplementedError, zlib.error)


def write(path: Path, manifest: Manifest, files: Mapping[str, Path], key: str) -> Manifest:
    """Write these files under these names, check all of it, and only then give it its name."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with _new_file(beside) as file:
            manifest = _fill(file, manifest, files, key)
        with reading(beside, key) as backup:
            backup.verify()
        beside.replace(path)
        _keep_name(path.parent)
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def _fill(file: BinaryIO, manifest: Manifest, files: Mapping[str, Path], key: str) -> Manifest:
    stream = cast("BinaryIO", Sealer(file, key)) if key else file
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        contents = {name: _put(archive, name, source) for name, source in files.items()}
        manifest = replace(manifest, files=contents)
        archive.writestr(NAME, manifest.to_json())
    if stream is not file:
        stream.close()
    return manifest


def _put(archive: ZipFile, name: str, source: Path) -> Content:
    digest, length = hashlib.sha256(), 0
    with source.open("rb") as file, archive.open(name, "w", force_zip64=True) as member:
        while data := file.read(READ_AT_ONCE):
            digest.update(data)
            length += len(data)
            member.write(data)
    return Content(length, digest.hexdigest())


class Backup:
    """A backup that is open for reading."""

    def __init__(self, archive: ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def verify(self) -> None:
        """Read every file whole. Raises BackupFault unless all are as they went in."""
        for name in self.manifest.files:
            for _data in self._pieces(name):
                pass

    def extract(self, name: str, to: Path) -> None:
        """Write one file, whole or not at all."""
        to.parent.mkdir(parents=True, exist_ok=True)
        beside = to.with_name(f".{to.name}.{os.getpid()}")
        try:
            with beside.open("wb") as file:
                for data in self._pieces(name):
                    file.write(data)
            beside.replace(to)
        finally:
            beside.unlink(missing_ok=True)

    def _pieces(self, name: str) -> Iterator[bytes]:
        digest = hashlib.sha256()
        try:
            with self._archive.open(name) as member:
                while data := member.read(READ_AT_ONCE):
                    digest.update(data)
                    yield data
        except (*DAMAGE, KeyError):
            raise BackupFault(f"This backup is damaged: {name} cannot be read.") from None
        if digest.hexdigest() != self.manifest.files[name].sha256:
            raise BackupFault(f"This backup is damaged: {name} is not what was saved.")


@contextmanager
def reading(path: Path, key: str) -> Iterator[Backup]:
    """A backup to look into. Raises BackupFault where it is none, or does not open."""
    with path.open("rb") as file, _plain(file, key) as plain:
        try:
            archive = ZipFile(plain)
            manifest = Manifest.from_json(archive.read(NAME))
        except (*DAMAGE, KeyError):
            raise BackupFault(f"{path} is not a backup, or it is damaged.") from None
        with archive:
            yield Backup(archive, manifest)


@contextmanager
def _plain(file: BinaryIO, key: str) -> Iterator[BinaryIO]:
    if not is_sealed(file):
        yield file
        return
    if not key:
        raise BackupFault("This backup is encrypted: set BACKUP_KEY to the key of that time.")
    # Deleted as it is made: nobody else can open it, and nothing of it stays.
    with TemporaryFile(dir=Path(file.name).parent) as plain:
        for piece in opened(file, key):
            plain.write(piece)
        plain.seek(0)
        yield cast("BinaryIO", plain)


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """A file for its owner alone, on the disk when this ends."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ALONE)
    with os.fdopen(number, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _keep_name(folder: Path) -> None:
    """A name is safe only when its folder is on the disk too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
