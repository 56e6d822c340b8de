"""The raw seed: a plain text of questions, each followed by its answer.

A line that ends in a question mark, of whatever script, is a question; the lines that follow are
its answer. Search engines print a date in front of an answer ("Jul 15, 2017 · …") or glued behind
it ("…discouraged.Apr 20, 2021"); it is kept apart from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .faults import Fault, beginning

# Latin, full width, small form, Arabic, Greek, Ethiopic, reversed, and those set double.
QUESTION_MARKS = tuple("?\uff1f\ufe56\u061f\u037e\u1367\u2e2e\u2047\u2048\u2049")
CLOSING = "\"'\u201d\u2019\u00bb)] \t"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DATE = rf"{MONTH} \d{{1,2}}, \d{{4}}"
DATE_IN_FRONT = re.compile(rf"^({DATE})\s*[\u00b7\u2022\u2014-]\s*")
DATE_BEHIND = re.compile(rf"(?<=\S)\s*({DATE})$")
LONGEST_DATE = len("September. 30, 2021")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its answer, word for word, with their lines counted from 1."""

    number: int
    question: str
    answer: str
    printed_date: str
    first_line: int
    last_line: int

    @property
    def truncated(self) -> bool:
        """Whether the answer breaks off: it ends in an ellipsis."""
        return self.answer.endswith(("...", "…"))


@dataclass(slots=True)
class _Block:
    """A question with the lines after it, while they are being read."""

    line: int
    question: str
    last: int
    answer: list[str]


def read_pairs(text: str, file: str) -> tuple[list[Pair], list[Fault]]:
    """All pairs of a text, and what stands in no pair."""
    faults: list[Fault] = []
    pairs: list[Pair] = []
    for block in _blocks(text, file, faults):
        if not block.answer:
            faults.append(Fault(file, block.line, "", "expected an answer below this question"))
            continue
        answer, date = split_date("\n".join(block.answer))
        pairs.append(Pair(len(pairs) + 1, block.question, answer, date, block.line, block.last))
    return pairs, faults


def _blocks(text: str, file: str, faults: list[Fault]) -> Iterator[_Block]:
    block: _Block | None = None
    for line, words in _lines(text):
        if is_question(words):
            if block:
                yield block
            block = _Block(line, words, line, [])
        elif block:
            block.answer.append(words)
            block.last = line
        else:
            faults.append(Fault(file, line, "", f"expected a question, got {beginning(words)!r}"))
    if block:
        yield block


def _lines(text: str) -> Iterator[tuple[int, str]]:
    # Only line feeds and carriage returns end a line: an editor's line numbers agree with that.
    for line, words in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        if stripped := words.strip():
            yield line, stripped


def is_question(line: str) -> bool:
    """Whether a line asks something: it ends in a question mark, perhaps before a closing quote."""
    return line.rstrip(CLOSING).endswith(QUESTION_MARKS)


def split_date(answer: str) -> tuple[str, str]:
    """An answer without the date that a search engine printed, and that date."""
    if match := DATE_IN_FRONT.search(answer):
        return answer[match.end() :].strip(), match[1]
    if match := DATE_BEHIND.search(answer, max(0, len(answer) - 2 * LONGEST_DATE)):
        return answer[: match.start()].strip(), match[1]
    return answer, ""
