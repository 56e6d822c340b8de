"""How well a code that is held answers a code that is asked for."""

from enum import Enum

LEAST_GROUP = 3
WITH_ENCOUNTER = 7


class Fit(Enum):
    """Why a held code answers, and how well, from 0 to 1."""

    SAME = 1.0, "the same code"
    ENCOUNTER = 0.95, "the same but for the visit"
    SIDE = 0.9, "the same but for the side of the body"
    FINER = 0.85, "a finer code of the same group"
    GROUP = 0.6, "the group that it belongs to"

    @property
    def score(self) -> float:
        return self.value[0]

    @property
    def label(self) -> str:
        return self.value[1]


def fit(asked: str, held: str, title: str = "", *, graded: bool = True) -> Fit | None:
    """How the bare code that was asked for stands to a bare code that is held; None for not.

    The rules of graded systems are those of ICD-10-CM. Two codes of one group that differ
    otherwise (another part of the spine, say) do not answer for each other.
    """
    if asked == held:
        return Fit.SAME
    return _graded_fit(asked, held, title) if graded and asked and held else None


def _graded_fit(asked: str, held: str, title: str) -> Fit | None:
    if len(asked) == len(held) and asked[:-1] == held[:-1]:
        if len(held) == WITH_ENCOUNTER:
            return Fit.ENCOUNTER
        return Fit.SIDE if title.endswith(" side") else None
    if asked.startswith(held) and len(held) > LEAST_GROUP:
        return Fit.FINER
    return Fit.GROUP if held.startswith(asked) and len(asked) >= LEAST_GROUP else None
