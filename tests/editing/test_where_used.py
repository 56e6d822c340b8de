"""Where something is used, in a number of queries that does not grow."""

import pytest

from fbss.editing.where_used import (
    Place,
    uses_of_entry,
    uses_of_link,
    uses_of_picture,
    uses_of_source,
)
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    PassageFactory,
    PictureFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db


def test_a_source_is_used_by_live_texts_drafts_and_claims():
    source = SourceFactory(key="weir-2017")
    live = TopicFactory(published=True, title="Live one", body="So. [@weir-2017]")
    draft = FAQFactory(title="Draft one", short_answer="So. [@weir-2017]")
    coming = TreatmentFactory(scheduled=True, title="Coming one", not_known="So. [@weir-2017]")
    waiting = WordFactory(state="in-review", title="Waiting one", definition="So. [@weir-2017]")
    TopicFactory(published=True, body="Nothing.")
    claim = PassageFactory(key="S01", note="So. [@weir-2017]")

    assert uses_of_source(source) == [
        Place("treatment", coming.pk, "Coming one", "Scheduled"),
        Place("faq", draft.pk, "Draft one", "Draft"),
        Place("topic", live.pk, "Live one", "Live"),
        Place("word", waiting.pk, "Waiting one", "Waits for a reviewer"),
        Place("passage", claim.pk, "Claim S01", "Live"),
    ]


def test_a_draft_beside_its_live_text_is_a_place_of_its_own():
    picture = PictureFactory(key="spine")
    live = TopicFactory(published=True, title="Discs", body="![spine]")
    draft = TopicFactory(entry=live.entry, number=2, title="Discs", body="![spine]")

    assert uses_of_picture(picture) == [
        Place("topic", draft.pk, "Discs", "Draft"),
        Place("topic", live.pk, "Discs", "Live"),
    ]


def test_a_page_is_used_by_what_lists_links_or_belongs_to_it():
    topic = TopicFactory(published=True, entry__key="flares")
    listed = TopicFactory(published=True, title="A", see_also=["topics/flares"])
    linked = TopicFactory(published=True, title="B", body="[x](/understand/flares/)")
    below = FAQFactory(published=True, title="C", topic=topic.entry)

    assert uses_of_entry(topic.entry) == [
        Place("topic", listed.pk, "A", "Live"),
        Place("topic", linked.pk, "B", "Live"),
        Place("faq", below.pk, "C", "Live"),
    ]


def test_words_and_care_cards_are_found_too():
    word = WordFactory(published=True, entry__key="catheter", title="Catheter")
    card = CareCardFactory(published=True, entry__key="cauda-equina")
    topic = TopicFactory(published=True, title="A", body="A catheter.", care_cards=["cauda-equina"])
    place = Place("topic", topic.pk, "A", "Live")

    assert (uses_of_entry(word.entry), uses_of_entry(card.entry)) == ([place], [place])


def test_a_link_to_elsewhere_is_found_by_its_address():
    topic = TopicFactory(published=True, title="A", body="[x](https://example.org/a?b=c)")

    assert uses_of_link("https://example.org/a?b=c") == [Place("topic", topic.pk, "A", "Live")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_question_costs_the_same_however_many_texts(count, django_assert_num_queries):
    source = SourceFactory(key="weir-2017")
    TopicFactory.create_batch(count, published=True, body="So. [@weir-2017]")
    FAQFactory.create_batch(count, body="So. [@weir-2017]")

    with django_assert_num_queries(4):
        assert len(uses_of_source(source)) == 2 * count
