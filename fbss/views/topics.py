"""Understand: the topics."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.models import FAQ, Topic

from .caching import cached
from .entries import entry_page, show

# A topic's own list of questions; the rest is one click away.
MOST_QUESTIONS = 30


@require_safe
@cached()
def topics(request: HttpRequest) -> HttpResponse:
    """All topics, in the order in which they are best read."""
    return render(request, "fbss/topics.html", {"topics": Topic.objects.published().for_cards()})


@entry_page(Topic)
def topic(request: HttpRequest, topic: Topic) -> HttpResponse:
    """A topic with its questions and its neighbors."""
    return show(request, topic, "fbss/topic.html", partial(_around, topic))


def _around(topic: Topic) -> dict[str, Any]:
    questions = list(FAQ.objects.published().about(topic.entry).for_cards()[: MOST_QUESTIONS + 1])
    previous, following = _neighbors(list(Topic.objects.published().for_cards()), topic)
    return {
        "questions": questions[:MOST_QUESTIONS],
        "has_more": len(questions) > MOST_QUESTIONS,
        "previous": previous,
        "following": following,
    }


def _neighbors(topics: list[Topic], topic: Topic) -> tuple[Topic | None, Topic | None]:
    """The topics before and behind this one."""
    around = [None, *topics, None]
    place = next((place for place, other in enumerate(around) if other == topic), 0)
    return (around[place - 1], around[place + 1]) if place else (None, None)
