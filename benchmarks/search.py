"""How quick and how good the search is: `python benchmarks/search.py [--sizes 10000,100000]`.

Without DATABASE_URL it makes SQLite files of its own and throws them away. With one that names an
empty PostgreSQL database it fills that. Prints relevance and times on the seed, then times, the
time to index, and the growth of memory with made-up pages of the seed's own words.
"""

import argparse
import io
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "search" / "dev.tsv"
TYPED = ["lam", "pain p", "stimu", "slipped d", "what is fb", "spinal cord", "lamunect", "fusion"]
REPEATS = 300


def main() -> None:
    """Set up a database, then print one block of figures a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="10000,100000", help="numbers of made-up entries")
    parser.add_argument("--grown", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",") if size]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings_for_tests"
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        if options.grown:
            grow()
        else:
            run(sizes)


def run(sizes: list[int]) -> None:
    """The seed first, then each size on top of it."""
    from django.core.management import call_command

    from fbss.search.engines import engine

    call_command("migrate", verbosity=0)
    call_command("load_seed", stdout=io.StringIO())
    print(f"Engine: {engine().name}")
    call_command("evaluate_search", QUERIES)
    print(f"Questions of the raw seed whose answer comes first: {seed_questions()}")
    measure("seed")
    for size in sorted(sizes):
        fill(size)
        wall, processor = time.perf_counter(), time.process_time()
        call_command("rebuild_search", stdout=io.StringIO())
        print(
            f"\n{size:,} entries more; index built in {time.perf_counter() - wall:.1f} s"
            f" (processor {time.process_time() - processor:.1f} s)"
        )
        measure(f"{size:,}")
    print(f"\nmemory of a process grows by {grown()} MB when it searches")


def grown() -> str:
    """How many megabytes a new process grows by the vocabulary, the lexicon and all queries."""
    done = subprocess.run(
        [sys.executable, __file__, "--grown"], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def grow() -> None:
    """Print it; run in a process of its own."""
    from fbss.models import SearchStamp
    from fbss.search import find
    from fbss.search.judged import read_judged

    SearchStamp.objects.first()
    before = memory()
    for judged in read_judged(QUERIES):
        find(judged.query).results(0, 10)
    print(f"{memory() - before:.0f}")


def seed_questions() -> str:
    """How many questions of the raw seed find their own answer first."""
    from fbss.models import Passage
    from fbss.search import search

    passages = list(Passage.objects.select_related("answered_by"))
    right = [
        passage
        for passage in passages
        if [one.key for one in search(passage.question, limit=1)] == [passage.answered_by.key]
    ]
    return f"{len(right)} of {len(passages)}"


def measure(name: str) -> None:
    """Times of searches, of suggestions and of one edit."""
    from fbss.models import Entry
    from fbss.search import find
    from fbss.search.index import index
    from fbss.search.judged import read_judged
    from fbss.search.suggestions import suggest

    queries = [judged.query for judged in read_judged(QUERIES)]
    show(f"{name}: search", queries, lambda text: find(text).results(0, 10))
    show(f"{name}: suggest", TYPED, suggest)
    entries = list(Entry.objects.filter(kind="faq").values_list("pk", flat=True)[:50])
    show(f"{name}: one edit", entries, lambda entry: edit(index, entry))


def edit(index: Callable[[list[int]], None], entry: int) -> None:
    """One entry, in a transaction as an editor's step has it."""
    from django.db import transaction

    with transaction.atomic():
        index([entry])


def show(name: str, values: list, call: Callable[[object], object]) -> None:
    """Median and 99th percentile in milliseconds, of wall and of processor time."""
    call(values[0])
    walls, processors = [], []
    for number in range(max(REPEATS, len(values))):
        wall, processor = time.perf_counter(), time.process_time()
        call(values[number % len(values)])
        processors.append((time.process_time() - processor) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    print(
        f"{name:<24} p50 {statistics.median(walls):6.1f}  p99 {high(walls):6.1f} ms"
        f"   (processor {statistics.median(processors):.1f} / {high(processors):.1f} ms)"
    )


def high(times: list[float]) -> float:
    return sorted(times)[max(0, len(times) * 99 // 100 - 1)]


def memory() -> float:
    """The memory of this process now, in MB."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def fill(count: int) -> None:
    """So many published questions of made-up sentences, beside the seed."""
    from django.db import transaction
    from django.utils import timezone

    from fbss.models import FAQ, Entry, State

    topic = Entry.objects.filter(kind="topic").first()
    now = timezone.now()
    there = Entry.objects.filter(key__startswith="made-up-").count()
    sentences = made_up()
    with transaction.atomic():
        for first in range(there, count, 5000):
            entries = [
                Entry(kind="faq", key=f"made-up-{number}", slug=f"made-up-{number}")
                for number in range(first, min(first + 5000, count))
            ]
            Entry.objects.bulk_create(entries)
            FAQ.objects.bulk_create(
                FAQ(
                    entry=entry,
                    number=1,
                    state=State.APPROVED,
                    origin="seed",
                    live_from=now,
                    topic=topic,
                    title=next(sentences)[:110] + "?",
                    also_asked=[next(sentences)],
                    short_answer=f"{next(sentences)}. {next(sentences)}.",
                    body="\n\n".join(f"{next(sentences)}." for _ in range(5)),
                )
                for entry in entries
            )


def made_up() -> Iterator[str]:
    """Sentences of about nine words of the seed, as frequent as there, and some rare ones."""
    from fbss.models import SearchWord

    chance = random.Random(5)
    rows = list(SearchWord.objects.values_list("word", "documents"))
    rare = [
        "".join(chance.choices("bcdfglmnprst", k=3)) + "".join(chance.choices("aeiou", k=2))
        for _ in range(3000)
    ]
    words = [word for word, _ in rows] + [
        f"{one}{two}" for one, two in zip(rare, reversed(rare), strict=True)
    ]
    weights = [count for _, count in rows] + [1] * len(rare)
    while True:
        stock = chance.choices(words, weights, k=9 * 5000)
        for place in range(0, len(stock), 9):
            yield " ".join(stock[place : place + 9]).capitalize()


if __name__ == "__main__":
    main()
