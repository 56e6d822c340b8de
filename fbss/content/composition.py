"""From the text of an entry to a page: every field as safe HTML, in the order of reading.

One composition serves page, preview, feed, API and pack. Its notes have one numbering, each word
of the glossary is linked where the reader meets it first, and no two anchors are the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from fbss.content.markdown import Heading, Rendered
from fbss.content.names import other_names
from fbss.content.parts import NOTHING, Part, SourceNote, WordNote
from fbss.content.references import PageName, References
from fbss.content.sheet import Sheet, Text, label_of, string, strings
from fbss.content.text import plain
from fbss.content.vocabulary import CardLevel, Category, Kind, WordGroup

FEW_HEADINGS = 2


@dataclass(frozen=True)
class Composition:
    """A page, ready to be set: top matter, parts in reading order, numbered notes, words."""

    title: str
    parts: tuple[Part, ...]
    caption: str = ""
    # The page that the caption names, where it has one.
    home: PageName | None = None
    description: str = ""
    also_called: tuple[str, ...] = ()
    short_answer: Rendered = NOTHING
    aim: Rendered = NOTHING
    key_messages: tuple[Rendered, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    words: tuple[WordNote, ...] = ()

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of the parts, for a list of contents."""
        return tuple(heading for part in self.parts for heading in part.headings)

    @property
    def has_contents(self) -> bool:
        """Whether a list of contents saves the reader any time."""
        return len(self.contents) > FEW_HEADINGS


def compose(
    kind: Kind, text: Text, references: References | None = None, *, own_word: str = ""
) -> Composition:
    """The page of an entry. `own_word` is the slug of the word that the page is about.

    Takes half-finished texts too: what is empty is left out, what is unknown is marked.
    """
    sheet = Sheet(references or References(), own_word)
    title = string(text.get("title"))
    caption, home = _caption(kind, text, sheet.references)
    # The order of these lines is the order of reading, and so of the notes.
    short_answer = sheet.inline(text.get("short_answer"))
    aim = sheet.inline(text.get("aim"))
    key_messages = sheet.lines(text.get("key_messages"))
    parts = tuple(_parts(sheet, kind, text))
    words = sheet.words()
    return Composition(
        title=title,
        parts=parts,
        caption=caption,
        home=home,
        description=plain(string(text.get("aim") or text.get("definition"))),
        also_called=other_names(title, strings(text.get("also_called"))),
        short_answer=short_answer,
        aim=aim,
        key_messages=key_messages,
        notes=sheet.notes(),
        words=words,
    )


def compose_help(title: str, references: References) -> Composition:
    """The page of all care cards, the most urgent level first."""
    sheet = Sheet(references)
    cards = references.cards.values()
    by_level = ((level, [card for card in cards if card.level is level]) for level in CardLevel)
    parts = tuple(
        sheet.card_part(level.value, level.label, chosen) for level, chosen in by_level if chosen
    )
    words = sheet.words()
    return Composition(title=title, parts=parts, notes=sheet.notes(), words=words)


def compose_claims(title: str, heading: str, references: References) -> Composition:
    """A page of claims alone."""
    sheet = Sheet(references)
    parts = tuple(sheet.claims("claims", heading, {}))
    words = sheet.words()
    return Composition(title=title, parts=parts, notes=sheet.notes(), words=words)


Maker = Callable[[Sheet, str, str, Text], Iterator[Part]]
Frame = tuple[tuple[str, str, Maker], ...]

_BODY: Frame = (("body", "", Sheet.prose),)
_CLOSE: Frame = (
    ("care_cards", "When to get help", Sheet.cards),
    ("what_you_can_do", "What you can do today", Sheet.items),
    ("questions_to_ask", "Questions to ask", Sheet.items),
)
_NEXT: Frame = (("see_also", "Other choices and pages to read next", Sheet.links),)
_ALTERNATIVES = partial(Sheet.links, folder=f"{Kind.TREATMENT.folder}/")

# The parts of each kind of page, in the order of reading: field, heading, form.
_FRAMES: dict[Kind, Frame] = {
    Kind.TOPIC: (*_BODY, *_CLOSE, *_NEXT),
    Kind.FAQ: (
        *_BODY,
        ("claims", "What you may have read", Sheet.claims),
        *_CLOSE,
        *_NEXT,
    ),
    Kind.TREATMENT: (
        ("how_it_works", "How it works", Sheet.prose),
        ("what_happens", "What happens", Sheet.prose),
        ("outcomes", "Benefits and harms", Sheet.outcomes),
        ("if_nothing", "What if I do nothing?", Sheet.prose),
        ("life_impact", "What it means for daily life", Sheet.prose),
        ("suits", "Whom it may suit", Sheet.items),
        ("does_not_suit", "Whom it may not suit", Sheet.items),
        ("effort", "Effort, time and recovery", Sheet.prose),
        ("not_known", "What is not known", Sheet.prose),
        ("certainty", "How sure this is", Sheet.certainty),
        *_BODY,
        *_CLOSE,
        ("alternatives", "Other choices", _ALTERNATIVES),
        ("see_also", "Pages to read next", Sheet.links),
    ),
    Kind.PAGE: (*_BODY, *_CLOSE, *_NEXT),
    Kind.WORD: (("definition", "", Sheet.prose),),
    Kind.CARD: (),
}


def frame(kind: Kind) -> Frame:
    """The parts that each page of a kind has, in the order of reading."""
    return _FRAMES[kind]


def _parts(sheet: Sheet, kind: Kind, text: Text) -> Iterator[Part]:
    for name, title, make in frame(kind):
        yield from make(sheet, name, title, text)


def _caption(kind: Kind, text: Text, references: References) -> tuple[str, PageName | None]:
    """What stands over the title, and the page that it names."""
    if kind is Kind.FAQ:
        topic = references.pages.get(f"topics/{text.get('topic')}")
        return (topic.title, topic) if topic else (kind.label, None)
    said = {
        Kind.TREATMENT: label_of(Category, text.get("category")),
        Kind.WORD: label_of(WordGroup, text.get("group")),
    }
    return said.get(kind) or kind.label, None
