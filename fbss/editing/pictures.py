"""Pictures of the library: what becomes of an uploaded file, and the files in the storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from fbss.models import Picture

from .refusals import Refused

MAX_BYTES = 5 * 1024 * 1024


class UnfitPicture(Refused):
    """A file that is not shown; the message says why and what to do."""


@dataclass(frozen=True)
class Drawn:
    """A picture drawn anew: its size, what the model keeps of its files, and the files by name."""

    width: int
    height: int
    files: list[dict[str, Any]]
    contents: dict[str, bytes]


def keep(drawn: Drawn) -> None:
    """Put the files into the storage. What has the same name there has the same content."""
    for name, data in drawn.contents.items():
        if not default_storage.exists(name):
            saved = default_storage.save(name, ContentFile(data))
            if saved != name:  # somebody else drew the same in this instant
                default_storage.delete(saved)


def drop(files: Iterable[Mapping[str, Any]]) -> None:
    """Take files out of the storage, apart from those that another picture shows too."""
    held = {
        name for kept in Picture.objects.values_list("files", flat=True) for name in _names(kept)
    }
    for name in _names(files) - held:
        default_storage.delete(name)


def _names(files: Iterable[Mapping[str, Any]]) -> set[str]:
    return {str(one[form]) for one in files for form in ("webp", "fallback")}
