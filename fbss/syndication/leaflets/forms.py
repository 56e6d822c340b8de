"""The forms that a leaflet comes in. Known without the press, which is heavy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MEDIA_TYPE = "application/pdf"


class Paper(StrEnum):
    """The paper of a leaflet, as Typst calls it."""

    LETTER = "us-letter"
    A4 = "a4"


class Print(StrEnum):
    """How large the letters are: 11 or 18 points."""

    NORMAL = "normal"
    LARGE = "large"


@dataclass(frozen=True)
class Form:
    """One of the four forms that a leaflet comes in, and the end of its address."""

    file: str
    size: Print
    paper: Paper


# The form of the country that the site speaks to stands first.
FORMS = (
    Form("leaflet.pdf", Print.NORMAL, Paper.LETTER),
    Form("leaflet-large.pdf", Print.LARGE, Paper.LETTER),
    Form("leaflet-a4.pdf", Print.NORMAL, Paper.A4),
    Form("leaflet-a4-large.pdf", Print.LARGE, Paper.A4),
)
