"""What a visitor may be about to type: titles, other names and patients' words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from fbss.content.vocabulary import Kind
from fbss.models import Entry, SearchDocument, clock

from .engines import engine
from .healing import doubt, healing
from .knowledge import Knowledge, knowledge
from .phrases import Phrase
from .ranking import KINDS
from .stems import LIGHT, folded, stem, words_asked
from .vocabulary import LEAST_BEGUN, Vocabulary

MOST = 8
MOST_LAY = 3
# So many pages are looked at for the best few.
MOST_CONSIDERED = 40
MOST_BEGUN = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line under the search box."""

    text: str
    # What it leads to: the label of a kind of page, or "Search".
    kind: str
    url: str


PAGE = ("id", "kind", "title", "names", "entry__key", "entry__slug")


class _Page(NamedTuple):
    """A page that could be meant."""

    id: int
    kind: str
    title: str
    names: list[str]
    entry__key: str
    entry__slug: str

    @property
    def url(self) -> str:
        entry = Entry(kind=self.kind, key=self.entry__key, slug=self.entry__slug)
        return entry.get_absolute_url()


@healing
def suggest(text: str, limit: int = MOST, at: datetime.datetime | None = None) -> list[Suggestion]:
    """Up to `limit` lines for what was typed so far, from three letters on."""
    words = words_asked(text)
    if sum(map(len, words)) < LEAST_BEGUN:
        return []
    at = at or clock.now()
    known = knowledge(at)
    ids = engine().suggest(_groups(words, known.vocabulary), at, MOST_CONSIDERED)
    if not ids:
        doubt()
    rows = SearchDocument.objects.filter(id__in=ids).values_list(*PAGE)
    pages = [_Page(*row) for row in rows]
    found = [*_lay_words(folded(text).strip(), known), *_best(pages, words)]
    # One line for each text: of a word and a treatment of that name, the better kind.
    unique = {folded(line.text): line for line in reversed(found)}
    return [line for line in found if unique[folded(line.text)] is line][:limit]


def _groups(words: Sequence[str], vocabulary: Vocabulary) -> list[list[Phrase]]:
    """What the names have to hold: each word, and any word that begins like the last."""
    *typed, last = words
    groups = [_stems([word], vocabulary) for word in typed if word not in LIGHT]
    begun = vocabulary.begun(last, MOST_BEGUN) or vocabulary.nearly_begun(last, MOST_BEGUN)
    if begun or last not in LIGHT:
        groups.append(_stems([last, *begun], vocabulary))
    return groups


def _stems(words: Sequence[str], vocabulary: Vocabulary) -> list[Phrase]:
    known = [word if vocabulary.knows(word) else vocabulary.nearest(word) or word for word in words]
    return [(stem,) for stem in dict.fromkeys(map(stem, known))]


def _lay_words(typed: str, known: Knowledge) -> Iterator[Suggestion]:
    """Patients' own words; they lead to a search, which knows what they mean."""
    found = [word for plain, word in known.lay_words if plain.startswith(typed)]
    for word in sorted(found, key=len)[:MOST_LAY]:
        yield Suggestion(word, "Search", f"{reverse('search')}?{urlencode({'q': word})}")


def _best(pages: Iterable[_Page], words: Sequence[str]) -> list[Suggestion]:
    ranked = sorted(pages, key=lambda page: (_closeness(page, words), page.id))[: 2 * MOST]
    return [Suggestion(page.title, Kind(page.kind).label, page.url) for page in ranked]


def _closeness(page: _Page, words: Sequence[str]) -> tuple[float, int]:
    """How near a page's names are to what was typed: the smaller the nearer."""
    title = _misses(page.title, words)
    other = min((_misses(name, words) for name in page.names), default=9.0)
    return (min(title, other + 0.5) - KINDS.get(page.kind, 1.0), len(page.title))


def _misses(name: str, words: Sequence[str]) -> float:
    """How many typed words begin no word of a name, and a little if it does not begin with them."""
    plain = f" {folded(name)}"
    misses = sum(f" {word}" not in plain for word in words)
    return misses + (0 if plain.startswith(f" {words[0]}") else 0.25)
