"""The key a local start makes for itself, so that nobody has to invent one to look around."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.utils import get_random_secret_key


def own_key(path: Path) -> str:
    """The key kept in this file; it is made, and announced, when it is missing."""
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written apart (mode 600) and linked whole: of two processes that start together, one wins
    # and both read the same key.
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=".key-") as file:
        file.write(get_random_secret_key() + "\n")
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)
            sys.stderr.write(f"Made a secret key for this machine: {path}\n")
