"""The public pages that a code leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fbss.content.text import plain
from fbss.content.vocabulary import CardLevel, Kind
from fbss.models import FAQ, Code, Revision
from fbss.syndication.holdings import live_texts, live_texts_named

from .answer import NOT_CHECKED, Resource
from .matching import LEAST_GROUP, Fit, fit
from .ranking import RELATED, Candidate, ranked
from .request import Criterion, Request
from .systems import System, bare, system_named


@dataclass(frozen=True)
class Match:
    """A code that is held and answers for the one that was asked for."""

    code: Code
    fit: Fit


@dataclass(frozen=True)
class PublicCode:
    """A code that leads to a public page."""

    code: Code
    page: Revision


def public_codes() -> list[PublicCode]:
    """All codes that lead to a public page, in the order of systems and codes."""
    lines = list(Code.objects.select_related("entry"))
    pages = {text.entry_id: text for text in live_texts({line.entry for line in lines})}
    return [PublicCode(line, pages[line.entry_id]) for line in lines if line.entry_id in pages]


def resources_for(request: Request) -> list[tuple[Resource, float]]:
    """The public pages that answer a request, best first, with their relevance."""
    return resources_of(request, _matches_of_all(request.criteria))


def matches(system: System, asked: str) -> list[Match]:
    """The codes of a system that answer for one code, best first."""
    code = bare(asked)
    if not code:
        return []
    held = Code.objects.filter(system=system.slug, code__istartswith=code[:LEAST_GROUP])
    found = []
    for line in held.select_related("entry"):
        how = fit(code, bare(line.code), line.title, graded=system.is_graded)
        if how:
            found.append(Match(line, how))
    return sorted(found, key=lambda match: (-match.fit.score, match.code.code))


def resources_of(request: Request, found: Sequence[Match]) -> list[tuple[Resource, float]]:
    """The public pages that these codes lead to, and the public pages that those name."""
    scores: dict[int, float] = {}
    for match in found:
        entry = match.code.entry
        scores[entry.pk] = max(scores.get(entry.pk, 0), match.fit.score)
    entries = {match.code.entry for match in found}
    answers = {text.entry.ref: (text, scores[text.entry_id]) for text in live_texts(entries)}
    for ref, text, score in _related(answers):
        if ref not in answers or answers[ref][1] < score:
            answers[ref] = text, score
    candidates = [_candidate(text, score) for text, score in answers.values()]
    return [
        (resource_of(answers[candidate.ref][0]), relevance)
        for candidate, relevance in ranked(request, candidates)
    ]


def _matches_of_all(criteria: Iterable[Criterion]) -> list[Match]:
    pairs = ((system_named(criterion.system), criterion.code) for criterion in criteria)
    return [match for system, code in pairs if system for match in matches(system, code)]


def _related(
    answers: Mapping[str, tuple[Revision, float]],
) -> list[tuple[str, Revision, float]]:
    """The pages that the answers name, and the questions of a topic."""
    scores: dict[str, float] = {}
    for text, score in answers.values():
        for ref in getattr(text, "see_also", ()):
            scores[ref] = max(scores.get(ref, 0), score * RELATED)
    named = [(text.entry.ref, text, scores[text.entry.ref]) for text in live_texts_named(scores)]
    return [*named, *_questions(answers)]


def _questions(
    answers: Mapping[str, tuple[Revision, float]],
) -> Iterator[tuple[str, Revision, float]]:
    topics = {text.entry_id: score for text, score in answers.values() if text.KIND is Kind.TOPIC}
    found = FAQ.objects.published().filter(topic__in=topics) if topics else ()
    for faq in found:
        yield faq.entry.ref, faq, topics[faq.topic_id or 0] * RELATED


def _candidate(text: Revision, score: float) -> Candidate:
    return Candidate(
        ref=text.entry.ref,
        kind=text.KIND,
        score=score,
        need=getattr(text, "need", ""),
        category=getattr(text, "category", ""),
        is_emergency=getattr(text, "level", "") == CardLevel.EMERGENCY,
        position=getattr(text, "position", 0),
    )


def resource_of(text: Revision) -> Resource:
    """A live text as a resource."""
    lead = [getattr(text, name, "") for name in ("short_answer", "service", "lead", "definition")]
    points = getattr(text, "signs", None) or getattr(text, "key_messages", [])
    checked = text.entry.last_reviewed_on
    return Resource(
        ref=text.entry.ref,
        title=text.title,
        address=text.get_absolute_url(),
        updated=text.live_from or text.created_at,
        also_called=tuple(getattr(text, "also_called", ())),
        lines=tuple(filter(None, map(plain, lead))),
        points=tuple(filter(None, map(plain, points))),
        checked=f"A clinician checked this page on {checked:%Y-%m-%d}." if checked else NOT_CHECKED,
    )
