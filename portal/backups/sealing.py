"""Encryption of a file of any length with a key of the operator's.

AES-256-GCM in pieces of a mebibyte, each under its own number; the last one is marked as such. So
a piece that was changed, moved or cut off is noticed. The key of a file is made by scrypt from the
operator's and from random bytes at the start of the file: no two files share one.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .manifest import BackupFault

MAGIC = b"portal backup, sealed 1\n"
SALT_BYTES, TAG_BYTES = 16, 16
PIECE = 1024 * 1024


class Sealer(io.RawIOBase):
    """Writes what it is given, encrypted. Only `close` makes it whole."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        salt = os.urandom(SALT_BYTES)
        file.write(MAGIC + salt)
        self._file = file
        self._cipher = _cipher(key, salt)
        self._waiting = bytearray()
        self._number = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        # The last piece must not go out before it is known to be the last.
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._waiting), is_last=True)
        super().close()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, None))
        self._number += 1


def is_sealed(file: BinaryIO) -> bool:
    """Whether a file begins as an encrypted backup does; it is then read from its start again."""
    start = file.read(len(MAGIC))
    file.seek(0)
    return start == MAGIC


def opened(file: BinaryIO, key: str) -> Iterator[bytes]:
    """The plain pieces of an encrypted file. Raises BackupFault at the first that is not right."""
    file.seek(len(MAGIC))
    cipher = _cipher(key, file.read(SALT_BYTES))
    number, piece = 0, file.read(PIECE + TAG_BYTES)
    while piece:
        following = file.read(PIECE + TAG_BYTES)
        yield _plain(cipher, number, piece, is_last=not following)
        number, piece = number + 1, following
    if not number:
        raise BackupFault("This backup is damaged: it ends too early.")


def _plain(cipher: AESGCM, number: int, piece: bytes, *, is_last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, is_last=is_last), piece, None)
    except InvalidTag:
        if number:
            raise BackupFault("This backup is damaged: a part of it was changed or lost.") from None
        raise BackupFault(
            "This backup does not open: BACKUP_KEY is not the one that it was made with, "
            "or the file is damaged."
        ) from None


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _cipher(key: str, salt: bytes) -> AESGCM:
    return AESGCM(
        hashlib.scrypt(
            key.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 * 1024 * 1024, dklen=32
        )
    )
