"""What a page needs from the library, in a number of queries that does not grow with the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from fbss.content.alphabet import NamedPage
from fbss.content.composition import Composition, compose
from fbss.content.glossary import GlossaryWord
from fbss.content.references import CardText, Claim, Meaning, PageName, References, SourceLine
from fbss.content.vocabulary import CardLevel, Kind, Severity, Verdict

from .care_card import CareCard
from .entry import Entry
from .faq import FAQ
from .info_page import InfoPage
from .passage import Passage
from .picture import pictures_of
from .revision import Revision
from .source import Source, cited_keys
from .synonym import Synonym
from .topic import Topic
from .treatment import Treatment
from .word import Word

# The kinds of entry that other pages call by their titles.
NAMED: dict[Kind, type[Revision]] = {
    Kind.TOPIC: Topic,
    Kind.FAQ: FAQ,
    Kind.TREATMENT: Treatment,
    Kind.PAGE: InfoPage,
}


def composition_of(revision: Revision, references: References) -> Composition:
    """The page of a revision, live or draft."""
    own_word = revision.slug if revision.KIND is Kind.WORD else ""
    return compose(revision.KIND, revision.text(), references, own_word=own_word)


def references_of(revision: Revision, text: Mapping[str, Any]) -> References:
    """All that a text refers to, of what is published. At most six queries."""
    cards = cards_named(text.get("care_cards") or ())
    passages: Iterable[Passage] = ()
    if revision.KIND is Kind.FAQ:
        passages = Passage.objects.answered_on(revision.entry)
    claims = tuple(claim_of(passage) for passage in passages)
    return References(
        sources=sources_of(text, cards.values(), claims),
        meanings=meanings(),
        cards=cards,
        claims=claims,
        pages=page_names(_refs(text)),
        pictures=pictures_of(text),
    )


def references_of_cards(instead: CareCard | None = None) -> References:
    """All published care cards, and what they refer to; one of them may say something else."""
    shown = [*CareCard.objects.published().in_order(), *([instead] if instead else [])]
    cards = {card.entry.key: card_text(card) for card in shown}
    return References(sources=sources_of({}, cards.values()), meanings=meanings(), cards=cards)


def references_of_claims(passages: Sequence[Passage]) -> References:
    """These passages as claims, each with the page that answers it, and what they refer to."""
    names = page_names(passage.answered_by.ref for passage in passages)
    claims = tuple(claim_of(passage, names.get(passage.answered_by.ref)) for passage in passages)
    return References(sources=sources_of({}, (), claims), meanings=meanings(), claims=claims)


def cards_named(keys: Iterable[str]) -> dict[str, CardText]:
    """The published care cards with these keys."""
    wanted = list(keys)
    cards = CareCard.objects.published().with_keys(wanted) if wanted else ()
    return {card.entry.key: card_text(card) for card in cards}


def meanings() -> dict[str, Meaning]:
    """The published glossary, by slug; the same object as long as it says the same."""
    rows = tuple(Word.objects.published().for_texts())
    return _meanings(tuple((slug, title, tuple(also), said) for slug, title, also, said in rows))


@lru_cache(maxsize=2)
def _meanings(rows: tuple[tuple[str, str, tuple[str, ...], str], ...]) -> dict[str, Meaning]:
    return {
        slug: Meaning(GlossaryWord(slug, title, also), definition)
        for slug, title, also, definition in rows
    }


def sources_of(
    text: Mapping[str, Any], cards: Iterable[CardText], claims: Iterable[Claim] = ()
) -> dict[str, SourceLine]:
    """The sources that these texts name, as far as they may be cited."""
    beside: list[object] = [claim.note for claim in claims]
    beside += [[card.service, card.lead, *card.signs, card.advice] for card in cards]
    keys = cited_keys({**text, "": beside})
    found = Source.objects.citable().filter(key__in=keys) if keys else ()
    return {source.key: source_line(source) for source in found}


def page_names(refs: Iterable[str]) -> dict[str, PageName]:
    """Titles and addresses of published pages, by what seed files call them. One query."""
    wanted: dict[Kind, list[str]] = {}
    for ref in refs:
        folder, _, key = ref.partition("/")
        kind = next((kind for kind in NAMED if kind.folder == folder), None)
        if kind:
            wanted.setdefault(kind, []).append(key)
    rows = [
        NAMED[kind]._default_manager.all().published().filter(entry__key__in=keys).names()
        for kind, keys in wanted.items()
    ]
    return dict(_named(rows))


def _named(
    rows: Sequence[QuerySet[Revision, tuple[str, str, str, str]]],
) -> Iterator[tuple[str, PageName]]:
    first, *others = rows or [NAMED[Kind.TOPIC]._default_manager.none().names()]
    for kind, key, slug, title in first.union(*others, all=True):
        name = PageName(Kind(kind), title, _address(kind, key, slug))
        yield f"{name.kind.folder}/{key}", name


def _address(kind: str, key: str, slug: str) -> str:
    return Entry(kind=kind, key=key, slug=slug).get_absolute_url()


def _refs(text: Mapping[str, Any]) -> list[str]:
    """The pages that a text names: its topic, other treatments, pages to read next."""
    topic = [f"{Kind.TOPIC.folder}/{text['topic']}"] if text.get("topic") else []
    others = [f"{Kind.TREATMENT.folder}/{key}" for key in text.get("alternatives") or ()]
    return [*topic, *others, *(text.get("see_also") or ())]


def named_pages() -> list[NamedPage]:
    """Every published page and word with all its names, apart from questions. One query."""
    kinds: list[type[Revision]] = [Topic, Treatment, InfoPage, Word]
    first, *others = [model._default_manager.all().published().all_names() for model in kinds]
    return [_named_page(*row) for row in first.union(*others, all=True)]


def named_questions(most: int) -> list[NamedPage]:
    """Every published question with all its names, or none where there are too many to list."""
    rows = list(FAQ.objects.published().all_names()[: most + 1])
    return [_named_page(*row) for row in rows] if len(rows) <= most else []


def _named_page(
    kind: str, key: str, slug: str, title: str, also_called: Sequence[str]
) -> NamedPage:
    return NamedPage(title, _address(kind, key, slug), tuple(also_called))


def shown_synonyms() -> QuerySet[Synonym, tuple[str, str]]:
    """A patient's word and ours, of those that readers may see."""
    return Synonym.objects.shown().values_list("lay", "clinical")


