"""A share of people as rows of small figures: what the picture shows, before anybody draws it.

A source that speaks of 100 people or counts more: the picture shows 100 figures, rounded to whole
people, and says so. Fewer: it shows the people of the study one by one. "9 of 19" drawn as 47 of
100 would look as if 100 people had been counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fbss.content.frames import Share

WHOLE = 100
ROW = 10
# One figure with the room around it, in units of the drawing.
WIDTH, HEIGHT = 10, 12

FULL, PARTLY, EMPTY = "full", "partly", "empty"


@dataclass(frozen=True)
class Shape:
    """An outline that pictures refer to by its anchor."""

    anchor: str
    path: str


@dataclass(frozen=True)
class Run:
    """Like figures side by side. One that is partly filled is drawn as half a figure."""

    state: str
    count: int
    x: int
    y: int

    @property
    def shape(self) -> str:
        """The anchor of the shape to draw."""
        return "figures-half" if self.state == PARTLY else f"figures-{self.count}"


@dataclass(frozen=True)
class IconArray:
    """The picture of a share: its figures, its size, and the same in words."""

    runs: tuple[Run, ...]
    width: int
    height: int
    # The share as the picture shows it: "about 23 of 100".
    said: str
    # The share as the source gives it, and how the picture stands to it.
    explained: str
    is_small: bool = False
    is_rounded: bool = False


@dataclass(frozen=True)
class _Tally:
    """How many figures there are, how many are full, and whether one more is so in part."""

    figures: int
    full: int
    partly: bool = False


def icon_array(share: Share) -> IconArray:
    """The picture of a share of at least one person."""
    tally = _tally(share)
    rows = -(-tally.figures // ROW)
    is_small = share.out_of < WHOLE
    return IconArray(
        runs=tuple(_runs(tally)),
        width=ROW * WIDTH,
        height=rows * HEIGHT,
        said=_said(share, tally),
        explained=_explained(share, tally, is_small=is_small),
        is_small=is_small,
        is_rounded=not _is_exact(share, tally) or share.out_of > WHOLE,
    )


def _tally(share: Share) -> _Tally:
    if share.out_of < WHOLE:
        return _Tally(share.out_of, share.count)
    full = (2 * WHOLE * share.count + share.out_of) // (2 * share.out_of)
    if full == 0 and share.count:
        return _Tally(WHOLE, 0, partly=True)
    if full == WHOLE and share.count < share.out_of:
        return _Tally(WHOLE, WHOLE - 1, partly=True)
    return _Tally(WHOLE, full)


def _runs(tally: _Tally) -> Iterator[Run]:
    """Row by row: full figures, then the one that is partly so, then empty ones."""
    for start in range(0, tally.figures, ROW):
        y = start // ROW * HEIGHT
        length = min(ROW, tally.figures - start)
        full = min(length, max(0, tally.full - start))
        if full:
            yield Run(FULL, full, 0, y)
        if full < length:
            yield Run(EMPTY, length - full, full * WIDTH, y)
        if tally.partly and full < length and start <= tally.full:
            yield Run(PARTLY, 1, full * WIDTH, y)


def _said(share: Share, tally: _Tally) -> str:
    if tally.partly:
        return f"more than {WHOLE - 1} of {WHOLE}" if tally.full else f"fewer than 1 of {WHOLE}"
    about = "" if _is_exact(share, tally) else "about "
    return f"{about}{tally.full} of {tally.figures}"


def _is_exact(share: Share, tally: _Tally) -> bool:
    return tally.full * share.out_of == share.count * tally.figures


def _explained(share: Share, tally: _Tally, *, is_small: bool) -> str:
    if is_small:
        people = "1 person" if share.out_of == 1 else f"{share.out_of} people"
        return f"Each figure is one of {people} in the study. {_filled(tally)}"
    if share.out_of == WHOLE:
        return f"{WHOLE} figures. {_filled(tally)}"
    counted = f"{share.count:,} of {share.out_of:,}"
    return f"The source counted {counted}. Drawn as {WHOLE} figures. {_filled(tally)}"


def _filled(tally: _Tally) -> str:
    half = " and a half" if tally.partly and tally.full else ""
    if tally.partly and not tally.full:
        return "Half a figure is filled."
    verb = "is" if tally.full == 1 and not half else "are"
    return f"{tally.full or 'None'}{half} {verb} filled."


def shapes() -> tuple[Shape, ...]:
    """What the pictures of a page are drawn from: one to ten figures in a row, and half a one."""
    rows = (
        Shape(f"figures-{count}", "".join(_person(place * WIDTH) for place in range(count)))
        for count in range(1, ROW + 1)
    )
    return (*rows, Shape("figures-half", _HALF))


_HALF = "M5 1a2.2 2.2 0 0 0 0 4.4zM5 6.4a3.6 3.6 0 0 0-3.6 3.6v1.2h3.6z"


def _person(x: int) -> str:
    """Head and shoulders, in a field that begins at x."""
    head = f"M{x + 2.8:g} 3.2a2.2 2.2 0 1 1 4.4 0a2.2 2.2 0 1 1-4.4 0z"
    return f"{head}M{x + 1.4:g} 11.2v-1.2a3.6 3.6 0 0 1 7.2 0v1.2z"
