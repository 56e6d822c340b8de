"""The rules of this site. Hard ones stop publishing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from fbss.content import citations, policy, readability, syntax, text
from fbss.content.syllables import syllables
from fbss.content.vocabulary import Kind

from .balance import balance
from .findings import ARTICLES, HEALTH, TREATMENTS, Instrument, Slip, asks
from .page import LONGEST_SENTENCE, Page, Passage
from .pemat import HIGHEST_GRADE
from .voice import is_passive

AIMED_GRADE = 6.0
MOST_SENTENCES = 3
MOST_SHORT_ANSWER_WORDS = 40
KEY_MESSAGES = range(2, 5)
VERY_HARD = 4  # syllables; of three there are too many that everybody knows
_SHOWN_WORDS = 8
_SHOWN_LETTERS = 100

_REQUIRED = ("title", "aim", "need", "key_messages")
_REQUIRED_OF = {
    Kind.TOPIC: (*_REQUIRED, "body"),
    Kind.FAQ: (*_REQUIRED, "topic", "short_answer", "body"),
    Kind.PAGE: (*_REQUIRED, "body"),
    Kind.TREATMENT: (
        *(*_REQUIRED, "category", "how_it_works", "what_happens", "if_nothing", "life_impact"),
        *("suits", "does_not_suit", "effort", "not_known", "alternatives"),
    ),
}
_EVERYDAY = frozenset(
    {"acceptable", "accidental", "activities", "activity", "anybody", "association", "australia"}
    | {"australian", "beforehand", "communication", "comparison", "definition", "differently"}
    | {"emergencies", "emergency", "emotional", "everybody", "february", "information"}
    | {"international", "january", "operated", "operation", "operations", "recovery", "reliable"}
    | {"reliably", "society", "somebody", "temperature", "usually"}
)
# A few words in bold that open a list item are its heading, not a sentence.
_LEAD = re.compile(r"^\*\*[^*]+\.\*\*\s+")
_OPIOID = re.compile(r"\b(?:opioids?|pain pumps?|morphine)\b", re.IGNORECASE)
_SAFETY_NOTES = {
    "of the danger of an overdose": re.compile(r"\boverdose\b", re.IGNORECASE),
    "not to stop suddenly": re.compile(r"\bstop(?:ped|ping)?\b[^.]* suddenly\b", re.IGNORECASE),
}

house = partial(asks, Instrument.HOUSE, "", of=ARTICLES)
must = partial(house, hard=True)


@must("required parts")
def required_parts(page: Page) -> Iterator[Slip]:
    for field in _REQUIRED_OF[page.facts.kind]:
        if not page.says(field):
            yield Slip(field, "is empty.", "Fill it in.")
    for field in ("outcomes", "certainty") if page.facts.kind in TREATMENTS else ():
        if not page.text.get(field):
            yield Slip(field, "is empty.", "Add a row.")


@must("known sources")
def known_sources(page: Page) -> Iterator[Slip]:
    for field, key in page.cited:
        if key not in page.facts.library.sources:
            yield Slip(field, f"[@{key}] is no known source.", "Name a source of the register.")


@must("sources that were read")
def read_sources(page: Page) -> Iterator[Slip]:
    for field, key in page.cited:
        source = page.facts.library.sources.get(key)
        if source and not source.is_citable:
            yield Slip(field, f"Nobody has read [@{key}].", "Read it, or cite another.")


@must("numbers with a source")
def sourced_numbers(page: Page) -> Iterator[Slip]:
    for field, part in page.prose:
        for statement in citations.numbers_without_source(part):
            passage = Passage(field, statement.text)
            yield _about(passage, "has a number.", "Name its source as [@key].")


@must("opioid safety notes")
def opioid_safety(page: Page) -> Iterator[Slip]:
    if page.facts.kind not in HEALTH or not _OPIOID.search(page.line("title")):
        return
    whole = " ".join(part for _, part in page.prose)
    for note, pattern in _SAFETY_NOTES.items():
        if not pattern.search(whole):
            yield Slip("body", f"does not tell {note}.", "Tell it where opioids are the subject.")


@must("grade at most 8")
def grade_ceiling(page: Page) -> Iterator[Slip]:
    if page.grade is not None and page.grade > HIGHEST_GRADE:
        yield Slip("page", f"reads at grade {page.grade:.1f}.", "Use short words and sentences.")


@house("grade about 6")
def grade_aim(page: Page) -> Iterator[Slip]:
    if page.grade is not None and AIMED_GRADE < page.grade <= HIGHEST_GRADE:
        yield Slip("page", f"reads at grade {page.grade:.1f}.", "Aim for grade 6.")


@house("sentences of at most 20 words")
def short_sentences(page: Page) -> Iterator[Slip]:
    for found in page.long_sentences:
        count = len(text.words_of(found.text))
        yield _about(found, f"has {count} words.", f"Use at most {LONGEST_SENTENCE}.")


@house("paragraphs of at most 3 sentences")
def short_paragraphs(page: Page) -> Iterator[Slip]:
    """A short answer has its own measure."""
    for found in (passage for passage in page.prose if passage.field != "short_answer"):
        for paragraph in _paragraphs(found.text):
            if (count := len(text.sentences(paragraph))) > MOST_SENTENCES:
                passage = Passage(found.field, paragraph)
                yield _about(passage, f"has {count} sentences.", f"Use at most {MOST_SENTENCES}.")


@house("hard words explained")
def hard_words(page: Page) -> Iterator[Slip]:
    """The names of what a page is about are explained by the page itself."""
    names = (page.line("title"), *page.lines("also_called"))
    own = {word.lower() for name in names for word in text.words_of(name)}
    # The same names for every page: they are made into a pattern once.
    explained = page.facts.library.explained
    found: dict[str, None] = {}
    for _, part in page.prose:
        words = readability.hard_words(part, explained)
        found.update(dict.fromkeys(w for w in words if is_hard(w) and w not in own))
    if found:
        listed = ", ".join(list(found)[:_SHOWN_WORDS])
        yield Slip("page", f"uses {listed}.", "Use a plain word, or add it to the glossary.")


@must("words that harm")
def harmful_words(page: Page) -> Iterator[Slip]:
    yield from _policy(page, hard=True)


@house("plain and kind words")
def plain_words(page: Page) -> Iterator[Slip]:
    yield from _policy(page, hard=False)


@house("benefit and harm in like detail", of=TREATMENTS)
def even_detail(page: Page) -> Iterator[Slip]:
    words = balance(page)
    if not words.is_even:
        count = f"{words.benefit} words are about benefit, {words.harm} about harm."
        yield Slip("outcomes", count, "Give each side 35 to 65 of 100 words.")


@house("active voice")
def active_voice(page: Page) -> Iterator[Slip]:
    for found in page.sentences:
        if is_passive(found.text):
            yield _about(found, "seems passive.", "Say who does what.")


@must("short answer of at most 40 words", of=frozenset({Kind.FAQ}))
def short_answer(page: Page) -> Iterator[Slip]:
    if (count := text.count_words(page.line("short_answer"))) > MOST_SHORT_ANSWER_WORDS:
        remedy = f"Answer in at most {MOST_SHORT_ANSWER_WORDS}."
        yield Slip("short_answer", f"has {count} words.", remedy)


@house("2 to 4 key messages")
def key_messages(page: Page) -> Iterator[Slip]:
    if (count := len(page.lines("key_messages"))) not in KEY_MESSAGES:
        yield Slip("key_messages", f"There are {count}.", "Write 2 to 4 short sentences.")


@house("questions to ask", of=HEALTH)
def questions_to_ask(page: Page) -> Iterator[Slip]:
    if not page.lines("questions_to_ask"):
        yield Slip("questions_to_ask", "is empty.", "Write questions for the appointment.")


@house("reviewed in time")
def reviewed_in_time(page: Page) -> Iterator[Slip]:
    if page.facts.is_overdue:
        yield Slip("tier", f"was due on {page.facts.review_due_on}.", "Review the page.")


@house("checked by a clinician", of=HEALTH)
def clinician_check(page: Page) -> Iterator[Slip]:
    if not page.facts.checked_by_clinician:
        remedy = "Ask one. Until then the page says so."
        yield Slip("page", "No clinician has checked it yet.", remedy)


CRITERIA = (
    *(required_parts, known_sources, read_sources, sourced_numbers, opioid_safety, grade_ceiling),
    *(grade_aim, short_sentences, short_paragraphs, hard_words, harmful_words, plain_words),
    *(even_detail, active_voice, short_answer, key_messages, questions_to_ask, reviewed_in_time),
    clinician_check,
)


def _policy(page: Page, *, hard: bool) -> Iterator[Slip]:
    for field, part in (Passage("title", page.line("title")), *page.prose):
        for found in policy.findings(part, official_names=page.facts.library.explained):
            if found.hard == hard:
                yield _about(Passage(field, found.quote), f"({found.rule})", found.advice)


def _paragraphs(markdown: str) -> Iterator[str]:
    pieces = iter(syntax.parse(markdown))
    for piece in pieces:
        if piece.type == "paragraph_open":
            yield _LEAD.sub("", next(pieces).content)


def is_hard(word: str) -> bool:
    """Whether any part of a word is long and not one that everybody uses."""
    return word not in _EVERYDAY and max(map(syllables, word.split("-"))) >= VERY_HARD


def _about(found: Passage, problem: str, remedy: str) -> Slip:
    said = found.text if len(found.text) <= _SHOWN_LETTERS else f"{found.text[:_SHOWN_LETTERS]}…"
    return Slip(found.field, f"“{said}” {problem}", remedy)
