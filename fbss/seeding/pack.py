"""A folder of seed files, read whole: all its items, or all its faults. Pure: no database here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fbss.content.vocabulary import ReadStatus

from .documents import Document, decode, read_list, read_markdown
from .drafts import draft_documents
from .faults import Fault, FaultySeed, did_you_mean
from .nodes import Reference, Report
from .passages import audited_passages
from .raw import Pair, read_pairs
from .shapes import FOLDERS, LISTS, PLACES

# Part of every digest: a change of what is checked makes unchanged files be read again.
FORMAT = b"2"
IGNORED = {"README.md"}

# How many are done, of how many, and what is being done.
Progress = Callable[[int, int, str], None]


def silent(_done: int, _total: int, _what: str) -> None:
    """Says nothing about the progress."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the database holds from earlier loads."""

    # Digest of each file when all of the seed was last loaded, by path within the folder.
    digests: Mapping[str, str] = field(default_factory=dict)
    # Everything that may be referred to: `faqs/<key>`, `sources/<key>`.
    targets: Collection[str] = frozenset()
    # Keys of the drafts that raw texts brought in, with the name of the raw text.
    drafts: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Pack:
    """The whole seed of one folder."""

    documents: list[Document] = field(default_factory=list)
    # Files that are as they were at the last load: their items were not read again.
    unchanged: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    # The bytes of the raw texts whose passages are audited, by the names of their files.
    raw_texts: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """What has been found so far."""

    known: Known
    pack: Pack = field(default_factory=Pack)
    faults: list[Fault] = field(default_factory=list)
    raw: dict[str, list[Pair]] = field(default_factory=dict)
    # What this seed defines, and those sources of it that nobody has read.
    targets: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def close(self, report: Report) -> None:
        """Take over the faults of a file, once everything it may name is known."""
        self.faults += report.faults
        for reference in report.references:
            if message := self._problem(reference):
                line = reference.line()
                self.faults.append(Fault(report.file, line, reference.field, message))
        # They hold the report and all that was read with it.
        report.references.clear()

    def _problem(self, reference: Reference) -> str:
        target = reference.target
        if target in self.unread:
            return f"{target} has not been read, so it cannot support a statement"
        if target in self.targets or target in self.known.targets:
            return ""
        folder = f"{target.partition('/')[0]}/"
        names = self.targets.union(self.known.targets)
        near = [name for name in names if name.startswith(folder)]
        return f"unknown {target}{did_you_mean(target, near)}"

    def is_free(self, key: str, file: str) -> bool:
        """Whether a draft of that raw text may have that key."""
        name = f"faqs/{key}"
        taken = name in self.targets or name in self.known.targets
        return not taken or self.known.drafts.get(key) == file


def read_pack(folder: Path, known: Known | None = None, progress: Progress = silent) -> Pack:
    """Read a folder of seed files.

    Raises FaultySeed with every fault of every file.
    """
    reading = _Reading(known or Known())
    files = list(_files(folder, reading))
    articles = [name for name in files if "/" in name]
    lists = [name for name in files if "/" not in name]
    reading.targets |= {name.removesuffix(".md") for name in articles}
    reports = [_read_root_file(folder / name, name, reading) for name in lists]
    _name_items(reading)
    _join_passages(reading)
    for report in reports:
        reading.close(report)
    digests = _digests_to_trust(reading, lists)
    for done, name in enumerate(articles):
        progress(done, len(articles), "files read")
        _read_article(folder / name, name, reading, digests)
    _check_keys(reading)
    if reading.faults:
        raise FaultySeed(reading.faults)
    return reading.pack


def read_raw_file(path: Path, known: Known | None = None) -> Pack:
    """A raw text of questions and answers alone. Raises FaultySeed."""
    reading = _Reading(known or Known())
    reading.close(_read_raw(path, path.name, reading))
    if reading.faults:
        raise FaultySeed(reading.faults)
    return Pack(documents=draft_documents(reading.raw, reading.is_free))


def _digests_to_trust(reading: _Reading, lists: list[str]) -> Mapping[str, str]:
    """Digests of files that need no reading if they match: none after a change of the lists."""
    now, then = reading.pack.digests, reading.known.digests
    is_same = all(now[name] == then.get(name) for name in lists)
    return then if is_same else {}


def _files(folder: Path, reading: _Reading) -> Iterator[str]:
    """Names of the seed's files within its folder; whatever else stands there is a fault."""
    for path in _children(folder, ".", reading):
        name = path.name
        if name in IGNORED:
            continue
        if name in FOLDERS and path.is_dir():
            yield from _files_of(path, reading)
        elif (name in LISTS or path.suffix == ".txt") and path.is_file():
            yield name
        else:
            reading.faults.append(Fault(name, 1, "", _stray(path)))


