"""Bad-day pages: a topic in its shortest form, for a day on which reading is hard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.models import Topic

from .caching import cached
from .entries import entry_page


@require_safe
@cached()
def bad_day(request: HttpRequest) -> HttpResponse:
    """Where to begin: the topic on flare-ups in short, then the other topics."""
    topics = list(Topic.objects.published().for_bad_days())
    first = next((topic for topic in topics if topic.is_about_flare_ups), None)
    others = [topic for topic in topics if topic is not first]
    return render(request, "fbss/bad_day.html", {"topic": first, "others": others})


@entry_page(Topic)
def bad_day_topic(request: HttpRequest, topic: Topic) -> HttpResponse:
    """One topic in short."""
    return render(request, "fbss/bad_day_topic.html", {"topic": topic})
