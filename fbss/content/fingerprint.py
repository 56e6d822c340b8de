"""One short name for exactly this text, to tell at a glance whether two texts are the same."""

import hashlib
import json
from collections.abc import Mapping

# The day a text was edited is not part of what it says: the same words on another day are the
# same text.
NOT_TEXT = frozenset({"edited"})


def fingerprint(text: Mapping[str, object]) -> str:
    """The SHA-256 of a text's fields, whatever order they come in; `edited` does not count.

    Neither do the kind of line ends, the space around a text and the empty fields of a row: a form
    sends others than a file holds.
    """
    said = {name: _words_of(value) for name, value in text.items() if name not in NOT_TEXT}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _words_of(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, list):
        return [_words_of(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _words_of(part) for name, part in value.items() if part != ""}
    return value
