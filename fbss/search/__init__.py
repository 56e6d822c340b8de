"""How content is found: terms (pure), lexicon, engine, results."""

from .find import Findings, Result, find, search

__all__ = ["Findings", "Result", "find", "search"]
