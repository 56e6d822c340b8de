"""Running judged queries through the search."""

from __future__ import annotations

import time
from collections.abc import Sequence

from fbss.content.vocabulary import Kind
from fbss.models import SearchDocument

from .find import Findings, Result, find
from .judged import Answer, Figures, Judged, figures

DEPTH = 10
# Each query runs so often, so that the slowest of a hundred says something.
ROUNDS = 5


def evaluate(queries: Sequence[Judged], rounds: int = ROUNDS) -> Figures:
    """The figures of the search as it stands, on the texts that are published."""
    for judged in queries[:3]:
        answer(judged)  # the first search reads the vocabulary
    answers = [(judged, answer(judged)) for judged in queries]
    times = [said.seconds for _, said in answers]
    times += [answer(judged).seconds for _ in range(rounds - 1) for judged in queries]
    return figures(answers, _pages(), times)


def answer(judged: Judged) -> Answer:
    """What a visitor gets: confidence is of all pages, the order that is judged of some kinds."""
    start = time.perf_counter()
    findings = find(judged.query)
    findings.results(0, DEPTH)
    seconds = time.perf_counter() - start
    return Answer(
        [_names(found) for found in _of_kinds(judged, findings)],
        len(findings),
        findings.is_confident,
        seconds,
    )


def _of_kinds(judged: Judged, findings: Findings) -> Sequence[Result]:
    """The first results of the kinds that are judged."""
    if judged.kinds == {Kind.FAQ}:
        return find(judged.query, Kind.FAQ).results(0, DEPTH)
    return [found for found in findings.results() if found.kind in judged.kinds][:DEPTH]


def _names(found: Result) -> tuple[str, ...]:
    return (f"{found.kind.folder}/{found.key}", *found.passages)


def _pages() -> dict[str, str]:
    rows = SearchDocument.objects.filter(kind=Kind.FAQ.value)
    named = rows.values_list("entry__key", "passages")
    return {passage: f"{Kind.FAQ.folder}/{key}" for key, passages in named for passage in passages}
