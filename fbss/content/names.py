"""Finding many names in a text at once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby


@lru_cache(maxsize=16)
def pattern(names: frozenset[str], *, plural: bool = False) -> re.Pattern[str]:
    """One pattern that finds any of the names as whole words, the longest first.

    Large and small letters are the same, except in an abbreviation ("ACT" is not "act").
    A name of several words is also found across a line's end.
    """
    ordered = sorted({spaced(name) for name in names} - {""}, key=_by_initial)
    branches = "|".join(_branch(initial, group) for initial, group in groupby(ordered, _initial))
    ending = "(?:e?s)?" if plural else ""
    return re.compile(rf"(?<![\w@-])(?:{branches or '(?!)'}){ending}(?![\w@]|-\w)")


def other_names(title: str, also_called: Sequence[str]) -> tuple[str, ...]:
    """What else a page is called, without plurals of its names: readers need no line for them."""
    known = {name.casefold() for name in (title, *also_called)}
    return tuple(
        name
        for name in also_called
        if name != title and known.isdisjoint(_singulars(name.casefold()))
    )


def _singulars(name: str) -> set[str]:
    """What a name may be the plural of."""
    endings = {"ies": "y", "es": "", "s": ""}
    return {
        name.removesuffix(ending) + single
        for ending, single in endings.items()
        if name.endswith(ending)
    }


def spaced(name: str) -> str:
    """The name with single spaces."""
    return " ".join(name.split())


def is_abbreviation(name: str) -> bool:
    """Whether a name is written in capitals alone."""
    return len(name) > 1 and name.isupper()


def _branch(initial: str, names: Iterable[str]) -> str:
    """All names with one initial behind one look at it: most words of a text go no further."""
    return f"(?=(?i:{re.escape(initial)}))(?:{'|'.join(_forms(names))})"


def _forms(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        form = r"\s+".join(map(re.escape, name.split(" ")))
        yield form if is_abbreviation(name) else f"(?i:{form})"


def _initial(name: str) -> str:
    return name[0].lower()


def _by_initial(name: str) -> tuple[str, int, str]:
    return _initial(name), -len(name), name
