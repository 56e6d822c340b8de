"""A simple detector of the passive voice. It errs on both sides: good for shares, not verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Above this share of sentences a page is called passive.
MOST_PASSIVE = 0.2

_IRREGULAR = (
    "born|brought|built|caught|chosen|cut|done|drawn|driven|fed|felt|found|given|grown|held"
    "|hidden|hurt|kept|laid|led|left|lost|made|meant|met|paid|put|read|seen|sent|set|shown"
    "|spent|taken|taught|thought|told|torn|understood|woken|worn|written"
)
# Words on "-ed" that say what something is like, not what is done to it.
_STATES = (
    "advanced|ashamed|bored|experienced|failed|gone|indeed|interested|known|limited|mixed|pleased|related"
    "|scared|supposed|tired|used to|worried"
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)(?:n't)?"
    r"(?: (?:not|never|also|often|still|then|only|already|being|\w+ly)){0,2}"
    rf" (?!(?:{_STATES})\b)(?:{_IRREGULAR}|\w{{2,}}ed)\b",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"[,;:.(]")
# What opens a clause inside a clause: "write down what you were told" is active enough.
_INNER = re.compile(
    r"\b(?:after|as|because|before|how|if|that|until|what|when|where|whether|which|while|who)\b",
    re.IGNORECASE,
)


def is_passive(sentence: str) -> bool:
    """Whether a main clause seems to hide who does it: "was found", "is not given"."""
    return any(_is_main(sentence, found.start()) for found in _PASSIVE.finditer(sentence))


def _is_main(sentence: str, verb: int) -> bool:
    """Whether the verb at that place belongs to a clause that nothing subordinates."""
    return not _INNER.search(_CLAUSE.split(sentence[:verb])[-1])


def passive_share(sentences: Sequence[str]) -> float:
    """The share of sentences in the passive voice."""
    return sum(map(is_passive, sentences)) / len(sentences) if sentences else 0.0
