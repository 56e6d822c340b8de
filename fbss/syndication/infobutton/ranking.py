"""Which page stands first in an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from fbss.content.vocabulary import Category, Kind

from .request import Recipient, Request

MOST = 5
# A page that a matching page names counts half as much as the page itself.
RELATED = 0.5


@dataclass(frozen=True)
class Candidate:
    """A public page that may answer, and how well its code fits."""

    ref: str
    kind: Kind
    score: float
    need: str = ""
    category: str = ""
    is_emergency: bool = False
    position: int = 0


def ranked(request: Request, candidates: Iterable[Candidate]) -> list[tuple[Candidate, float]]:
    """The pages of an answer with their relevance from 0 to 1. Emergencies stand first, always."""
    scored = [(candidate, relevance(request, candidate)) for candidate in candidates]
    scored.sort(key=lambda pair: (not pair[0].is_emergency, -pair[1], pair[0].position))
    return scored[:MOST]


def relevance(request: Request, candidate: Candidate) -> float:
    """How well a page answers: by its code, then by what the reader wants to know, and who asks."""
    if candidate.is_emergency:
        return 1.0
    score = candidate.score
    if request.need:
        score = _drawn(score, answers=candidate.need == request.need)
    if request.is_about_medicines:
        score = _drawn(score, answers=candidate.category == Category.MEDICATION)
    if candidate.kind is _preferred(request.recipient):
        score = min(1.0, score + 0.05)
    return round(score, 2)


def _drawn(score: float, *, answers: bool) -> float:
    """Nearly up to 1 for a page that answers what is asked; somewhat down for another."""
    return score + (1 - score) * 0.9 if answers else score * 0.8


def _preferred(recipient: Recipient) -> Kind:
    """Answers for a patient, the frame with its figures for a provider or payor."""
    return Kind.FAQ if recipient is Recipient.PATIENT else Kind.TREATMENT
