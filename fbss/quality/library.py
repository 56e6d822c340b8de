"""What all pages share, gathered from the registers: sources, glossary, who pays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fbss.content.vocabulary import ReadStatus, WordGroup

from .page import Library, SourceFacts

# Words of everyday life and of research get no help when a text is graded.
_NOT_MEDICAL = frozenset({WordGroup.GENERAL.value, WordGroup.RESEARCH.value})
THE_EDITORS = "The editors"
ABOUT_FUNDING = "who-pays"


def gather(
    sources: Iterable[Mapping[str, object]],
    words: Iterable[Mapping[str, object]],
    pages: Iterable[str],
    authors: tuple[str, ...] = (THE_EDITORS,),
) -> Library:
    """The library of a site: its sources and words as plain values, and its pages' keys."""
    held = tuple(words)
    return Library(
        sources={source.key: source for source in map(_source, sources)},
        medical_names=frozenset(
            form for word in held if word.get("group") not in _NOT_MEDICAL for form in _forms(word)
        ),
        explained=frozenset(form for word in held for form in _forms(word)),
        authors=authors,
        names_funding=ABOUT_FUNDING in set(pages),
    )


def _source(values: Mapping[str, object]) -> SourceFacts:
    said = {name: str(values.get(name) or "") for name in ("key", "kind", "funding")}
    return SourceFacts(**said, read=str(values.get("read") or ReadStatus.M.value))


def _forms(word: Mapping[str, object]) -> tuple[str, ...]:
    """The title of a word, and all else it is called."""
    others = word.get("also_called")
    return (str(word.get("title") or ""), *map(str, others if isinstance(others, list) else ()))
