"""Prints a leaflet: plain values in, a tagged PDF out.

Texts reach Typst as JSON and are set as they are: nothing an editor writes can become markup.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from .letters import shown

# A process for each leaflet: Typst would keep 100 MB of what it has set in every worker, and give
# nothing back. Isolated, so that neither the folder nor the environment decides what is loaded.
COMMAND = (sys.executable, "-I", str(Path(__file__).parent / "printing.py"))
# A leaflet takes a tenth of a second; a machine may be busy.
MOST_SECONDS = 60
# Addresses and drawings are not read as text.
_NOT_TEXT = {"is", "to", "qr", "qr_alt", "address", "size", "paper"}

# One leaflet at a time: a crowd that asks for leaflets leaves processors for the pages.
_turn = Lock()


class NotPrinted(Exception):
    """The press stopped, and says why."""


def printed(leaflet: Mapping[str, Any], made: datetime.datetime) -> bytes:
    """The leaflet as a PDF, the same bytes for the same leaflet."""
    text = json.dumps(_showable(leaflet), ensure_ascii=False)
    order = json.dumps({"leaflet": text, "made": int(made.timestamp())})
    with _turn:
        done = subprocess.run(  # noqa: S603 -- no shell; the order is read as JSON
            COMMAND, input=order.encode(), capture_output=True, timeout=MOST_SECONDS, check=False
        )
    if done.returncode:
        raise NotPrinted(done.stderr.decode(errors="replace"))
    return done.stdout


def _showable(value: Any, name: str = "") -> Any:
    """The same values with every text as our fonts can show it."""
    if isinstance(value, str):
        return value if name in _NOT_TEXT else shown(value)
    if isinstance(value, Mapping):
        return {key: _showable(part, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_showable(part, name) for part in value]
    return value
