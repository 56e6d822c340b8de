"""The editors' desk: stock admin, where saving makes a draft and never changes a page."""

from . import feedback, links, people, pictures, records, registers, revisions, search, spreadsheets

__all__ = [
    "feedback",
    "links",
    "people",
    "pictures",
    "records",
    "registers",
    "revisions",
    "search",
    "spreadsheets",
]
