"""QR codes, drawn here: nobody else learns which page somebody hands over. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

# Cameras need so many squares of white around a code.
MARGIN = 3


@dataclass(frozen=True)
class Drawing:
    """A code as an SVG path on a square of so many units."""

    size: int
    path: str

    @property
    def svg(self) -> str:
        """As a drawing of its own: black on white, whatever the colors around it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}">'
            f'<path fill="#fff" d="M0 0h{self.size}v{self.size}H0z"/>'
            f'<path fill="#000" d="{self.path}"/></svg>'
        )


def drawing(address: str) -> Drawing:
    """The code of an address. A seventh of it may be lost, to a crease or a stain."""
    import segno  # noqa: PLC0415 -- few pages draw a code; the rest of a worker does without

    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=MARGIN))
    path = "".join(bar for y, row in enumerate(rows) for bar in _bars(row, y))
    return Drawing(len(rows), path)


def _bars(row: Iterable[int], y: int) -> Iterator[str]:
    x = 0
    for is_dark, squares in groupby(row):
        width = len(list(squares))
        if is_dark:
            yield f"M{x} {y}h{width}v1h-{width}z"
        x += width
