import datetime

import pytest
from django.db import connection
from django.utils import timezone

from fbss.content.vocabulary import Kind
from fbss.editing import revisions
from fbss.models import Entry, Passage, SearchDocument, SearchStamp, SearchWord, Synonym
from fbss.search import find, search
from fbss.search.engines import engine
from fbss.search.index import MANY, index, is_missing, rebuild
from fbss.search.stems import stem
from tests.factories import (
    EntryFactory,
    FAQFactory,
    PassageFactory,
    SynonymFactory,
    TopicFactory,
    UserFactory,
)

from .publishing import publish, reviewer

pytestmark = pytest.mark.usefixtures("library")


def titles(text, **options):
    return [result.title for result in find(text, **options).results()]


def draft(factory=FAQFactory, **text):
    """An unsaved draft of a new page."""
    kind = factory._meta.model.KIND
    text.setdefault(
        "body", "## What is known\n\nSome do. [@weir-2017]\n\n## What is not known\n\nThe cause."
    )
    made = factory.build(entry=EntryFactory(kind=kind.value), **text)
    made.entry.save()
    return made


def a_question(title="Does zygomancy help?", **text):
    return draft(topic=TopicFactory(published=True).entry, title=title, **text)


def test_a_draft_is_not_indexed_and_a_published_text_is():
    question = revisions.save_draft(a_question(), UserFactory())
    assert titles("zygomancy") == []
    assert SearchWord.objects.filter(word="zygomancy").count() == 0

    revisions.submit(question, UserFactory())
    assert titles("zygomancy") == []

    revisions.approve(question, reviewer())
    assert titles("zygomancy") == ["Does zygomancy help?"]


def test_a_new_draft_of_a_live_page_changes_nothing_until_it_is_approved():
    live = publish(a_question())
    again = live.like_this(reason="Mends the name")
    again.title = "Does thaumaturgy help?"
    saved = revisions.save_draft(again, UserFactory())

    assert titles("thaumaturgy") == []

    revisions.submit(saved, UserFactory())
    revisions.approve(saved, reviewer())

    assert (titles("thaumaturgy"), titles("zygomancy")) == (["Does thaumaturgy help?"], [])
    assert list(SearchWord.objects.filter(word="zygomancy")) == []


def test_a_scheduled_text_is_found_on_time_and_not_before():
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(a_question(), at=tomorrow)
    later = tomorrow + datetime.timedelta(minutes=1)

    assert titles("zygomancy") == []
    assert "zygomancy" not in str(find("zygomancx").asked)
    assert titles("zygomancy", at=later) == titles("help", at=later) != []


def test_a_text_that_is_to_be_replaced_stays_until_then():
    live = publish(a_question())
    again = live.like_this(reason="Mends the name")
    again.title = "Does thaumaturgy help?"
    saved = revisions.save_draft(again, UserFactory())
    revisions.submit(saved, UserFactory())
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    revisions.approve(saved, reviewer(), tomorrow)

    assert titles("help") == ["Does zygomancy help?"]
    later = tomorrow + datetime.timedelta(minutes=1)
    assert titles("help", at=later) == ["Does thaumaturgy help?"]

    revisions.cancel_schedule(saved, reviewer())

    assert titles("help", at=later) == ["Does zygomancy help?"]


def test_a_withdrawn_page_is_gone_at_once():
    question = publish(a_question())

    revisions.withdraw(question.entry, reviewer(), "It was wrong.")

    assert titles("zygomancy") == []
    assert SearchDocument.objects.count() == 0


def test_an_entry_that_is_deleted_leaves_nothing_behind():
    question = FAQFactory(published=True, title="Does zygomancy help?")
    rebuild()

    Entry.objects.get(pk=question.entry.pk).delete()

    assert titles("zygomancy") == []
    assert SearchWord.objects.filter(word="zygomancy").count() == 0
    assert SearchDocument.objects.filter(entry=question.entry.pk).count() == 0


def test_a_new_address_is_used_without_another_index():
    question = publish(a_question())

    Entry.objects.get(pk=question.entry.pk).rename("new-address")

    [result] = search("zygomancy")
    assert result.url == "/questions/new-address/"


def test_passages_belong_to_the_question_that_answers_them():
    one, other = publish(a_question("Is one good?")), publish(a_question("Is other good?"))
    passage = PassageFactory(key="S07", answered_by=one.entry, question="What of xenolalia?")

    [result] = search("xenolalia")
    assert (result.title, result.passages) == ("Is one good?", ("S07",))

    passage.answered_by = other.entry
    passage.save()
    assert titles("xenolalia") == ["Is other good?"]

    Passage.objects.all().delete()
    assert titles("xenolalia") == []


