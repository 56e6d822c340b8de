"""A page while it is composed: from the fields of a text to the parts of the page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fbss.content.calls import with_calls
from fbss.content.citations import Numbering
from fbss.content.frames import Certainty, Outcome
from fbss.content.glossary import Glossary
from fbss.content.markdown import Margin, Rendered, render, render_inline
from fbss.content.parts import (
    NOTHING,
    Cards,
    Certainties,
    CertaintyRow,
    CheckedClaim,
    Claims,
    ComposedCard,
    Items,
    Links,
    OutcomeRow,
    Outcomes,
    OutcomeTable,
    Part,
    Prose,
    SourceNote,
    WordNote,
)
from fbss.content.references import CardText, References
from fbss.content.vocabulary import Effect, Vocabulary

Text = Mapping[str, Any]

_CAPTIONS = {Effect.BENEFIT: "Benefits: what it may bring", Effect.HARM: "Harms: what it may do"}


class Sheet:
    """One page while it is composed. Call its methods in reading order."""

    def __init__(self, references: References, own_word: str = "") -> None:
        self.references = references
        self.margin = Margin(
            numbering=Numbering(references.sources.keys()),
            glossary=references.glossary(),
            explained={own_word},
            pictures=references.pictures,
        )
        # For cells, and for meanings: notes count on, words are not linked.
        self.bare = Margin(numbering=self.margin.numbering, glossary=Glossary())
        self._own_word = own_word

    def inline(self, value: object) -> Rendered:
        return render_inline(string(value), self.margin)

    def cell(self, value: object) -> Rendered:
        return render_inline(string(value), self.bare)

    def lines(self, value: object) -> tuple[Rendered, ...]:
        return tuple(self.inline(line) for line in strings(value))

    def prose(self, name: str, title: str, text: Text) -> Iterator[Part]:
        if string(text.get(name)).strip():
            anchor = self._anchor(title)
            html = render(string(text[name]), self.margin, heading_offset=1 if title else 0)
            yield Prose(name=name, title=title, anchor=anchor, html=html)

    def items(self, name: str, title: str, text: Text) -> Iterator[Part]:
        if strings(text.get(name)):
            anchor = self._anchor(title)
            yield Items(name=name, title=title, anchor=anchor, items=self.lines(text[name]))

    def links(self, name: str, title: str, text: Text, *, folder: str = "") -> Iterator[Part]:
        refs = (f"{folder}{name}" for name in strings(text.get(name)))
        found = tuple(self.references.pages[ref] for ref in refs if ref in self.references.pages)
        if found:
            yield Links(name=name, title=title, anchor=self._anchor(title), links=found)

    def outcomes(self, name: str, title: str, text: Text) -> Iterator[Part]:
        rows = [Outcome.from_dict(row) for row in _rows(text.get(name))]
        if rows:
            anchor = self._anchor(title)
            tables = tuple(self._table(effect, rows) for effect in Effect)
            yield Outcomes(name=name, title=title, anchor=anchor, tables=tables)

    def _table(self, effect: Effect, rows: Sequence[Outcome]) -> OutcomeTable:
        chosen = tuple(self._outcome(row) for row in rows if row.effect == effect)
        return OutcomeTable(effect=effect.value, caption=_CAPTIONS[effect], rows=chosen)

    def _outcome(self, row: Outcome) -> OutcomeRow:
        return OutcomeRow(
            outcome=self.cell(row.outcome),
            with_it=self.cell(row.with_it),
            without_it=self.cell(row.without_it),
            comparator=self.cell(row.comparator),
            over=self.cell(row.over),
            source=self._mark(row.source),
            note=self.cell(row.note),
        )

    def certainty(self, name: str, title: str, text: Text) -> Iterator[Part]:
        if _rows(text.get(name)):
            anchor = self._anchor(title)
            rows = tuple(self._sure(Certainty.from_dict(row)) for row in _rows(text[name]))
            yield Certainties(name=name, title=title, anchor=anchor, rows=rows)

    def _sure(self, row: Certainty) -> CertaintyRow:
        return CertaintyRow(
            about=self.cell(row.about),
            level=self.cell(row.level),
            scale=row.scale_label,
            source=self._mark(row.source),
        )

    def claims(self, name: str, title: str, _text: Text) -> Iterator[Part]:
        if self.references.claims:
            anchor = self._anchor(title)
            claims = tuple(
                CheckedClaim(claim, self.inline(claim.note)) for claim in self.references.claims
            )
            yield Claims(name=name, title=title, anchor=anchor, claims=claims)

    def cards(self, name: str, title: str, text: Text) -> Iterator[Part]:
        held = self.references.cards
        chosen = [held[key] for key in strings(text.get(name)) if key in held]
        if chosen:
            yield self.card_part(name, title, chosen)

    def card_part(self, name: str, title: str, cards: Sequence[CardText]) -> Part:
        anchor = self._anchor(title)
        composed = tuple(self._card(card) for card in cards)
        return Cards(name=name, title=title, anchor=anchor, cards=composed)

    def _card(self, card: CardText) -> ComposedCard:
        # Nothing to tap in what must be read at a glance, apart from calls and sources.
        return ComposedCard(
            card=card,
            service=self.cell(with_calls(card.service)),
            lead=self.cell(card.lead),
            signs=tuple(self.cell(sign) for sign in card.signs),
            advice=render(card.advice, self.margin, heading_offset=2),
        )

    def words(self) -> tuple[WordNote, ...]:
        """The meanings of the words that the page has linked so far, by title."""
        linked = self.margin.explained - {self._own_word}
        meanings = (self.references.meanings[slug] for slug in linked)
        return tuple(
            WordNote(
                title=meaning.word.title,
                anchor=f"word-{meaning.word.slug}",
                address=meaning.word.address,
                definition=self.cell(meaning.definition),
            )
            for meaning in sorted(meanings, key=lambda meaning: meaning.word.title.casefold())
        )

    def notes(self) -> tuple[SourceNote, ...]:
        """The numbered notes so far."""
        return tuple(
            SourceNote(number=note.number, source=self.references.sources[note.key], uses=note.uses)
            for note in self.margin.numbering.notes()
        )

    def _anchor(self, title: str) -> str:
        return self.margin.anchors.make(title) if title else ""

    def _mark(self, key: str) -> Rendered:
        return self.cell(f"[@{key}]") if key.strip() else NOTHING


def string(value: object) -> str:
    return value if isinstance(value, str) else ""


def strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def label_of(vocabulary: type[Vocabulary], value: object) -> str:
    return vocabulary(value).label if value in vocabulary.values() else ""
