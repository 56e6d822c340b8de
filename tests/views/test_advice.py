"""A change of advice stands at the head of its page, and in the feed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fbss.models import Significance
from tests.factories import TopicFactory, days_ago

pytestmark = pytest.mark.django_db


def changed(significance, ago):
    """A page whose second text went live so many days ago."""
    topic = TopicFactory(published=True, live_from=days_ago(400), live_until=days_ago(ago))
    text = topic.like_this(number=2, state="approved", origin="seed", significance=significance)
    text.live_from, text.reason = days_ago(ago), "Exercise comes first now."
    text.save()
    return text


def news(client, text):
    change = client.get(text.get_absolute_url()).context["advice_change"]
    return change and change.reason


@pytest.mark.parametrize(
    ("significance", "ago", "said"),
    [
        (Significance.ADVICE, 1, "Exercise comes first now."),
        (Significance.ADVICE, 89, "Exercise comes first now."),
        (Significance.ADVICE, 91, None),
        (Significance.CLARIFICATION, 1, None),
        (Significance.TYPO, 1, None),
    ],
)
def test_the_page_says_for_a_while_that_its_advice_changed(client, significance, ago, said):
    text = changed(significance, ago)

    assert news(client, text) == said


def test_a_first_text_is_no_change(client):
    topic = TopicFactory(published=True, significance=Significance.ADVICE)

    assert news(client, topic) is None


def test_a_later_correction_does_not_hide_it(client):
    text = changed(Significance.ADVICE, 10)
    again = text.like_this(number=3, state="approved", origin="seed", reason="A letter.")
    again.significance, again.live_from = Significance.TYPO, timezone.now() - timedelta(hours=1)
    type(text).objects.filter(pk=text.pk).update(live_until=again.live_from)
    again.save()

    assert news(client, again) == "Exercise comes first now."


def test_the_sentence_is_on_the_page_and_in_the_feed(client):
    text = changed(Significance.ADVICE, 1)

    page = client.get(text.get_absolute_url()).content.decode()
    feed = client.get(reverse("changes_feed")).content.decode()

    assert "<strong>The advice on this page changed</strong>" in page
    assert re.findall("<title[^>]*>(Change of advice: .*?)</title>", feed) == [
        f"Change of advice: {text.title}"
    ]
