"""How long a load takes, and how much memory: `python benchmarks/load.py [--faqs 100000]`.

Each line is one `manage.py load_seed` in a process of its own, on a SQLite file of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOPICS, SOURCES = 7, 60
MEGABYTE = 1_000_000

PROSE = (
    "pain back leg surgery doctor nurse nerve scar spine disc weeks months help walk sleep rest "
    "medicine exercise team question scan result people study better worse slow plan daily work "
    "family home strong gentle common rare often seldom talk ask write note start stop after before"
)
WORDS = PROSE.split()


@dataclass(frozen=True)
class Run:
    """One measured load, with what it may cost at most."""

    name: str
    seconds: float
    # Seconds of work: fewer than those of the clock where the machine does other things besides.
    work: float
    megabytes: float
    most_seconds: float
    most_megabytes: float = float("inf")

    @property
    def is_within(self) -> bool:
        return self.seconds < self.most_seconds and self.megabytes < self.most_megabytes

    def __str__(self) -> str:
        memory = "" if self.most_megabytes == float("inf") else f"{self.most_megabytes:.0f}"
        return (
            f"{self.name:<34} {self.seconds:>8.2f} {self.most_seconds:>6.0f} {self.work:>8.2f} "
            f"{self.megabytes:>8.0f} {memory:>6}  {'ok' if self.is_within else 'TOO MUCH'}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faqs", type=int, default=100_000, help="how many files to generate")
    faqs = parser.parse_args().faqs
    print(f"{'':<34} {'seconds':>8} {'most':>6} {'work':>8} {'MB':>8} {'most':>6}")
    within = True
    with tempfile.TemporaryDirectory(prefix="portal-load-") as folder:
        for run in measure(Path(folder), faqs):
            print(run, flush=True)
            within = within and run.is_within
    return 0 if within else 1


def measure(folder: Path, faqs: int) -> Iterator[Run]:
    """Every run of the table, in order."""
    seeds, many, raw = ROOT / "seeds", folder / "many", folder / "raw.txt"
    yield load(folder / "real", seeds, "the real seed", most_seconds=3)
    write_pack(many, faqs)
    write_raw(raw, 10 * MEGABYTE)
    count = f"{faqs:,} FAQs"
    database = folder / "many-db"
    yield load(database, many, f"{count}, first load", most_seconds=90, most_megabytes=500)
    yield load(database, many, f"{count}, nothing changed", most_seconds=30, most_megabytes=500)
    yield load(folder / "raw-db", raw, "a raw text of 10 MB", most_seconds=60, most_megabytes=500)


def load(
    home: Path, seed: Path, name: str, most_seconds: float, most_megabytes: float = float("inf")
) -> Run:
    """One load in a process of its own; the database is made first if it is not there."""
    if not home.exists():
        home.mkdir()
        run(home, "migrate", "--verbosity=0")
    seconds, work, megabytes = run(home, "load_seed", str(seed))
    return Run(name, seconds, work, megabytes, most_seconds, most_megabytes)


def run(home: Path, *command: str) -> tuple[float, float, float]:
    """Seconds by the clock, seconds of work and peak megabytes of one `manage.py` command."""
    environment = os.environ | {
        "LOCAL": "1",
        "DATA_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
        "PYTHONWARNINGS": "ignore",
    }
    start = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    arguments = [sys.executable, str(ROOT / "manage.py"), *command, "--skip-checks"]
    child = os.posix_spawn(sys.executable, arguments, environment, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(f"manage.py {' '.join(command)} ended with exit code {code}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    seconds = time.perf_counter() - start
    return seconds, usage.ru_utime + usage.ru_stime, kilobytes * 1024 / MEGABYTE


def write_pack(folder: Path, faqs: int) -> None:
    """A folder of seed files: some topics and sources, and very many FAQs."""
    dice = random.Random(96.1)
    for name in ("topics", "faqs"):
        (folder / name).mkdir(parents=True)
    sources = "\n".join(source(number) for number in range(SOURCES))
    (folder / "sources.yaml").write_text(sources, encoding="utf-8")
    for number in range(TOPICS):
        write_article(folder / "topics", f"topic-{number}", "", dice)
    for number in range(faqs):
        extra = f"topic: topic-{number % TOPICS}\nshort_answer: {said(dice)}\n"
        write_article(folder / "faqs", f"question-{number}", extra, dice)


def write_article(folder: Path, key: str, extra: str, dice: random.Random) -> None:
    """About one kilobyte of front matter and text."""
    lines = "\n".join(f"  - {said(dice)}" for _ in range(2))
    body = "\n\n".join(f"## {sentence(dice, 3)}\n\n{said(dice)} {said(dice)}" for _ in range(2))
    (folder / f"{key}.md").write_text(
        f"---\nkey: {key}\ntitle: {sentence(dice, 5)}\nposition: 10\n"
        f"aim: This page helps you {sentence(dice, 6)}.\nneed: meaning\n{extra}"
        f"key_messages:\n{lines}\nwhat_you_can_do:\n  - {sentence(dice, 8)}.\n"
        f"edited: 2026-11-23\n---\n{body}\n",
        encoding="utf-8",
    )


def source(number: int) -> str:
    return (
        f"- key: source-{number}\n  authors: Writer {number} and others\n  year: 2020\n"
        f"  kind: Cohort study\n  funding: Not recorded here yet\n  read: R1\n"
    )


def said(dice: random.Random) -> str:
    """A statement with a figure and its source."""
    share = f"About {dice.randint(1, 9)} in 10 people"
    return f"{share} {sentence(dice, 7)}. [@source-{dice.randrange(SOURCES)}]"


def sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(WORDS, k=words))


def write_raw(path: Path, size: int) -> None:
    """A raw text of questions and answers."""
    dice = random.Random(96.1)
    written = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            question = f"Why does {sentence(dice, 6)}?"
            written += file.write(f"{question}\nJul 15, 2017 · {sentence(dice, 40)}.\n\n")


if __name__ == "__main__":
    sys.exit(main())
