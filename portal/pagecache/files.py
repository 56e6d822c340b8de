"""Pages as files: shared by the workers of a host, there again after a restart."""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import get_ident

from .page import Damaged, Page

MOST_BYTES = 4 * 1024**3
# Looking at every file is slow; it is done once in so many writes.
WRITES_BETWEEN_TIDYINGS = 5000
ONE_READ = 64 * 1024
logger = logging.getLogger(__name__)


class Files:
    """A folder for one release of the site: another release makes other pages."""

    def __init__(self, folder: Path, release: str, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder / release
        self.most_bytes = most_bytes
        self.writes = 0
        self._start = f"{self.folder}/"

    def get(self, name: str) -> Page | None:
        """The page of this name, if there is a whole one."""
        mark = mark_of(name)
        try:
            file = os.open(self._path(mark), os.O_RDONLY)
        except OSError:
            return None
        try:
            data = _whole(file)
        finally:
            os.close(file)
        try:
            return Page.from_bytes(data, mark)
        except Damaged:
            return None

    def put(self, name: str, page: Page) -> None:
        """Write the page, whole or not at all. A full disk costs speed, never an answer."""
        mark = mark_of(name)
        path = self._path(mark)
        beside = f"{path}.{os.getpid()}-{get_ident()}"
        self.writes += 1
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 -- ten times as quick as Path
            Path(beside).write_bytes(page.to_bytes(mark))
            os.replace(beside, path)  # noqa: PTH105 -- the same
        except OSError as error:
            logger.warning("Could not keep a page as a file: %s", error.strerror)
            with suppress(OSError):
                os.unlink(beside)  # noqa: PTH108 -- the same

    def remove_other_releases(self) -> None:
        """A release that still runs beside this one makes its pages again."""
        for other in self.folder.parent.glob("*"):
            if other.is_dir() and other != self.folder:
                shutil.rmtree(other, ignore_errors=True)

    def tidy(self) -> None:
        """Remove the oldest pages when there are too many bytes."""
        self.writes = 0
        found = []
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                about = path.stat()
                found.append((about.st_mtime, about.st_size, path))
        self._remove_oldest(sorted(found))

    def _remove_oldest(self, found: list[tuple[float, int, Path]]) -> None:
        too_many = sum(size for _time, size, _path in found) - self.most_bytes
        if too_many <= 0:
            return
        # A tenth more, so that the next tidying is not the next write.
        too_many += self.most_bytes // 10
        for _time, size, path in found:
            path.unlink(missing_ok=True)
            too_many -= size
            if too_many <= 0:
                return

    @property
    def is_tidying_due(self) -> bool:
        return self.writes >= WRITES_BETWEEN_TIDYINGS

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, mark: str) -> str:
        return f"{self._start}{mark[:2]}/{mark[2:]}"


def _whole(file: int) -> bytes:
    """All of a file. Asking for its size first would let other threads in once more."""
    data = piece = os.read(file, ONE_READ)
    while len(piece) == ONE_READ:
        piece = os.read(file, ONE_READ)
        data += piece
    return data


def mark_of(name: str) -> str:
    """A name as a file may have it."""
    return blake2b(name.encode(), digest_size=16).hexdigest()
