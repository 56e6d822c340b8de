import logging

import pytest
from django.core.cache import cache

from fbss.models import SearchMiss
from fbss.search.index import rebuild
from tests.factories import (
    CareCardFactory,
    EntryFactory,
    FAQFactory,
    SynonymFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

from .reading import EVIL, headings, live_markup, main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_search_remembered():
    cache.clear()


@pytest.fixture
def pages():
    """A few published pages, and a draft that must not leak."""
    topic = TopicFactory(published=True, title="Why pain goes on").entry
    FAQFactory(
        published=True,
        topic=topic,
        title="How does a pain pump work?",
        short_answer="A pump sends medicine to the spine. It does not help everyone.",
        also_asked=["What is a spinal pump?"],
    )
    FAQFactory(published=True, topic=topic, title="What is a laminectomy?")
    FAQFactory(topic=topic, title="A secret pump")
    TreatmentFactory(published=True, title="Pain pump", key_messages=["Studies are weak."])
    WordFactory(published=True, title="Lamina", definition="A plate of bone.")
    CareCardFactory(published=True, title="Go to an emergency room now")
    SynonymFactory(lay="drug pump", clinical="pain pump")
    SynonymFactory(lay="can't pee", clinical="urinary retention", urgency="emergency")
    rebuild()


def search(client, text, **more):
    return client.get("/search/", {"q": text, **more})


def titles(response):
    return [result.title for result in response.context["results"]]


def test_without_a_question_the_page_helps(client):
    response = client.get("/search/")

    assert response.status_code == 200
    assert headings(response, 1) == ["Search"]
    assert "Use your own words" in text_of(response)


def test_the_best_answer_comes_first_whole_and_with_its_kind(client, pages):
    response = search(client, "how do pain pumps work")

    assert titles(response)[0] == "How does a pain pump work?"
    assert "It does not help everyone." in text_of(response)
    assert '<p class="search-result-kind">Question</p>' in main_of(response)
    assert "secret" not in response.content.decode()


def test_words_of_the_answer_are_marked(client, pages):
    html = main_of(search(client, "pumps"))

    assert "A <mark>pump</mark> sends medicine to the spine." in html


def test_other_names_are_looked_for_and_told(client, pages):
    response = search(client, "drug pump")

    assert "Also searching for pain pump." in text_of(response)
    assert "How does a pain pump work?" in titles(response)


def test_a_slip_is_corrected_told_and_can_be_taken_back(client, pages):
    response = search(client, "laminectamy")

    assert "Showing results for laminectomy" in text_of(response)
    assert 'href="/search/?q=laminectamy&amp;exact=1"' in main_of(response)
    assert titles(response) == ["What is a laminectomy?"]

    exact = search(client, "laminectamy", exact="1")

    assert "Showing results for" not in text_of(exact)
    assert titles(exact) == []


def test_kinds_are_plain_links(client, pages):
    response = search(client, "pump", kind="treatment")

    assert titles(response) == ["Pain pump"]
    assert 'href="?q=pump&amp;kind=faq"' in main_of(response)
    assert 'href="?q=pump&amp;kind=treatment" aria-current="true"' in main_of(response)


def test_an_unknown_kind_shows_everything(client, pages):
    assert titles(search(client, "pump", kind="gossip")) == titles(search(client, "pump"))


def test_long_results_come_a_page_at_a_time(client):
    topic = TopicFactory(published=True).entry
    for number in range(12):
        FAQFactory(published=True, topic=topic, title=f"Does zygomancy {number} help?")
    rebuild()

    first, second = search(client, "zygomancy"), search(client, "zygomancy", page="2")

    assert (len(titles(first)), len(titles(second))) == (10, 2)
    assert not set(titles(first)) & set(titles(second))
    assert 'href="?q=zygomancy&amp;page=2"' in main_of(first)


def test_urgent_words_bring_the_help_card_to_the_top(client, pages):
    html = main_of(search(client, "I cannot pee since my operation"))

    assert html.index("Go to an emergency room now") < html.index("<form")


def test_the_number_on_the_help_card_is_one_tap_away(client, pages):
    html = main_of(search(client, "I cannot pee since my operation"))

    assert '<strong>Call <a href="tel:911">911</a></strong>' in html


def test_a_search_that_is_not_urgent_shows_no_card(client, pages):
    assert "emergency room now" not in main_of(search(client, "pain pump"))


def test_off_topic_gets_an_honest_page_with_ways_on(client, pages):
    response = search(client, "hip replacement cost")

    assert "We did not find an answer to “hip replacement cost”." in text_of(response)
    assert 'href="/a-to-z/"' in main_of(response)
    assert 'href="/help-now/"' in main_of(response)
    assert "Results" not in headings(response, 2)


def test_weak_results_are_called_related(client, pages):
    response = search(client, "water pump price")

    assert headings(response, 2) == ["Pages that may be related"]


def test_a_miss_is_counted_but_not_with_a_chosen_kind(client, pages):
    for _ in range(2):
        search(client, "magnet belt")
        search(client, "copper bracelet", kind="faq")

    assert [(miss.text, miss.count) for miss in SearchMiss.objects.all()] == [("magnet belt", 2)]


def test_what_somebody_looks_for_stays_nowhere(client, pages, caplog):
    with caplog.at_level(logging.DEBUG):
        response = search(client, "my private worry")
        client.get("/search/suggest/", {"q": "my private worry"})

    assert "private worry" not in " ".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert response["Cache-Control"] == "private, no-store"
    assert response.cookies == {}


def test_search_pages_are_not_indexed(client, pages):
    response = search(client, "pump")

    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_markup_stays_text(client):
    FAQFactory(published=True, title=f"Pump {EVIL}"[:120], short_answer=f"Pump {EVIL}")
    rebuild()

    for text in ("pump", f"pump {EVIL}", EVIL):
        response = search(client, text)

        assert response.status_code == 200
        assert live_markup(response) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_queries_however_many_results(
    client, django_assert_num_queries, count
):
    for number in range(count):
        entry = EntryFactory(kind="word", key=f"zygomancy-{number}")
        WordFactory(published=True, entry=entry, title=f"Zygomancy {number}")
    rebuild()
    search(client, "zygomancy")

    with django_assert_num_queries(4):
        assert len(titles(search(client, "zygomancy"))) == count


def test_the_box_stands_on_every_page_and_works_without_script(client, pages):
    html = client.get("/").content.decode()

    assert '<form class="search-form" role="search" method="get" action="/search/">' in html
    assert 'type="text" inputmode="search" id="site-search" name="q"' in html


def test_suggestions_are_titles_and_terms_as_json(client, pages):
    response = client.get("/search/suggest/", {"q": "pain pu"})

    found = response.json()["suggestions"]
    assert {"text": "Pain pump", "kind": "Treatment", "url": found[0]["url"]} in found
    assert response["X-Robots-Tag"] == "noindex"
    assert client.get("/search/suggest/", {"q": "pa"}).json() == {"suggestions": []}
    assert client.get("/search/suggest/").json() == {"suggestions": []}


@pytest.mark.parametrize("path", ["/search/", "/search/suggest/"])
@pytest.mark.parametrize("odd", ["\0", '"', "NEAR(", "*" * 5000, "😀", "a:b", "مرحبا"])
def test_no_query_is_an_error(client, pages, path, odd):
    assert client.get(path, {"q": odd}).status_code == 200
    assert client.get(path, {"q": "pump", "page": odd, "kind": odd}).status_code == 200


def test_nobody_can_post_a_search(client):
    assert client.post("/search/", {"q": "pump"}).status_code == 405
