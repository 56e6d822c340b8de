"""Questions: what people ask, with our answers."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.models import FAQ, Topic

from .caching import cached, understood
from .entries import entry_page, show
from .filters import as_query, plain_filter
from .leaves import leaf


@require_safe
@cached("topic", "page")
def questions(request: HttpRequest) -> HttpResponse:
    """All questions, topic by topic, or those of one topic."""
    topics = {topic.entry_id: topic for topic in Topic.objects.published().for_cards()}
    by_slug = {topic.slug: topic.entry for topic in topics.values()}
    options = [(topic.slug, topic.title) for topic in topics.values()]
    choice = plain_filter("topic", "Topic", options, request.GET)
    shelf = [by_slug[choice.chosen]] if choice.chosen else list(by_slug.values())
    public = FAQ.objects.published()
    # The questions of one topic come from an index; those of all have to be sorted.
    faqs = public.about(shelf[0]).for_cards() if choice.chosen else public.topic_by_topic(shelf)
    found = leaf(faqs, request.GET.get("page", ""))
    context = {
        "groups": _by_topic(found.items, topics),
        "leaf": found,
        "filters": [choice],
        "query": as_query([choice]),
    }
    response = render(request, "fbss/questions.html", context)
    return understood(response, choice.unknown, found.missing)


@entry_page(FAQ)
def question(request: HttpRequest, faq: FAQ) -> HttpResponse:
    """A question, its answer, and the claims about it."""
    return show(request, faq)


def _by_topic(faqs: list[FAQ], topics: dict[int, Topic]) -> list[tuple[Topic | None, list[FAQ]]]:
    """Questions of one topic together; None stands for a topic that is not public."""
    grouped = groupby(faqs, lambda faq: topics.get(faq.topic_id or 0))
    return [(topic, list(group)) for topic, group in grouped]
