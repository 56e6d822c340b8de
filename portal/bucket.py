"""Uploaded pictures in S3-compatible storage, for several hosts.

Readers never meet it: the site hands the pictures out at its own addresses. Each host keeps copies,
so that a bucket that is slow or away costs readers nothing that somebody has looked at before.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

from portal.unavailable import StoreAway

# A picture that was taken away on one host is gone on the others after so many seconds.
FRESH_SECONDS = 600
# Nobody waits longer for a bucket that is away.
CLIENT = Config(
    connect_timeout=3,
    read_timeout=10,
    retries={"max_attempts": 2},
    signature_version="s3v4",
    # Newer sums are not known to every storage that speaks S3.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class Bucket(S3Storage):  # type: ignore[misc]  # untyped
    """One bucket, for our own pictures alone; nothing in it has to be public."""

    def __init__(self, **options: Any) -> None:
        super().__init__(client_config=CLIENT, **options)

    def url(self, name: str, *_arguments: Any, **_options: Any) -> str:
        """On the site itself: no reader asks anybody else."""
        return f"{settings.MEDIA_URL}{name}"

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        copy = _copy(name)
        if _age(copy) < FRESH_SECONDS:
            return _opened(copy)
        try:
            with _asked(), super()._open(name, mode) as file:
                data = file.read()
        except FileNotFoundError:
            copy.unlink(missing_ok=True)
            raise
        except StoreAway:
            if copy.exists():
                return _opened(copy)
            raise
        _keep(copy, data)
        return ContentFile(data, name)

    def _save(self, name: str, content: File[Any]) -> str:
        with _asked():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        _copy(name).unlink(missing_ok=True)
        with _asked():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _asked():
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _asked():
            folders, files = super().listdir(name)
        return folders, files


@contextmanager
def _asked() -> Iterator[None]:
    """Whatever the client raises, told in one way. What is not there stays FileNotFoundError."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        raise StoreAway(f"the bucket does not answer as it should: {error}") from error


def _copy(name: str) -> Path:
    return Path(settings.DATA_DIR) / "copies" / name


def _age(copy: Path) -> float:
    try:
        return abs(time.time() - copy.stat().st_mtime)
    except OSError:
        return FRESH_SECONDS


def _opened(copy: Path) -> File[bytes]:
    return ContentFile(copy.read_bytes(), copy.name)


def _keep(copy: Path, data: bytes) -> None:
    """Without room for it the picture is shown all the same."""
    beside = copy.with_name(f".{copy.name}.{os.getpid()}")
    with suppress(OSError):
        copy.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(copy)