def source_line(source: Source) -> SourceLine:
    """A source as its note tells it."""
    is_web = source.link.startswith(("https://", "http://"))
    return SourceLine(
        key=source.key,
        authors=source.authors,
        kind=source.kind,
        funding=source.funding,
        title=source.title,
        container=source.container,
        year=source.year,
        details=source.details,
        # A register line may come from a file that no form has checked.
        link=source.link if is_web else "",
    )


def card_text(card: CareCard) -> CardText:
    """A care card as pages show it."""
    reviewer = card.entry.reviewed_by
    return CardText(
        key=card.entry.key,
        anchor=card.entry.slug,
        level=CardLevel(card.level),
        title=card.title,
        service=card.service,
        lead=card.lead,
        signs=tuple(card.signs),
        advice=card.advice,
        checked_by=str(reviewer.get_full_name() or reviewer.username) if reviewer else "",
        checked_on=card.entry.last_reviewed_on,
    )


def claim_of(passage: Passage, answered_on: PageName | None = None) -> Claim:
    """A passage as pages show it."""
    return Claim(
        key=passage.key,
        question=passage.question,
        answer=passage.answer,
        origin=passage.origin,
        verdict=Verdict(passage.verdict),
        severity=Severity(passage.severity),
        note=passage.note,
        printed_date=passage.printed_date,
        truncated=passage.truncated,
        answered_on=answered_on,
    )