def _files_of(folder: Path, reading: _Reading) -> Iterator[str]:
    for path in _children(folder, folder.name, reading):
        name = f"{folder.name}/{path.name}"
        if path.suffix == ".md" and path.is_file():
            yield name
        else:
            what = "another file" if path.is_file() else "not a file"
            message = f"expected Markdown files that end in .md here, got {what}"
            reading.faults.append(Fault(name, 1, "", message))


def _children(folder: Path, name: str, reading: _Reading) -> list[Path]:
    """What stands in a folder, by name; hidden files belong to editors and to version control."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        reading.faults.append(Fault(name, 1, "", f"cannot be read: {error.strerror}"))
        return []


def _stray(path: Path) -> str:
    if path.name in LISTS or path.suffix == ".txt":
        return "is not a file"
    if path.name in FOLDERS:
        return "is not a folder"
    return f"unknown file or folder{did_you_mean(path.name, [*FOLDERS, *LISTS])}"


def _bytes_of(path: Path, report: Report, reading: _Reading) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        report.fault(1, "", f"cannot be read: {error.strerror}")
        reading.pack.digests[report.file] = ""
        return None
    reading.pack.digests[report.file] = hashlib.sha256(FORMAT + data).hexdigest()
    return data


def _read_root_file(path: Path, name: str, reading: _Reading) -> Report:
    if path.suffix == ".txt":
        return _read_raw(path, name, reading)
    report = Report(name)
    if (data := _bytes_of(path, report, reading)) is not None:
        reading.pack.documents += read_list(data, LISTS[name], report)
    return report


def _read_raw(path: Path, name: str, reading: _Reading) -> Report:
    report = Report(name)
    data = _bytes_of(path, report, reading)
    source = decode(data, report) if data is not None else None
    if data is not None and source is not None:
        reading.raw[name], faults = read_pairs(source, name)
        reading.pack.raw_texts[name] = data
        report.faults += faults
        if not reading.raw[name] and not faults:
            report.fault(1, "", "expected questions with answers, got nothing")
    return report


def _read_article(path: Path, name: str, reading: _Reading, digests: Mapping[str, str]) -> None:
    report = Report(name)
    data = _bytes_of(path, report, reading)
    if reading.pack.digests[name] == digests.get(name):
        reading.pack.unchanged.append(name)
        return
    shape = FOLDERS[name.partition("/")[0]]
    if data is not None and (document := read_markdown(data, shape, report, path.stem)):
        reading.pack.documents.append(document)
    reading.close(report)


def _name_items(reading: _Reading) -> None:
    """Let other files refer to the items of the lists."""
    for item in reading.pack.documents:
        name = f"{PLACES[item.kind]}/{item.key}"
        reading.targets.add(name)
        if item.kind == "source" and not _is_citable(item):
            reading.unread.add(name)


def _is_citable(source: Document) -> bool:
    # A source whose status is faulty has its own fault already.
    return source.values()["read"] not in (ReadStatus.R2, ReadStatus.M)


def _join_passages(reading: _Reading) -> None:
    """Give each audited passage the words of the raw text; without any audit, pairs are drafts."""
    audited = [item for item in reading.pack.documents if item.kind == "passage"]
    if not audited:
        reading.pack.documents += draft_documents(reading.raw, reading.is_free)
        reading.pack.raw_texts = {}
        return
    others = [item for item in reading.pack.documents if item.kind != "passage"]
    passages, faults = audited_passages(audited, reading.raw)
    reading.pack.documents = others + passages
    reading.faults += faults


def _check_keys(reading: _Reading) -> None:
    first: dict[tuple[str, str], Document] = {}
    for item in reading.pack.documents:
        other = first.setdefault((item.kind, item.key), item) if item.key else item
        if other is not item:
            place = f"{other.file}:{other.line}"
            message = f"{item.key!r} stands twice, first in {place}"
            reading.faults.append(Fault(item.file, item.line, "key", message))
    _check_addresses(reading)


def _check_addresses(reading: _Reading) -> None:
    first: dict[tuple[str, str], Document] = {}
    for item in reading.pack.documents:
        other = first.setdefault((item.kind, item.slug), item) if item.slug else item
        if other is not item and other.key != item.key:
            message = f"the address {item.slug!r} is that of {other.file}:{other.line}"
            reading.faults.append(Fault(item.file, item.line, "slug", message))
