"""Treatments side by side: the same frame for each, read part by part across all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fbss.content.composition import Maker, frame
from fbss.content.frames import Certainty, Outcome, Share
from fbss.content.icon_arrays import IconArray, icon_array
from fbss.content.markdown import Rendered
from fbss.content.parts import (
    NOTHING,
    Links,
    OutcomeRow,
    Outcomes,
    OutcomeTable,
    Part,
    Prose,
    SourceNote,
    WordNote,
)
from fbss.content.references import PageName, References
from fbss.content.sheet import Sheet, Text, label_of, strings
from fbss.content.text import plain
from fbss.content.vocabulary import Category, Effect, Kind, Scale

NOT_KNOWN = "Not known."
NOTHING_LISTED = "Nothing is listed here."
NOT_RATED = "No level on this scale."

# Free text and links onwards: they are no part of the frame that all treatments share.
_BESIDE_THE_FRAME = frozenset({"body", "see_also"})
# Lists of ours: where one is empty, nothing is unknown.
_OUR_LISTS = frozenset({"what_you_can_do", "questions_to_ask", "alternatives", "care_cards"})


@dataclass(frozen=True)
class Compared:
    """A treatment that is compared: its address and its text."""

    address: str
    text: Text

    @property
    def title(self) -> str:
        return str(self.text.get("title", ""))


@dataclass(frozen=True)
class Picture:
    """A drawn share, with its name for those who hear it and the anchor it is known by."""

    anchor: str
    title: str
    array: IconArray


@dataclass(frozen=True)
class Arm:
    """What happened to people with the treatment, or without it."""

    label: str
    words: Rendered
    picture: Picture | None
    # What "without it" means here.
    instead: Rendered = NOTHING

    @property
    def is_unknown(self) -> bool:
        return self.words.html.casefold() == "not known"


@dataclass(frozen=True)
class PicturedOutcome:
    """A benefit or a harm in words, with its picture where the source counts people."""

    row: OutcomeRow
    arms: tuple[Arm, ...]

    @property
    def is_small(self) -> bool:
        """Whether a picture shows the few people of a study instead of 100."""
        return any(arm.picture and arm.picture.array.is_small for arm in self.arms)


@dataclass(frozen=True, kw_only=True)
class Chart(Part):
    """All benefits or all harms of one treatment: each in words, with its picture beside it."""

    shape = "chart"

    effect: str
    outcomes: tuple[PicturedOutcome, ...]


@dataclass(frozen=True)
class Cell:
    """What one treatment's frame says in one part; without a part, what is said instead."""

    heading: str
    part: Part | None
    instead: str


@dataclass(frozen=True)
class Row:
    """One part of the frame across all treatments."""

    name: str
    title: str
    cells: tuple[Cell, ...]
    hint: str = ""

    @property
    def anchor(self) -> str:
        return f"frame-{self.name}"


@dataclass(frozen=True)
class Comparison:
    """A page of treatments side by side."""

    columns: tuple[PageName, ...]
    rows: tuple[Row, ...]
    # What the charts show, as tables: one part for each treatment.
    figures: tuple[Outcomes, ...]
    notes: tuple[SourceNote, ...] = ()
    words: tuple[WordNote, ...] = ()

    @property
    def title(self) -> str:
        return ", ".join(column.title for column in self.columns)


def compare(treatments: Sequence[Compared], references: References | None = None) -> Comparison:
    """The page of these treatments, in this order."""
    page = _Page(treatments, Sheet(references or References()))
    # The order of these lines is the order of reading, and so of the notes.
    rows = tuple(page.rows())
    figures = tuple(page.figures())
    words = page.sheet.words()
    return Comparison(
        columns=tuple(PageName(Kind.TREATMENT, one.title, one.address) for one in treatments),
        rows=rows,
        figures=figures,
        notes=page.sheet.notes(),
        words=words,
    )


