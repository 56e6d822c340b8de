"""Prints a leaflet: plain values in, a tagged PDF out.

Texts reach Typst as JSON and are set as they are: nothing an editor writes can become markup.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from .letters import FONTS, shown

TEMPLATE = Path(__file__).parent / "leaflet.typ"
# PDF for universal access (ISO 14289-1); Typst refuses to write one that breaks its rules.
STANDARD: typst.PDFStandard = "ua-1"
MEDIA_TYPE = "application/pdf"
# Addresses and drawings are not read as text.
_NOT_TEXT = {"is", "to", "qr", "qr_alt", "address", "size", "paper"}

# One leaflet at a time: a crowd that asks for leaflets leaves processors for the pages.
_turn = Lock()


def printed(leaflet: Mapping[str, Any], made: datetime.datetime) -> bytes:
    """The leaflet as a PDF, the same bytes for the same leaflet."""
    inputs = {"leaflet": json.dumps(_showable(leaflet), ensure_ascii=False)}
    with _turn:
        pdf = _compiler().compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARD,
            timestamp=int(made.timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("a leaflet is one document")
    return pdf


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)


def _showable(value: Any, name: str = "") -> Any:
    """The same values with every text as our fonts can show it."""
    if isinstance(value, str):
        return value if name in _NOT_TEXT else shown(value)
    if isinstance(value, Mapping):
        return {key: _showable(part, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_showable(part, name) for part in value]
    return value
