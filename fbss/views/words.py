"""Words explained: the glossary."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.content.alphabet import by_letter
from fbss.models import Word

from .caching import cached
from .entries import entry_page, show


@require_safe
@cached()
def words(request: HttpRequest) -> HttpResponse:
    """All words with their meanings, by letter."""
    letters = by_letter(Word.objects.published().for_glossary(), name=lambda word: word.title)
    return render(request, "fbss/words.html", {"letters": letters})


@entry_page(Word)
def word(request: HttpRequest, word: Word) -> HttpResponse:
    """A word and what it means."""
    return show(request, word)
