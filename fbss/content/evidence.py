"""Which statements of a text rest on a source."""

from collections.abc import Iterator, Mapping
from typing import Any

from fbss.content.citations import keys_in, statements
from fbss.content.frames import Certainty, Outcome
from fbss.content.text import plain


def statements_on(key: str, text: Mapping[str, Any]) -> tuple[str, ...]:
    """The statements that name a source, in the order of the text, each once, without markup."""
    found = (said for value in text.values() for said in _statements(key, value))
    return tuple(dict.fromkeys(found))


def _statements(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, str) and key in keys_in(value):
        yield from (found.text for found in statements(value) if key in found.keys)
    elif isinstance(value, list):
        for item in value:
            yield from _statements(key, item)
    elif isinstance(value, dict):
        yield from _row(key, value)


def _row(key: str, row: Mapping[str, Any]) -> Iterator[str]:
    if row.get("source") == key:
        said = _outcome(Outcome.from_dict(row)) if "outcome" in row else _sure(row)
        yield plain(said)
    for name, part in row.items():
        if name != "source":
            yield from _statements(key, part)


def _outcome(row: Outcome) -> str:
    with_it, without_it = f"with it: {row.with_it}", f"without it: {row.without_it}"
    return f"{row.outcome}; {with_it}; {without_it} ({row.comparator}); over: {row.over}"


def _sure(row: Mapping[str, Any]) -> str:
    rated = Certainty.from_dict(row)
    return f"{rated.about}: {rated.level} ({rated.scale_label})"
