"""From the database back to a folder of seed files, which a load then finds unchanged."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from fbss.models import (
    REVISIONS,
    Code,
    Entry,
    Passage,
    RawText,
    Revision,
    Source,
    Synonym,
    clock,
)
from fbss.models.register import RegisterLine

from .faults import Fault, FaultySeed
from .pack import IGNORED, Known, read_pack
from .raw import read_pairs
from .scribe import list_file, markdown_file
from .shapes import FOLDERS, LISTS, SHAPES, Shape
from .shelves import known_targets

REGISTERS: tuple[type[RegisterLine], ...] = (Source, Synonym, Code)


class Unfit(Exception):
    """The folder is not one that an export may fill."""


@dataclass(slots=True)
class Export:
    """What was written, what was not and why, and what a load would refuse."""

    written: int = 0
    left_out: dict[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def export(folder: Path, *, force: bool = False) -> Export:
    """Write everything that visitors read as seed files into a folder, whole or not at all.

    Raises Unfit for a folder that is not empty, unless it holds seed files alone and `force` is
    given.
    """
    folder = folder.resolve()
    check_folder(folder, force=force)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as place:
        fresh = Path(place) / "new"
        fresh.mkdir()
        with transaction.atomic():
            result = _write(fresh)
            result.faults = _faults_of(fresh)
        _swap(folder, fresh, Path(place) / "old")
    return result


def check_folder(folder: Path, *, force: bool) -> None:
    """Raise Unfit with a sentence where an export must not write."""
    if not folder.parent.is_dir():
        raise Unfit(f"there is no folder {folder.parent} to write into")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Unfit(f"{folder} is not a folder")
    names = {path.name for path in folder.iterdir()}
    if names and not _is_seed(folder, names):
        raise Unfit(f"{folder} holds other files than an export; choose an empty folder")
    if names and not force:
        raise Unfit(f"{folder} holds an earlier export; --force replaces it")


def _is_seed(folder: Path, names: set[str]) -> bool:
    """Whether a folder holds seed files and nothing else."""
    raw = {name for name in names if name.endswith(".txt") and (folder / name).is_file()}
    return bool(names & {*FOLDERS, *LISTS}) and names <= {*FOLDERS, *LISTS, *IGNORED, *raw}


def _swap(folder: Path, fresh: Path, old: Path) -> None:
    """Put the new folder in the place of the old one, which keeps what no export writes."""
    fresh.chmod(0o755)
    if folder.exists():
        for name in IGNORED:
            if (folder / name).is_file():
                shutil.copy2(folder / name, fresh / name)
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _write(folder: Path) -> Export:
    result = Export(left_out=_left_out())
    for kind, model in REVISIONS.items():
        items = [_entry(revision) for revision in _live(model)]
        result.written += _write_items(folder, SHAPES[kind], items)
    for register in REGISTERS:
        lines = [line.text() for line in _lines_of(register)]
        result.written += _write_items(folder, SHAPES[register.KIND], lines)
    result.written += _write_passages(folder, result)
    return result


def _left_out() -> dict[str, str]:
    """Entries that no visitor reads, each with the reason."""
    public, coming = set[int](), set[int]()
    for model in REVISIONS.values():
        public |= set(_live(model).values_list("entry", flat=True))
        later = model._default_manager.filter(live_from__gt=clock.now())
        coming |= set(later.values_list("entry", flat=True))
    hidden = (entry for entry in Entry.objects.order_by("pk") if entry.pk not in public)
    return {entry.ref: _reason(entry, coming) for entry in hidden}


def _reason(entry: Entry, coming: set[int]) -> str:
    if entry.withdrawn_at:
        return "withdrawn"
    return "not public yet" if entry.pk in coming else "never published"


def _live(model: type[Revision]) -> Any:
    """What visitors read of one kind, in the order in which the entries came."""
    live = model._default_manager.all().published().filter(entry__withdrawn_at=None)
    return live.select_related(*model.REFERENCES).order_by("entry__pk")


def _lines_of(register: type[RegisterLine]) -> Iterable[RegisterLine]:
    return register._default_manager.select_related(*register.REFERENCES).order_by("pk")


def _entry(revision: Revision) -> dict[str, Any]:
    return {"key": revision.entry.key, "slug": revision.entry.slug} | revision.text()


def _write_items(folder: Path, shape: Shape, items: list[dict[str, Any]]) -> int:
    if shape.body:
        (folder / shape.place).mkdir()
        for item in items:
            _write_text(folder / shape.place / f"{item['key']}.md", markdown_file(item, shape))
    elif items:
        _write_text(folder / f"{shape.place}.yaml", list_file(items, shape))
    return len(items)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_passages(folder: Path, result: Export) -> int:
    """The audited passages with their raw texts, byte for byte.

    A raw text of which an audit is missing would be faulty: it is left out with its passages.
    """
    passages: dict[str, list[dict[str, Any]]] = {}
    for line in _lines_of(Passage):
        text = line.text()
        passages.setdefault(text["file"], []).append(text)
    raw_texts = {raw.file: bytes(raw.content) for raw in RawText.objects.all()}
    whole: list[dict[str, Any]] = []
    for file, items in passages.items():
        if _numbers_in(raw_texts.get(file, b"")) == {item["number"] for item in items}:
            (folder / file).write_bytes(raw_texts[file])
            whole += items
        else:
            result.left_out[file] = "its passages are not complete"
    return _write_items(folder, SHAPES[Passage.KIND], whole)


def _numbers_in(raw_text: bytes) -> set[int]:
    pairs, _faults = read_pairs(raw_text.decode("utf-8-sig"), "")
    return {pair.number for pair in pairs}


def _faults_of(folder: Path) -> tuple[Fault, ...]:
    """What a load would refuse: an editor may have published what no seed file may say."""
    try:
        read_pack(folder, Known(targets=known_targets()))
    except FaultySeed as faulty:
        return faulty.faults
    return ()
