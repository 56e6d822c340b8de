"""Registers: lists without revisions that reviewers keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from fbss.content.vocabulary import Kind

from .entry import Entry, EntryFinder

if TYPE_CHECKING:
    from collections.abc import Mapping


class RegisterLine(models.Model):
    """One line of a register, as a seed file can bring it in."""

    # What the seed calls such a line, and the fields that make up its name there.
    KIND: ClassVar[str]
    NAMED_BY: ClassVar[tuple[str, ...]] = ("key",)
    NAMES: ClassVar[str] = " "
    # Fields that name an entry, with its kind; None where the value names the kind itself.
    REFERENCES: ClassVar[Mapping[str, Kind | None]] = {}
    BOOKKEEPING: ClassVar[frozenset[str]] = frozenset({"id", "citable_key"})

    class Meta:
        abstract = True

    @classmethod
    def text_fields(cls) -> list[str]:
        names = [field.name for field in cls._meta.concrete_fields]
        return [name for name in names if name not in cls.BOOKKEEPING]

    @property
    def name(self) -> str:
        """What seed files and reports call the line."""
        return self.NAMES.join(str(getattr(self, part)) for part in self.NAMED_BY)

    def text(self) -> dict[str, Any]:
        """What the line says, as plain values under the names that seed files use."""
        return {name: self._plain(name) for name in self.text_fields()}

    def _plain(self, name: str) -> Any:
        value = getattr(self, name)
        if isinstance(value, Entry):
            return value.key if self.REFERENCES[name] else value.ref
        return value

    def set_text(self, text: Mapping[str, Any], find: EntryFinder) -> None:
        """Say this instead. A text that lacks a field, or has one too many, is refused whole."""
        if unlike := set(self.text_fields()) ^ set(text):
            raise ValueError(f"not the fields of a {self.KIND}: {', '.join(sorted(unlike))}")
        for name, value in text.items():
            if name in self.REFERENCES:
                value = self._find(name, value, find)
            setattr(self, name, value)

    def _find(self, name: str, value: str, find: EntryFinder) -> Entry:
        if kind := self.REFERENCES[name]:
            return find(kind, value)
        folder, _, key = value.partition("/")
        return find(Kind.of_folder(folder), key)
