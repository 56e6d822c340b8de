"""The rows of a treatment's frame: what it does, and how sure anybody is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import ClassVar, Self

from fbss.content.vocabulary import Effect, Scale, Vocabulary

_COUNT = r"([0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,9})"
_SHARE = re.compile(rf"\s*{_COUNT} of {_COUNT}\s*")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Share:
    """So many people of so many."""

    count: int
    out_of: int


def share(text: str) -> Share | None:
    """The share in "48 of 100" or "1,011 of 4,361"; None for any other text."""
    found = _counts(text)
    return found if found and found.count <= found.out_of and found.out_of else None


def _counts(text: str) -> Share | None:
    if not (found := _SHARE.fullmatch(text)):
        return None
    count, out_of = (int(figure.replace(",", "")) for figure in found.groups())
    return Share(count, out_of)


class Row:
    """A row of short texts that comes from a mapping and goes back to one."""

    choices: ClassVar[Mapping[str, type[Vocabulary]]] = {}

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The fields of the row, in order."""
        return tuple(field.name for field in fields(cls))  # type: ignore[arg-type]  # each row is a dataclass

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """The row in `data`. What is missing or not text becomes empty: `faults()` names it."""
        return cls(**{name: _text(data.get(name)) for name in cls.names()})

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> tuple[str, ...]:
        """Sentences about everything that is wrong with `data` as this row."""
        return (*cls._shape_faults(data), *cls.from_dict(data).problems())

    def to_dict(self) -> dict[str, str]:
        """The row as plain texts. An optional field that is empty is left out."""
        optional = self._optional()
        row: dict[str, str] = asdict(self)  # type: ignore[call-overload]  # each row is a dataclass
        return {name: str(value) for name, value in row.items() if value or name not in optional}

    def problems(self) -> tuple[str, ...]:
        """Sentences that name the field and what it may hold. None of them: the row is sound."""
        return (*self._missing(), *self._wrong_choices(), *self._own_problems())

    def _missing(self) -> Iterator[str]:
        for name in self.names():
            if name not in self._optional() and not getattr(self, name).strip():
                yield f"{name}: is missing.{self._choose(name)}"

    def _wrong_choices(self) -> Iterator[str]:
        for name, vocabulary in self.choices.items():
            value = getattr(self, name)
            if value.strip() and value not in vocabulary.values():
                yield f"{name}: {value!r} is not known.{self._choose(name)}"

    def _own_problems(self) -> Iterator[str]:
        return iter(())

    def _choose(self, name: str) -> str:
        vocabulary = self.choices.get(name)
        return f" Choose {_one_of(vocabulary.values())}." if vocabulary else ""

    @classmethod
    def _shape_faults(cls, data: Mapping[str, object]) -> Iterator[str]:
        for name, value in data.items():
            if name not in cls.names():
                yield f"{name}: is not a field here. The fields are {', '.join(cls.names())}."
            elif value is not None and not isinstance(value, str):
                yield f"{name}: must be text, not {value!r}. Put it in quotes."

    def _optional(self) -> frozenset[str]:
        return frozenset(
            field.name
            for field in fields(self)  # type: ignore[arg-type]  # each row is a dataclass
            if field.default is not MISSING
        )


@dataclass(frozen=True)
class Outcome(Row):
    """One benefit or harm: with the treatment, without it, over what time, who says so."""

    choices = {"effect": Effect}

    effect: str
    outcome: str
    with_it: str
    without_it: str
    comparator: str
    over: str
    source: str
    note: str = ""

    @property
    def share_with(self) -> Share | None:
        """How many of how many with the treatment, where it can be drawn."""
        return share(self.with_it)

    @property
    def share_without(self) -> Share | None:
        """How many of how many without it, where it can be drawn."""
        return share(self.without_it)

    def _own_problems(self) -> Iterator[str]:
        yield from _key_problems(self.source)
        for name in ("with_it", "without_it"):
            counts = _counts(getattr(self, name))
            if counts and not share(getattr(self, name)):
                yield f"{name}: {getattr(self, name)!r} counts more people than there were."


@dataclass(frozen=True)
class Certainty(Row):
    """One level of certainty, with the name of its scale and what it is about."""

    choices = {"scale": Scale}

    scale: str
    level: str
    about: str
    source: str

    @property
    def scale_label(self) -> str:
        """The name of the scale in words."""
        return Scale(self.scale).label if self.scale in Scale.values() else self.scale

    def _own_problems(self) -> Iterator[str]:
        yield from _key_problems(self.source)
        levels = Scale(self.scale).levels if self.scale in Scale.values() else None
        if levels and self.level.strip() and self.level not in levels:
            yield (
                f"level: {self.level!r} is not a level of {self.scale}. Choose {_one_of(levels)}."
            )

    def _optional(self) -> frozenset[str]:
        return frozenset({"source"}) if self.scale == Scale.NONE else frozenset()


def _key_problems(source: str) -> Iterator[str]:
    if source.strip() and not _KEY.fullmatch(source):
        yield f"source: {source!r} is not a key. Write one key alone, such as nice-ta159."


def _one_of(values: tuple[str, ...]) -> str:
    *most, last = values
    return f"{', '.join(most)} or {last}" if most else last


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
