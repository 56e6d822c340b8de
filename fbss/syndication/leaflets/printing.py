"""Sets one leaflet and ends: an order as JSON comes in, the PDF goes out. See `press`.

It stands alone, so that a process of its own begins in some 20 ms.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typst

TEMPLATE = Path(__file__).parent / "leaflet.typ"
FONTS = Path(__file__).parent / "fonts"
# PDF for universal access (ISO 14289-1); Typst refuses to write one that breaks its rules.
STANDARD: typst.PDFStandard = "ua-1"


def main() -> None:
    order = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    pdf = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts).compile(
        format="pdf",
        sys_inputs={"leaflet": order["leaflet"]},
        pdf_standards=STANDARD,
        timestamp=order["made"],
    )
    if not isinstance(pdf, bytes):
        raise TypeError("a leaflet is one document")
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
