"""How long the worst input holds each parser: `python benchmarks/parsers.py`.

Every parser of text that a stranger or an editor can send gets inputs that are known to slow
parsers down. The longest that it takes must be done within a second, and ten times the text may
cost at most twenty times as long: what grows faster than that has an input that hangs it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from fbss.content import differences, markdown, masking, readability, text  # noqa: E402 -- the path
from fbss.seeding import documents, nodes, raw  # noqa: E402 -- the path
from fbss.seeding.shapes import SHAPES  # noqa: E402 -- the path
from fbss.syndication.infobutton import request  # noqa: E402 -- the path

MOST_SECONDS, MOST_GROWTH = 1.0, 20.0
# Of a text as long as a page may be.
LENGTH = markdown.MAX_CHARACTERS
# Times below this say more of the machine than of the parser.
SHORTEST = 0.005
# Each is repeated until the input is long enough.
HOSTILE = {
    "brackets": "[",
    "links": "[a](",
    "stars": "*a_",
    "backticks": "`a``",
    "quotes": "> ",
    "lists": "- ",
    "deeper": "  - a\n",
    "tables": "|a|b|\n|-|-|\n",
    "html": "<a b='",
    "comments": "<!--",
    "entities": "&#x",
    "notes": "[@a] ",
    "numbers": "1,234.5 of 10 ",
    "one word": "a",
    "digits": "1",
    "addresses": "a@b.",
    "questions": "Why? ",
    "lines": "\n",
    "anchors": "&a [*a, ",
    "spaces": " ",
    "marks": "e\u0301",
    "others": "؟𐍈",
}


@dataclass(frozen=True)
class Measure:
    """What the worst input costs a parser: in seconds, and against a tenth of that input."""

    parser: str
    worst: str
    seconds: float
    growth: float

    @property
    def is_within(self) -> bool:
        return self.seconds <= MOST_SECONDS and self.growth <= MOST_GROWTH

    def __str__(self) -> str:
        verdict = "ok" if self.is_within else "TOO SLOW"
        figures = f"{self.seconds:>8.3f} {self.growth:>7.1f}"
        return f"{self.parser:<20} {self.worst:<12} {figures}  {verdict}"


def parsers() -> dict[str, Callable[[str], object]]:
    return {
        "Markdown": markdown.render,
        "seed file": read_seed_file,
        "seed list": read_seed_list,
        "raw text": lambda source: raw.read_pairs(source, "raw.txt"),
        "masking": masking.mask,
        "readability": readability.grade,
        "words": text.count_words,
        "comparing": lambda source: differences.difference(source, source[::-1]),
        "infobutton": ask_infobutton,
    }


def read_seed_file(source: str) -> object:
    data = f"---\nkey: a\naim: {source}\n---\n{source}".encode()
    return documents.read_markdown(data, SHAPES["faq"], nodes.Report("a.md"), "a")


def read_seed_list(source: str) -> object:
    return documents.read_list(source.encode(), SHAPES["source"], nodes.Report("a.yaml"))


def ask_infobutton(source: str) -> object:
    names = ("mainSearchCriteria.v.c", "mainSearchCriteria.v.cs", "callback", source)
    try:
        return request.parse(dict.fromkeys(names, source))
    except ValueError:
        return None


def measures() -> Iterator[Measure]:
    for name, parse in parsers().items():
        took = {of: seconds(parse, piece, LENGTH) for of, piece in HOSTILE.items()}
        worst = max(took, key=took.__getitem__)
        tenth = max(seconds(parse, HOSTILE[worst], LENGTH // 10), SHORTEST)
        yield Measure(name, worst, took[worst], took[worst] / tenth)


def seconds(parse: Callable[[str], object], piece: str, length: int) -> float:
    """Processor time of the parser, in seconds."""
    source = (piece * (length // len(piece) + 1))[:length]
    begun = time.process_time()
    parse(source)
    return time.process_time() - begun


def main() -> int:
    print(f"{'parser':<20} {'worst input':<12} {'seconds':>8} {'growth':>7}")
    within = True
    for measure in measures():
        within &= measure.is_within
        print(measure)
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
