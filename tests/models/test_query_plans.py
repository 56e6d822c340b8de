"""Lists of published pages read as many rows as they show, on the database of the suite."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from fbss.models import FAQ, ContentChange, InfoPage, Topic, Treatment, Word
from fbss.models.content_change import EDITION
from tests.factories import FAQFactory, TopicFactory, WordFactory

pytestmark = pytest.mark.django_db


def plan_of(rows):
    """How the database reads these rows, in its own words."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A table of a few rows is quicker read whole; the question is whether it has to be.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    return rows.explain()


LISTS = {
    "questions on the front page": (
        lambda topic: FAQ.objects.published().for_cards()[:6],
        "faq_in_order",
    ),
    "questions of a topic": (
        lambda topic: FAQ.objects.published().about(topic).for_cards()[:30],
        "faq_of_topic_in_order",
    ),
    "a later leaf of a topic's questions": (
        lambda topic: FAQ.objects.published().about(topic).for_cards()[50:101],
        "faq_of_topic_in_order",
    ),
    "topics": (
        lambda topic: Topic.objects.published().for_cards()[:50],
        "topic_published_in_order",
    ),
    "treatments": (
        lambda topic: Treatment.objects.published().for_cards()[:50],
        "treatment_published_in_order",
    ),
    "pages about the site": (
        lambda topic: InfoPage.objects.published().for_cards()[:50],
        "infopage_published_in_order",
    ),
    "words": (
        lambda topic: Word.objects.published().for_glossary()[:50],
        "word_published_in_order",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_published_list_comes_in_order_from_its_index(name):
    rows, index = LISTS[name]
    topic = TopicFactory(published=True).entry
    FAQFactory.create_batch(3, published=True, topic=topic)

    plan = plan_of(rows(topic))

    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("model", [FAQ, Topic, Word])
def test_a_page_is_found_by_its_address(model):
    make = {FAQ: FAQFactory, Topic: TopicFactory, Word: WordFactory}[model]
    revision = make(published=True)

    plan = plan_of(model.objects.published().at_address(revision.slug))

    assert "SCAN" not in plan
    assert "Seq Scan" not in plan


WORK = {
    # Either index holds open texts alone.
    "what editors work on": (
        lambda: Topic.objects.all().open(),
        "topic_open_by_change|topic_one_open_draft",
    ),
    "what is scheduled": (lambda: Topic.objects.all().scheduled(), "topic_last_by_day"),
}


@pytest.mark.parametrize("name", WORK)
def test_work_is_found_without_looking_at_old_versions(name):
    rows, index = WORK[name]
    TopicFactory(published=True)
    TopicFactory()
    TopicFactory(scheduled=True)

    plan = plan_of(rows().order_by())

    assert re.search(index, plan)


def test_the_edition_of_the_library_is_found_without_reading_all_changes():
    ContentChange.objects.record("fbss_faq", at=timezone.now() - timedelta(days=1))
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    now = connection.ops.adapt_datetimefield_value(timezone.now())

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{explain} {EDITION}", [now])
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert "change_by_its_own_time" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
