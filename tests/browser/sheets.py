"""What is printed, sheet by sheet."""

from pypdfium2 import PdfDocument


def sheets_of(pdf):
    """The text of each sheet, in the order of reading."""
    return [sheet.get_textpage().get_text_bounded() for sheet in PdfDocument(pdf)]
