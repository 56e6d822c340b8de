"""The fields of a text as people read them: in reading order, with names instead of keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Field

from fbss.content.frames import Certainty, Outcome, Row
from fbss.content.vocabulary import Effect, Kind, Scale
from fbss.models import CareCard, Revision
from fbss.models.library import page_names

Text = Mapping[str, Any]
Names = Mapping[str, str]

READING_ORDER = (
    *("title", "topic", "category", "level", "group", "service", "lead", "signs", "advice"),
    *("short_answer", "aim", "key_messages", "definition"),
    *("how_it_works", "what_happens", "outcomes", "if_nothing", "life_impact"),
    *("suits", "does_not_suit", "effort", "not_known", "certainty", "body"),
    *("care_cards", "what_you_can_do", "questions_to_ask", "alternatives", "see_also"),
)
ROWS: Mapping[str, type[Row]] = {"outcomes": Outcome, "certainty": Certainty}
# Fields that hold keys, with the folder in which each key stands.
_FOLDERS = {
    "topic": f"{Kind.TOPIC.folder}/",
    "care_cards": f"{Kind.CARD.folder}/",
    "alternatives": f"{Kind.TREATMENT.folder}/",
    "see_also": "",
}
_LABELS = {"effect": Effect, "scale": Scale}


def in_reading_order(names: Iterable[str]) -> list[str]:
    """Names of fields as the page shows them; those that no reader sees come last."""
    names = list(names)
    shown = [name for name in READING_ORDER if name in names]
    return [*shown, *(name for name in names if name not in shown)]


def label_of(model: type[Revision], name: str) -> str:
    """What an editor calls a field."""
    label = str(_field(model, name).verbose_name)
    return label[:1].upper() + label[1:]


def names_in(*texts: Text) -> Names:
    """The titles of the pages and care cards that these texts name. Two queries."""
    refs = {ref for text in texts for name in _FOLDERS for ref in _refs(text, name)}
    cards = Kind.CARD.folder
    keys = [ref.partition("/")[2] for ref in refs if ref.startswith(f"{cards}/")]
    titles = {ref: page.title for ref, page in page_names(refs).items()}
    held = CareCard.objects.published().filter(entry__key__in=keys) if keys else ()
    return titles | {card.entry.ref: card.title for card in held}


def unknown_names(text: Text) -> list[tuple[str, str]]:
    """The fields and keys of a text that lead to nothing public. Two queries."""
    names = names_in(text)
    found = ((field, ref) for field in _FOLDERS for ref in _refs(text, field))
    return [(field, ref.removeprefix(_FOLDERS[field])) for field, ref in found if ref not in names]


def legible(model: type[Revision], name: str, value: Any, names: Names) -> str:
    """The value of a field as lines of text."""
    if name in ROWS:
        rows = value if isinstance(value, list) else []
        return "\n".join(line for row in rows for line in _row(ROWS[name].from_dict(row)))
    if name in _FOLDERS:
        return "\n".join(names.get(ref, ref) for ref in _refs({name: value}, name))
    if isinstance(value, list):
        return "\n".join(map(str, value))
    choices = dict(_field(model, name).flatchoices)
    return "" if value is None else str(choices.get(value, value))


def _field(model: type[Revision], name: str) -> Field[Any, Any]:
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]  # texts have no relations back
    return field


def _refs(text: Text, name: str) -> Iterator[str]:
    value = text.get(name) or ()
    keys = [value] if isinstance(value, str) else value
    return (f"{_FOLDERS[name]}{key}" for key in keys)


def _row(row: Row) -> Iterator[str]:
    """One part of a row a line, so that a changed part stands out."""
    for name in row.names():
        value = getattr(row, name)
        vocabulary = _LABELS.get(name)
        said = vocabulary(value).label if vocabulary and value in vocabulary.values() else value
        if said:
            yield f"{name.replace('_', ' ').capitalize()}: {said}"
    yield ""
