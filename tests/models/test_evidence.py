import pytest

from fbss.models import Citation, Entry
from fbss.models.evidence import Resting, resting_on
from tests.factories import CareCardFactory, FAQFactory, SourceFactory, TopicFactory, WordFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return SourceFactory(key="weir-2017")


def pages(source):
    return resting_on(source, Entry.objects.citing(source))


def test_live_texts_of_every_kind_rest_on_a_source(source):
    faq = FAQFactory(published=True, title="Why?", short_answer="So. [@weir-2017]")
    card = CareCardFactory(published=True, title="Go", signs=["Weak legs [@weir-2017]"])

    assert pages(source) == [
        Resting("Go", f"/help-now/#{card.slug}", ("Weak legs",)),
        Resting("Why?", f"/questions/{faq.slug}/", ("So.",)),
    ]


def test_texts_that_visitors_cannot_read_do_not_show(source):
    body = "A secret. [@weir-2017]"
    TopicFactory(body=body)
    TopicFactory(body=body, scheduled=True)
    TopicFactory(body=body, withdrawn=True)

    assert pages(source) == []


def test_a_page_that_no_longer_names_the_source_does_not_show(source):
    topic = TopicFactory(published=True)
    Citation.objects.create(entry=topic.entry, number=0, source=source)

    assert pages(source) == []


@pytest.mark.parametrize("count", [1, 3])
def test_statements_cost_two_queries_and_one_for_each_further_kind(
    source, django_assert_num_queries, count
):
    FAQFactory.create_batch(count, published=True, short_answer="So. [@weir-2017]")
    WordFactory.create_batch(count, published=True, definition="So. [@weir-2017]")

    with django_assert_num_queries(3):
        found = pages(source)

    assert len(found) == 2 * count
