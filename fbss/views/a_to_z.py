"""A to Z: everything by name, whatever the reader calls it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.content import alphabet
from fbss.content.alphabet import Letter, Line
from fbss.models.library import named_pages, named_questions, shown_synonyms

from .caching import cached, understood
from .leaves import Leaf, leaf

# Up to here all letters stand on one page; a larger library shows one letter at a time.
MOST_LINES = 1000
# Most questions begin with "What" or "How": many of them drown all else, and have their own list.
MOST_QUESTIONS = 1000


@require_safe
@cached("letter", "page")
def a_to_z(request: HttpRequest) -> HttpResponse:
    """All pages and words by all their names."""
    questions = named_questions(MOST_QUESTIONS)
    letters = alphabet.a_to_z([*named_pages(), *questions], shown_synonyms())
    asked = request.GET.get("letter", "")
    chosen = _chosen(letters, asked)
    found = leaf(chosen.items if chosen else (), request.GET.get("page", ""), MOST_LINES)
    context = {
        "letters": letters,
        "questions": questions,
        "shown": [Letter(chosen.name, tuple(found.items))] if chosen else letters,
        "chosen": chosen,
        "leaf": found if chosen else Leaf([], 1, has_next=False),
        "unknown": asked if asked and not (chosen and chosen.name == asked) else "",
        "query": f"letter={chosen.name}&" if chosen else "",
    }
    response = render(request, "fbss/a_to_z.html", context)
    # Without a letter there are no leaves.
    stray = "page" in request.GET and not chosen
    return understood(response, context["unknown"], found.missing, stray)


def _chosen(letters: Sequence[Letter[Line]], asked: str) -> Letter[Line] | None:
    """The letter to show alone: the one asked for, or the first where all are too many."""
    by_name = {letter.name: letter for letter in letters}
    are_many = sum(len(letter.items) for letter in letters) > MOST_LINES
    return by_name.get(asked) or (letters[0] if are_many else None)
