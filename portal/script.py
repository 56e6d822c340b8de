"""Joins small modules of ours into one script, so that a page asks for one file."""

import re
from collections.abc import Callable, Iterator

IMPORT = re.compile(
    r'^import (?:\{\s*\w+(?:,\s*\w+)*,?\s*\} from )?"\./(?P<name>[\w-]+\.js)";\n', re.MULTILINE
)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)
DECLARED = re.compile(
    r"^(?:export )?(?:async )?(?:function|class|const|let|var) (?P<name>\w+)", re.MULTILINE
)
# Whole lines alone: what stands within a line may be part of a string.
COMMENT = re.compile(r"^[ ]*(?:/\*\*(?:.|\n)*?\*/|//.*)\n", re.MULTILINE)
# Each would mean something else, or nothing, in the joined file.
MISPLACED = re.compile(r"^(?:import|export)\b|\bimport\(|\bimport\.meta\b", re.MULTILINE)


class Unjoinable(ValueError):
    """A module says something that cannot be joined."""


def joined(name: str, read: Callable[[str], str]) -> str:
    """A module with all that it imports, each once and before those who need it."""
    texts = dict(_in_order(name, read, set()))
    _require_own_names(texts)
    return "".join(_trimmed(text, name) for name, text in texts.items())


def _in_order(name: str, read: Callable[[str], str], begun: set[str]) -> Iterator[tuple[str, str]]:
    if name in begun:
        return
    begun.add(name)
    text = read(name)
    for needed in IMPORT.finditer(text):
        yield from _in_order(needed["name"], read, begun)
    yield name, text


def _trimmed(text: str, name: str) -> str:
    """The text without its comments, imports and exports."""
    text = EXPORT.sub("", IMPORT.sub("", COMMENT.sub("", text)))
    if misplaced := MISPLACED.search(text):
        raise Unjoinable(f"{name}: cannot join a module that holds '{misplaced[0]}'")
    return text.strip() + "\n"


def _require_own_names(texts: dict[str, str]) -> None:
    """Joined modules share one scope: no two may use one name."""
    owners: dict[str, str] = {}
    for module, text in texts.items():
        for declared in DECLARED.finditer(text):
            if owner := owners.get(declared["name"]):
                raise Unjoinable(f"{module}: '{declared['name']}' is a name in {owner} too")
            owners[declared["name"]] = module
