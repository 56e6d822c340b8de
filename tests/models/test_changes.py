import pytest

from fbss.models import State
from fbss.models.changes import Change, change_rows
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    TopicFactory,
    TreatmentFactory,
    UserFactory,
    WordFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


def changes():
    return [Change(*row) for row in change_rows()]


def test_what_visitors_could_see_is_listed_newest_first():
    topic = TopicFactory(published=True, title="Outlook", reason="First version")
    WordFactory(published=True, title="Scar", live_from=days_ago(3))
    CareCardFactory(published=True, title="Go now", live_from=days_ago(1))

    assert [(change.title, change.kind_label, change.label) for change in changes()] == [
        ("Go now", "Care card", "New"),
        ("Outlook", "Topic", "New"),
        ("Scar", "Word", "New"),
    ]
    assert changes()[1].address == f"/understand/{topic.slug}/"
    assert changes()[1].reason == "First version"


def test_drafts_and_texts_for_a_later_time_are_not_listed():
    TopicFactory()
    TreatmentFactory(state=State.IN_REVIEW)
    FAQFactory(scheduled=True, topic=TopicFactory().entry)

    assert changes() == []


def test_a_later_text_says_how_much_the_change_matters():
    old = TopicFactory(published=True, live_until=days_ago(1))
    TopicFactory(
        entry=old.entry,
        number=2,
        published=True,
        live_from=days_ago(1),
        significance="advice",
        reason="New figures",
    )

    assert [(change.label, change.reason) for change in changes()] == [
        ("Change of advice", "New figures"),
        ("New", "First version"),
    ]


def test_a_page_that_was_taken_back_is_listed_with_the_reason():
    TopicFactory(withdrawn=True, entry__withdrawn_reason="It was wrong.")

    assert [(change.label, change.reason) for change in changes()] == [
        ("Taken back", "It was wrong."),
        ("New", ""),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_all_changes_cost_one_query(django_assert_num_queries, count):
    user = UserFactory()
    for factory in (TopicFactory, TreatmentFactory, WordFactory, CareCardFactory):
        factory.create_batch(count, published=True, approved_by=user)

    with django_assert_num_queries(1):
        found = changes()

    assert len(found) == 4 * count
