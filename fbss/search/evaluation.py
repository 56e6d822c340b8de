"""Running judged queries through the search."""

from __future__ import annotations

import time
from collections.abc import Sequence

from fbss.content.vocabulary import Kind
from fbss.models import SearchDocument

from .find import find
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
    """What a visitor gets: confidence is of all pages, the order that is judged of the FAQs."""
    start = time.perf_counter()
    findings = find(judged.query)
    findings.results(0, DEPTH)
    seconds = time.perf_counter() - start
    faqs = find(judged.query, Kind.FAQ).results(0, DEPTH)
    return Answer([faq.passages for faq in faqs], len(findings), findings.is_confident, seconds)


def _pages() -> dict[str, str]:
    rows = SearchDocument.objects.filter(kind=Kind.FAQ.value).values_list("entry", "passages")
    return {key: str(entry) for entry, passages in rows for key in passages}
