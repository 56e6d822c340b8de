"""What pages refer to, and how much it costs to look it up."""

import pytest

from fbss.content.references import PageName
from fbss.content.vocabulary import Kind
from fbss.models.library import (
    composition_of,
    meanings,
    named_pages,
    named_questions,
    page_names,
    references_of,
    references_of_cards,
    shown_synonyms,
    source_line,
)
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    PassageFactory,
    SourceFactory,
    SynonymFactory,
    TopicFactory,
    TreatmentFactory,
    UserFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db


def hidden(factory, **fields):
    """Texts of all three kinds that visitors must not read."""
    return [factory(**fields), factory(scheduled=True, **fields), factory(withdrawn=True, **fields)]


@pytest.mark.parametrize("count", [1, 3])
def test_a_question_refers_to_much_in_five_queries(django_assert_num_queries, count):
    sources = SourceFactory.create_batch(count)
    cards = CareCardFactory.create_batch(count, published=True)
    treatments = TreatmentFactory.create_batch(count, published=True)
    topics = TopicFactory.create_batch(count, published=True)
    WordFactory.create_batch(count, published=True)
    faq = FAQFactory(
        published=True,
        body="".join(f"So. [@{source.key}] " for source in sources),
        care_cards=[card.entry.key for card in cards],
        see_also=[page.entry.ref for page in (*treatments, *topics)],
    )
    PassageFactory.create_batch(count, answered_by=faq.entry)
    text = faq.text()

    with django_assert_num_queries(5):
        found = references_of(faq, text)

    assert [len(found.sources), len(found.cards), len(found.claims), len(found.meanings)] == [
        count
    ] * 4
    assert len(found.pages) == 2 * count + 1


def test_a_page_that_names_nothing_costs_the_glossary_alone(django_assert_num_queries):
    topic = TopicFactory(published=True)

    with django_assert_num_queries(1):
        composition_of(topic, references_of(topic, topic.text()))


def test_only_what_is_published_is_named():
    topics = [topic.entry.ref for topic in hidden(TopicFactory)]
    treatments = [treatment.entry.ref for treatment in hidden(TreatmentFactory)]
    live = FAQFactory(published=True, title="Why?")

    assert page_names([*topics, *treatments, live.entry.ref]) == {
        live.entry.ref: PageName(Kind.FAQ, "Why?", f"/questions/{live.slug}/")
    }


@pytest.mark.parametrize("ref", ["", "faqs", "faqs/none", "cards/x", "nothing/x", "a/b/c"])
def test_a_name_that_leads_nowhere_is_left_out(ref):
    assert page_names([ref]) == {}


def test_only_published_words_have_a_meaning():
    hidden(WordFactory)
    word = WordFactory(published=True, title="Scar", also_called=["scarring"], definition="Hard.")

    [meaning] = meanings().values()

    assert (meaning.word.slug, meaning.word.forms) == (word.slug, ("Scar", "scarring"))
    assert meaning.definition == "Hard."


def test_only_published_cards_are_shown():
    cards = [*hidden(CareCardFactory), live := CareCardFactory(published=True)]
    topic = TopicFactory(care_cards=[card.entry.key for card in cards])

    assert list(references_of(topic, topic.text()).cards) == [live.entry.key]
    assert list(references_of_cards().cards) == [live.entry.key]


def test_cards_claims_and_texts_may_all_name_sources():
    for key in ("in-text", "in-card", "in-claim", "unused"):
        SourceFactory(key=key)
    card = CareCardFactory(published=True, signs=["So. [@in-card]"])
    faq = FAQFactory(published=True, body="So. [@in-text]", care_cards=[card.entry.key])
    PassageFactory(answered_by=faq.entry, note="So. [@in-claim]")

    assert set(references_of(faq, faq.text()).sources) == {"in-text", "in-card", "in-claim"}


def test_an_unread_source_supports_nothing():
    SourceFactory(key="unread", unread=True)
    topic = TopicFactory(body="So. [@unread]")

    assert references_of(topic, topic.text()).sources == {}


def test_a_card_says_who_checked_it():
    user = UserFactory(first_name="Ada", last_name="Byron")
    card = CareCardFactory(
        published=True, entry__reviewed_by=user, entry__last_reviewed_on="2026-11-01"
    )

    assert references_of_cards().cards[card.entry.key].checked_by == "Ada Byron"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org/a", "http://example.org/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("", ""),
    ],
)
def test_a_source_is_linked_on_the_web_alone(url, link):
    assert source_line(SourceFactory(doi="", url=url)).link == link


def test_a_to_z_names_what_is_published_by_all_its_names():
    for factory in (TopicFactory, TreatmentFactory, InfoPageFactory, WordFactory):
        hidden(factory)
    TreatmentFactory(published=True, title="Opioids", also_called=["Morphine"])
    WordFactory(published=True, title="Scar", also_called=[])

    assert sorted((page.title, page.also_called) for page in named_pages()) == [
        ("Opioids", ("Morphine",)),
        ("Scar", ()),
    ]


def test_questions_are_named_unless_they_are_too_many():
    hidden(FAQFactory)
    FAQFactory.create_batch(2, published=True)

    assert len(named_questions(most=2)) == 2
    assert named_questions(most=1) == []


def test_words_that_only_help_a_search_are_not_shown():
    SynonymFactory(lay="crippled", match="search-only")
    SynonymFactory(lay="slipped disc", clinical="herniated disc")

    assert list(shown_synonyms()) == [("slipped disc", "herniated disc")]
