"""How good the search is, measured on judged queries. Pure.

A file of judged queries is a table with tabs between its columns and their names in the first line:

    qid   type      query       relevant
    d004  lay       drug pump   33:3 21:2
    dn01  none      hip cost

`relevant` names passages of the raw seed by their number, or pages as `treatments/pain-pump`, each
with a grade: 3 answers it, 2 helps, 1 is related. A passage stands for the FAQ that answers it.
FAQs are always judged, pages of another kind where a query names one of that kind. A query of the
type `none` is off topic: nothing confident is to be found. Further columns are left alone.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean

from fbss.content.vocabulary import Kind

NONE = "none"
COLUMNS = ("qid", "type", "query")
HELPS = 2
MOST_GRADE = 3
_FOLDERS = frozenset(kind.folder for kind in Kind)


class FaultyJudgements(Exception):
    """A file of judged queries that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, and which passages or pages answer it how well."""

    qid: str
    type: str
    query: str
    grades: Mapping[str, int]

    @property
    def is_off_topic(self) -> bool:
        return self.type == NONE

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of page whose order is judged."""
        folders = (name.split("/")[0] for name in self.grades if "/" in name)
        return frozenset({Kind.FAQ, *map(Kind.of_folder, folders)})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search said: what each page goes by, in order, and how long it took."""

    # Of each page that was found: `faqs/how-common-is-it` and the passages it answers.
    pages: Sequence[Sequence[str]]
    found: int
    is_confident: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one run. Shares are from 0 to 1, times are in milliseconds."""

    queries: int
    off_topic: int
    ndcg_at_10: float
    mrr: float
    recall_at_5: float
    zero_results: float
    confident: float
    confident_off_topic: float
    p50: float
    p99: float

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def read_judged(path: Path) -> list[Judged]:
    """The judged queries of a file. Raises FaultyJudgements."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise FaultyJudgements(f"{path}:1: no column {', '.join(missing)}")
        return [_judged(row, f"{path}:{table.line_num}") for row in table]


def _judged(row: Mapping[str, str | None], place: str) -> Judged:
    grades = dict(_grade(part, place) for part in (row.get("relevant") or "").split())
    qid, type_, query = (row[name] or "" for name in COLUMNS)
    if bool(grades) is (type_ == NONE):
        raise FaultyJudgements(f"{place}: a query has grades, or the type {NONE}")
    return Judged(qid, type_, query, grades)


def _grade(part: str, place: str) -> tuple[str, int]:
    name, _, grade = part.partition(":")
    is_passage = name.isdecimal()
    is_grade = grade.isdecimal() and 0 < int(grade) <= MOST_GRADE
    if not is_grade or not (is_passage or name.split("/")[0] in _FOLDERS):
        raise FaultyJudgements(
            f"{place}: expected a grade from 1 to {MOST_GRADE} behind a passage or a page,"
            f" as 37:3 or treatments/pain-pump:3, got '{part}'"
        )
    return f"S{int(name):02}" if is_passage else name, int(grade)


def grades_of(answer: Answer, judged: Judged) -> list[int]:
    """The grade of each page that was found: the best of its passages, or its own."""
    return [max((judged.grades.get(name, 0) for name in page), default=0) for page in answer.pages]


def ideal(judged: Judged, pages: Mapping[str, str]) -> list[int]:
    """The grades of a perfect answer: two passages of one page are one result."""
    best: dict[str, int] = {}
    for key, grade in judged.grades.items():
        page = pages.get(key, key)
        best[page] = max(grade, best.get(page, 0))
    return sorted(best.values(), reverse=True)


def ndcg(found: Sequence[int], perfect: Sequence[int], depth: int = 10) -> float:
    """How near the order found is to the perfect one (1 if it is the same)."""
    return _gain(found[:depth]) / (_gain(perfect[:depth]) or 1.0)


def _gain(grades: Sequence[int]) -> float:
    return sum((pow(2.0, grade) - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def reciprocal_rank(found: Sequence[int], perfect: Sequence[int]) -> float:
    """One by the place of the first result that helps; 0 if none does."""
    least = min(HELPS, perfect[0])
    return next((1 / place for place, grade in enumerate(found, 1) if grade >= least), 0.0)


def recall(found: Sequence[int], perfect: Sequence[int], depth: int = 5) -> float:
    """Which share of the results that help is among the first."""
    least = min(HELPS, perfect[0])
    wanted = min(sum(grade >= least for grade in perfect), depth)
    return sum(grade >= least for grade in found[:depth]) / wanted


def figures(
    answers: Sequence[tuple[Judged, Answer]], pages: Mapping[str, str], times: Sequence[float]
) -> Figures:
    """All figures of a run. `pages` names the page of each passage."""
    on = [(judged, answer) for judged, answer in answers if not judged.is_off_topic]
    off = [answer for judged, answer in answers if judged.is_off_topic]
    pairs = [(grades_of(answer, judged), ideal(judged, pages)) for judged, answer in on]
    return Figures(
        queries=len(on),
        off_topic=len(off),
        ndcg_at_10=_mean([ndcg(found, perfect) for found, perfect in pairs]),
        mrr=_mean([reciprocal_rank(found, perfect) for found, perfect in pairs]),
        recall_at_5=_mean([recall(found, perfect) for found, perfect in pairs]),
        zero_results=_mean([float(answer.found == 0) for _, answer in on]),
        confident=_mean([float(answer.is_confident) for _, answer in on]),
        confident_off_topic=_mean([float(answer.is_confident) for answer in off]),
        p50=percentile(times, 50) * 1000,
        p99=percentile(times, 99) * 1000,
    )


def percentile(values: Sequence[float], share: int) -> float:
    """The value that so many of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)] if ordered else 0.0


def _mean(values: Sequence[float]) -> float:
    return mean(values) if values else 0.0