def test_a_new_synonym_works_at_once():
    publish(a_question("Does a pump help?"))
    assert titles("thingummy") == []

    synonym = SynonymFactory(lay="thingummy", clinical="pump", match="search-only")
    assert titles("thingummy") == ["Does a pump help?"]

    synonym.lay = "gizmo"
    synonym.save()
    assert (titles("thingummy"), titles("gizmo")) == ([], ["Does a pump help?"])

    Synonym.objects.all().delete()
    assert titles("gizmo") == []


def test_a_rebuilt_index_is_the_same_index():
    topic = TopicFactory(published=True).entry
    rebuild()
    publish(draft(topic=topic, title="Does zygomancy help?", also_asked=["What of pumps?"]))
    publish(draft(TopicFactory, title="Thaumaturgy"))
    publish(draft(topic=topic, title="Soon?"), at=timezone.now() + datetime.timedelta(days=1))
    fields = [field.name for field in SearchDocument._meta.fields if field.name != "id"]
    documents = list(SearchDocument.objects.order_by("entry", "number").values(*fields))
    words = list(SearchWord.objects.values())

    assert rebuild() == len(documents) == 5

    assert list(SearchDocument.objects.order_by("entry", "number").values(*fields)) == documents
    assert list(SearchWord.objects.values()) == words
    assert SearchStamp.objects.get().documents == 5
    assert titles("thaumaturgy") == ["Thaumaturgy"]


def test_the_index_follows_after_it_was_rebuilt():
    rebuild()

    publish(a_question())

    assert titles("zygomancy") == ["Does zygomancy help?"]


def test_a_site_that_was_never_indexed_is_noticed():
    assert is_missing()

    rebuild()

    assert not is_missing()


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_queries_however_many_pages(django_assert_num_queries, count):
    for number in range(count):
        publish(a_question(f"Does zygomancy {number} help?"))
    search("zygomancy")

    with django_assert_num_queries(4):
        assert len(search("zygomancy")) == count


def test_the_engine_counts_and_filters_by_kind():
    publish(a_question("Does a pump or zygomancy help?"))
    publish(draft(TopicFactory, title="Pump"))
    used = engine()
    at = timezone.now()

    assert used.vendor == connection.vendor
    assert used.frequency(("pump",)) == 2
    assert used.frequency(("pump", stem("zygomancy"))) == 1
    assert len(used.candidates([([("pump",)], 2)], at, kind=Kind.TOPIC)) == 1
    assert len(used.candidates([([("pump",)], 2)], at)) == 2
    assert used.candidates([], at) == []
    assert used.suggest([], at, 5) == []


def test_many_hits_are_taken_from_the_best_end():
    for number in range(4):
        publish(a_question(f"Does a pump help {number}?"))
    rare = publish(a_question("Does a pump of gold help?"))
    groups = [([("pump",)], 5), ([("gold",)], 1)]

    [first, *rest] = engine().candidates(groups, timezone.now(), most=3)

    assert SearchDocument.objects.get(pk=first).entry_id == rare.entry_id
    assert len(rest) == 2


def test_after_a_load_the_index_is_in_one_piece():
    topic = TopicFactory(published=True).entry
    entries = [FAQFactory(published=True, topic=topic).entry_id for _ in range(MANY)]
    for entry in entries:
        index([entry])

    index(entries)

    assert SearchDocument.objects.count() == MANY
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT segid) FROM fbss_searchindex_idx")
            assert cursor.fetchone()[0] <= 1


def test_of_many_hits_those_with_everything_in_their_names_come_first():
    for number in range(4):
        publish(a_question(f"Does a pump help {number}?", short_answer="Made of gold."))
    named = publish(a_question("Does a pump of gold help?"))
    groups = [([("pump",)], 5), ([("gold",)], 5)]

    [first] = engine().candidates(groups, timezone.now(), most=1)

    assert SearchDocument.objects.get(pk=first).entry_id == named.entry_id


@pytest.mark.parametrize("word", ["near", "not", "kind"])
def test_words_of_the_query_language_are_words(word):
    publish(a_question(f"Does {word} zygomancy help?"))

    assert len(engine().candidates([([(word, stem("zygomancy"))], 999)], timezone.now())) == 1


def test_a_word_of_any_script_is_one_word():
    publish(a_question("Does 𞤀𞤁 or привет help?"))

    assert titles("𞤀𞤁") == titles("ПРИВЕТ") == ["Does 𞤀𞤁 or привет help?"]
