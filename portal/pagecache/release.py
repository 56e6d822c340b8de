"""A name for what pages are made with: code, templates, assets and settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

FOLDERS = ("fbss", "portal", "templates")


def release_name() -> str:
    """The same for every worker of one release, another for every other."""
    lines = [sys.version, _settings(), *sorted(_files())]
    return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


def _files() -> Iterator[str]:
    for path in _causes():
        if path.is_file():
            about = path.stat()
            yield f"{path} {about.st_size} {about.st_mtime_ns}"


def _causes() -> Iterator[Path]:
    root = Path(settings.BASE_DIR)
    yield root / "requirements.txt"
    yield Path(settings.STATIC_ROOT) / "staticfiles.json"
    for folder in FOLDERS:
        yield from (root / folder).rglob("*.py")
        yield from (root / folder).rglob("*.html")


def _settings() -> str:
    """Headers and links depend on them."""
    values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    return json.dumps(
        {name: value for name, value in values.items() if _is_plain(value)}, sort_keys=True
    )


def _is_plain(value: object) -> bool:
    """Written the same by every process: an object's address or a set's order is not."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(part) for key, part in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, str | int | float | bool)
