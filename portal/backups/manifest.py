"""What a backup says of itself. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

# Of the file's form. A later form gets another number, and this release then refuses it.
FORMAT = 1
NAME = "manifest.json"
MEDIA = "media/"


class BackupFault(Exception):
    """A backup cannot be made or used; the message says why and what to do."""


@dataclass(frozen=True)
class Content:
    """One file inside, as it was when it went in."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The release that made it, its database and every file in it."""

    release: str
    made: str
    engine: str
    migrations: list[str]
    files: dict[str, Content] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1)

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Raises BackupFault for whatever this release cannot read."""
        try:
            said = json.loads(text)
            number = int(said.pop("format"))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupFault("This backup is damaged: its list of contents is broken.") from None
        if number > FORMAT:
            raise BackupFault("This backup was made by a newer release. Install that one first.")
        try:
            return cls._of(said)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupFault("This backup is damaged: its list of contents is broken.") from None

    @classmethod
    def _of(cls, said: dict[str, Any]) -> Manifest:
        files = {name: Content(**content) for name, content in said.pop("files").items()}
        manifest = cls(**said, files=files)
        for name in files:
            require_plain(name)
        return manifest

    @property
    def database(self) -> str:
        """The name of the file that holds the database."""
        for name in self.files:
            if name.startswith("database."):
                return name
        raise BackupFault("This backup is damaged: it holds no database.")

    @property
    def media(self) -> list[str]:
        """The names of the pictures and other uploads."""
        return [name for name in self.files if name.startswith(MEDIA)]

    def unknown(self, known: set[str]) -> list[str]:
        """Steps of the database's shape that a release with these steps does not know."""
        return sorted(set(self.migrations) - known)


def require_plain(name: str) -> None:
    """A file of a backup never lands outside of its folder."""
    parts = name.split("/")
    if not all(parts) or {".", ".."} & set(parts) or "\\" in name or "\0" in name or ":" in name:
        raise BackupFault(f"This backup holds a file with a forbidden name: {name!r}.")