@dataclass
class _Page:
    """A comparison while it is composed."""

    treatments: Sequence[Compared]
    sheet: Sheet
    _drawn: int = 0

    def rows(self) -> Iterator[Row]:
        yield self._row("category", "Kind of treatment", _category)
        for name, title, make in frame(Kind.TREATMENT):
            if name == "outcomes":
                yield from self._charts()
            elif name == "certainty":
                yield from self._scales(title)
            elif name not in _BESIDE_THE_FRAME:
                yield self._row(name, title, _card_links if name == "care_cards" else make)

    def _row(self, name: str, title: str, make: Maker) -> Row:
        instead = NOTHING_LISTED if name in _OUR_LISTS else NOT_KNOWN
        parts = [next(make(self.sheet, name, title, one.text), None) for one in self.treatments]
        return Row(name, title, self._cells(parts, instead))

    def _cells(self, parts: Sequence[Part | None], instead: str) -> tuple[Cell, ...]:
        pairs = zip(self.treatments, parts, strict=True)
        return tuple(Cell(one.title, part, instead) for one, part in pairs)

    def _charts(self) -> Iterator[Row]:
        """Benefits and harms: two parts of one form, so that neither weighs more."""
        for effect, title in ((Effect.BENEFIT, "Benefits"), (Effect.HARM, "Harms")):
            parts = [self._chart(effect, title, one) for one in self.treatments]
            yield Row(f"{effect.value}s", title, self._cells(parts, NOT_KNOWN))

    def _chart(self, effect: Effect, title: str, one: Compared) -> Part | None:
        rows = _outcomes(one.text, effect)
        composed = _table(self.sheet, effect, rows).rows
        outcomes = tuple(map(self._pictured, rows, composed))
        if not outcomes:
            return None
        return Chart(name=f"{effect.value}s", title=title, effect=effect.value, outcomes=outcomes)

    def _pictured(self, said: Outcome, row: OutcomeRow) -> PicturedOutcome:
        about = plain(said.outcome)
        with_it = Arm("With it", row.with_it, self._picture(about, "with it", said.share_with))
        picture = self._picture(about, "without it", said.share_without)
        without = Arm("Without it", row.without_it, picture, row.comparator)
        return PicturedOutcome(row, (with_it, without))

    def _picture(self, outcome: str, side: str, share: Share | None) -> Picture | None:
        if not share:
            return None
        self._drawn += 1
        array = icon_array(share)
        return Picture(f"picture-{self._drawn}", f"{outcome}, {side}: {array.said}", array)

    def _scales(self, title: str) -> Iterator[Row]:
        """A part for each scale that somebody used: levels of two scales never stand together."""
        used = [scale for scale in Scale if any(_rated(one.text, scale) for one in self.treatments)]
        for scale in used:
            parts = [
                next(self.sheet.certainty("certainty", title, _only(one.text, scale)), None)
                for one in self.treatments
            ]
            name = f"{title}: {scale.label}"
            yield Row(f"certainty-{scale.value}", name, self._cells(parts, NOT_RATED), _hint(scale))
        if not used:
            nothing: list[Part | None] = [None] * len(self.treatments)
            yield Row("certainty", title, self._cells(nothing, NOT_KNOWN))

    def figures(self) -> Iterator[Outcomes]:
        for one in self.treatments:
            made = next(self.sheet.outcomes("outcomes", one.title, one.text), None)
            nothing = Outcomes(name="outcomes", title=one.title, tables=())
            yield made if isinstance(made, Outcomes) else nothing


def _category(sheet: Sheet, name: str, title: str, text: Text) -> Iterator[Part]:
    if label := label_of(Category, text.get(name)):
        yield Prose(name=name, title=title, html=sheet.cell(label))


def _card_links(sheet: Sheet, name: str, title: str, text: Text) -> Iterator[Part]:
    """The care cards by name. The cards themselves stand on the page that links lead to."""
    held = sheet.references.cards
    cards = [held[key] for key in strings(text.get(name)) if key in held]
    links = (PageName(Kind.CARD, card.title, f"/help-now/#{card.anchor}") for card in cards)
    if cards:
        yield Links(name=name, title=title, links=tuple(links))


def _hint(scale: Scale) -> str:
    levels = scale.levels or ()
    return f"Its levels: {', '.join(levels)}." if len(levels) > 1 else ""


def _outcomes(text: Text, effect: Effect) -> list[Outcome]:
    rows = (Outcome.from_dict(row) for row in _dicts(text.get("outcomes")))
    return [row for row in rows if row.effect == effect]


def _table(sheet: Sheet, effect: Effect, rows: Sequence[Outcome]) -> OutcomeTable:
    """Outcomes of one kind, with their marks and notes."""
    text = {"outcomes": [row.to_dict() for row in rows]}
    for part in sheet.outcomes("outcomes", "", text):
        if isinstance(part, Outcomes):
            return next(table for table in part.tables if table.effect == effect)
    return OutcomeTable(effect=effect.value, caption=effect.label, rows=())


def _rated(text: Text, scale: Scale) -> list[Certainty]:
    rows = (Certainty.from_dict(row) for row in _dicts(text.get("certainty")))
    return [row for row in rows if row.scale == scale]


def _only(text: Text, scale: Scale) -> Text:
    return {"certainty": [row.to_dict() for row in _rated(text, scale)]}


def _dicts(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
