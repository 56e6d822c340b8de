"""A text that is kept shows every change of what it was made of, on the next reading."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from fbss.models import ContentChange
from fbss.views.caching import ASKED, TAGS_HEADER
from fbss.views.kept_texts import Shelf, text_of
from tests.factories import (
    CareCardFactory,
    CodeFactory,
    FAQFactory,
    PassageFactory,
    SourceFactory,
    TopicFactory,
    WordFactory,
)

from .reading import main_of

pytestmark = pytest.mark.django_db


def read(client, revision):
    return main_of(client.get(revision.get_absolute_url()))


def renamed(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def test_a_source_that_is_mended_is_mended_on_the_page(client):
    source = SourceFactory(key="weir-2017", authors="Weir S and others")
    topic = TopicFactory(published=True, body="So. [@weir-2017]")
    before = read(client, topic)

    renamed(source, authors="Weir S, Samnaliev M and others")

    assert "Samnaliev" not in before
    assert "Weir S, Samnaliev M and others" in read(client, topic)


def test_a_new_word_is_explained_on_a_page_that_was_read_before(client):
    topic = TopicFactory(published=True, body="The lamina is a part of the arch.")
    before = read(client, topic)

    WordFactory(published=True, title="Lamina")

    assert "data-word" not in before
    assert read(client, topic).count("data-word") == 1


def test_a_care_card_that_changes_changes_on_the_page(client):
    card = CareCardFactory(published=True, service="Call 911")
    topic = TopicFactory(published=True, care_cards=[card.entry.key])
    read(client, topic)

    renamed(card, service="Go to an emergency room")
    card.entry.save()

    assert "Call 911" not in read(client, topic)
    assert "Go to an emergency room" in read(client, topic)


def test_a_claim_that_is_judged_otherwise_is_so_on_the_page(client):
    faq = FAQFactory(published=True)
    passage = PassageFactory(answered_by=faq.entry, note="It is cut off.")
    read(client, faq)

    renamed(passage, note="It is out of date.")

    assert "It is out of date." in read(client, faq)
    assert "It is cut off." not in read(client, faq)


def test_a_page_that_moves_is_followed_by_the_pages_that_name_it(client):
    other = FAQFactory(published=True)
    topic = TopicFactory(published=True, see_also=[other.entry.ref])
    read(client, topic)

    other.entry.rename("elsewhere")

    assert read(client, topic).count('href="/questions/elsewhere/"') == 1


def test_a_new_question_stands_on_its_topic(client):
    topic = TopicFactory(published=True)
    read(client, topic)

    FAQFactory(published=True, topic=topic.entry, title="Is this new?")

    assert read(client, topic).count("Is this new?") == 1


def test_a_new_code_of_a_topic_is_told_to_machines(client):
    topic = TopicFactory(published=True)
    read(client, topic)

    CodeFactory(entry=topic.entry, title="A condition of its own")

    assert client.get(topic.get_absolute_url()).content.count(b"A condition of its own") == 1


def test_an_overdue_review_shows_on_its_day(client, monkeypatch):
    topic = TopicFactory(published=True)
    topic.entry.next_review_due_on = timezone.localdate() + timedelta(days=1)
    topic.entry.save()
    before = read(client, topic)
    later = timezone.now() + timedelta(days=3)

    monkeypatch.setattr(timezone, "now", lambda: later)

    assert "This review is overdue." not in before
    assert "This review is overdue." in read(client, topic)


def test_a_text_is_made_once_for_as_long_as_nothing_changes():
    topic = TopicFactory(published=True)

    first = text_of(topic, dict)
    again = text_of(topic, dict)

    assert again is first


def test_a_change_that_does_not_touch_a_text_does_not_make_it_anew():
    topic = TopicFactory(published=True)
    first = text_of(topic, dict)

    ContentChange.objects.record("fbss_faq")
    again = text_of(topic, dict)

    assert again.edition != first.edition
    assert again.page is first.page


def test_a_text_that_was_at_hand_rests_on_the_same_tables(client):
    faq = FAQFactory(published=True, body="So. [@weir-2017]")
    SourceFactory(key="weir-2017")

    first, again = (client.get(faq.get_absolute_url(), **{ASKED: True}) for _ in range(2))

    assert again.headers[TAGS_HEADER] == first.headers[TAGS_HEADER]
    assert {"fbss_word", "fbss_source", "fbss_passage"} <= set(again.headers[TAGS_HEADER].split())


def test_the_shelf_keeps_the_last_texts_that_were_put_there():
    shelf = Shelf(most=2)
    topics = TopicFactory.create_batch(3, published=True)

    for topic in topics:
        shelf.put(topic, text_of(topic, dict))

    assert [shelf.get(topic) is not None for topic in topics] == [False, True, True]


def test_the_library_has_another_edition_once_a_change_has_come_about(monkeypatch):
    ContentChange.objects.record("fbss_faq", at=timezone.now() + timedelta(hours=1))
    before, same = ContentChange.objects.edition(), ContentChange.objects.edition()
    later = timezone.now() + timedelta(hours=2)

    monkeypatch.setattr(timezone, "now", lambda: later)

    assert same == before
    assert ContentChange.objects.edition() != before
    assert ContentChange.objects.edition().number == before.number


def test_two_histories_with_the_same_numbers_are_two_editions():
    ContentChange.objects.record("fbss_faq")
    before = ContentChange.objects.edition()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE fbss_contentchange SET token = 'another'")

    assert ContentChange.objects.edition().number == before.number
    assert ContentChange.objects.edition() != before


def test_a_library_without_a_change_has_no_edition():
    ContentChange.objects.all().delete()

    assert ContentChange.objects.edition() is None
