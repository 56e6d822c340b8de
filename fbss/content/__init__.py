"""Texts as values: Markdown, sentences, sources, words. Nothing here knows of Django."""
