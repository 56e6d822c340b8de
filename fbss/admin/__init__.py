"""The editors' desk: stock admin, where saving makes a draft and never changes a page."""

from . import feedback, records, registers, revisions, search

__all__ = ["feedback", "records", "registers", "revisions", "search"]
