"""Finding pages: from what a visitor typed to results."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fbss.content.vocabulary import Kind
from fbss.models import Entry, SearchDocument, clock

from .engines import engine
from .healing import doubt, healing
from .knowledge import Knowledge, knowledge
from .marking import Piece, marked
from .naming import BETWEEN_NAMES
from .phrases import Phrase
from .ranking import Candidate, Ranked, rank
from .stems import WEAK_STEMS, stems_of, words_asked
from .terms import Understood, understand

_CANDIDATE = (
    "id",
    "entry_id",
    "kind",
    "name_words",
    "summary_words",
    "body_words",
    "claim_words",
)
# A search seldom asks for more; the rarest are looked for.
MOST_GROUPS = 8
# So many results are shown however weak, and the rest while it is worth so much of the first.
ALWAYS_SHOWN = 10
NEARLY = 0.35


_ROW = (
    "kind",
    "entry__key",
    "entry__slug",
    "title",
    "names",
    "summary",
    "passages",
    "name_words",
    "summary_words",
)


class _Row(NamedTuple):
    """What a result shows of a document."""

    kind: str
    entry__key: str
    entry__slug: str
    title: str
    names: list[str]
    summary: str
    passages: list[str]
    name_words: str
    summary_words: str


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found."""

    kind: Kind
    key: str
    title: str
    url: str
    # The answer in short, whole.
    excerpt: str
    score: float
    # Why it is here, for the reader.
    reason: str
    # Whether it answers what was asked, as far as a program can tell.
    is_confident: bool
    # Of a question: the passages of the raw seed that it answers.
    passages: tuple[str, ...] = ()
    stems: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def kind_label(self) -> str:
        return self.kind.label

    @property
    def marked_title(self) -> tuple[Piece, ...]:
        return marked(self.title, self.stems)

    @property
    def marked_excerpt(self) -> tuple[Piece, ...]:
        return marked(self.excerpt, self.stems)


@dataclass(frozen=True)
class Findings:
    """All that was found, best first. Results are read when they are asked for."""

    asked: Understood
    ranked: Sequence[Ranked]

    @property
    def is_confident(self) -> bool:
        """Whether the first result answers the question."""
        return bool(self.ranked) and self.ranked[0].is_confident

    def __len__(self) -> int:
        return len(self.ranked)

    def results(self, start: int = 0, stop: int | None = None) -> tuple[Result, ...]:
        """Some of the results."""
        chosen = self.ranked[start:stop]
        found = SearchDocument.objects.filter(id__in=[one.id for one in chosen])
        rows = {row[0]: _Row(*row[1:]) for row in found.values_list("id", *_ROW)}
        return tuple(_result(rows[one.id], one, self.asked) for one in chosen if one.id in rows)


def search(text: str, kind: Kind | str | None = None, limit: int = 10) -> tuple[Result, ...]:
    """The pages that answer a text best: of one kind, or of all."""
    return find(text, kind).results(0, limit)


@healing
def find(
    text: str,
    kind: Kind | str | None = None,
    *,
    corrects: bool = True,
    at: datetime.datetime | None = None,
) -> Findings:
    """Everything that answers a text, ranked. Slips are corrected unless `corrects` says no."""
    at = at or clock.now()
    known = knowledge(at)
    asked = understand(text, known.vocabulary, known.lexicon, corrects=corrects)
    groups = _groups(asked, known)
    ids = engine().candidates(groups, at, kind=str(kind or ""))
    if not ids:
        doubt()
    rows = SearchDocument.objects.filter(id__in=ids).values_list(*_CANDIDATE)
    ranked = rank((Candidate(*row) for row in rows), asked, known.vocabulary)
    return Findings(asked, _collapsed(ranked))


def _groups(asked: Understood, known: Knowledge) -> list[tuple[list[Phrase], int]]:
    """What the engine is to look for, each with about how many documents hold it."""
    wanted = [slot for slot in asked.slots if not slot.is_weak] or asked.slots
    groups = []
    for slot in wanted:
        phrases = [phrase for phrase in slot.phrases() if not set(phrase) <= WEAK_STEMS] or list(
            slot.phrases()
        )
        if phrases:
            shortest = _shortest(phrases)
            groups.append((shortest, _count(shortest, known)))
    return sorted(groups, key=lambda group: group[1])[:MOST_GROUPS]


def _shortest(phrases: list[Phrase]) -> list[Phrase]:
    """The phrases that find all: whatever holds "repeat surgery" is found by "surgery" too."""
    unique = [(phrase, frozenset(phrase)) for phrase in dict.fromkeys(phrases)]
    return [
        phrase for phrase, stems in unique if not any(other < stems for _phrase, other in unique)
    ]


def _count(phrases: list[Phrase], known: Knowledge) -> int:
    return sum(min(map(known.vocabulary.count, phrase)) for phrase in phrases)


def _collapsed(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Each page once, and each title once; far down only what is nearly as good as the first."""
    chosen: list[Ranked] = []
    seen: set[int | str] = set()
    for one in ranked:
        is_far_down = len(chosen) >= ALWAYS_SHOWN and one.score < ranked[0].score * NEARLY
        if not is_far_down and seen.isdisjoint((one.entry, one.title)):
            chosen.append(one)
            seen.update((one.entry, one.title))
    return chosen


def _result(row: _Row, ranked: Ranked, asked: Understood) -> Result:
    entry = Entry(kind=row.kind, key=row.entry__key, slug=row.entry__slug)
    return Result(
        kind=Kind(row.kind),
        key=row.entry__key,
        title=row.title,
        url=entry.get_absolute_url(),
        excerpt=row.summary,
        score=round(ranked.score, 4),
        reason=_reason(row, asked),
        is_confident=ranked.is_confident,
        passages=tuple(row.passages),
        stems=asked.stems,
    )


def _reason(row: _Row, asked: Understood) -> str:
    """Why a page was found, in the fewest words."""
    stems = asked.stems
    title, _, others = row.name_words.partition(BETWEEN_NAMES)
    if not stems.isdisjoint(title.split()):
        return "In the title"
    if not stems.isdisjoint(others.split()):
        for name in row.names:
            if not stems.isdisjoint(stems_of(words_asked(name))):
                return f"Also: {name}"
    if not stems.isdisjoint(row.summary_words.split()):
        return "In the answer"
    return "In the text"
