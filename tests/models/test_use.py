"""What each text uses, written down with every change."""

import datetime

import pytest
from django.db.models import ProtectedError

from fbss.models import Entry, Thing, Use
from fbss.models.use import names_of, rebuild
from tests.factories import (
    FAQFactory,
    PictureFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    UserFactory,
    WordFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


def used(revision, *things):
    rows = Use.objects.filter(entry=revision.entry, number=revision.number)
    rows = rows.filter(thing__in=things) if things else rows
    return sorted(rows.values_list("thing", "key"))


def test_a_text_uses_what_it_cites_shows_lists_and_links():
    SourceFactory(key="weir-2017")
    WordFactory(published=True, entry__key="catheter", title="Catheter")
    faq = FAQFactory(
        topic=TopicFactory(entry__key="flare-ups").entry,
        body="A catheter [@weir-2017], [more](/questions/x/#y), [there](https://example.org/a).\n\n"
        "![spine]",
        care_cards=["cauda-equina"],
        see_also=["treatments/exercise"],
    )

    assert used(faq) == [
        ("card", "cauda-equina"),
        ("link", "https://example.org/a"),
        ("page", "/questions/x/"),
        ("page", "topics/flare-ups"),
        ("page", "treatments/exercise"),
        ("picture", "spine"),
        ("source", "weir-2017"),
        ("word", "catheter"),
    ]


def test_a_source_of_a_row_and_other_choices_count_too():
    SourceFactory(key="weir-2017")
    certainty = [{"scale": "none", "level": "low", "about": "pain", "source": "weir-2017"}]

    treatment = TreatmentFactory(alternatives=["exercise"], certainty=certainty)

    assert used(treatment) == [("page", "treatments/exercise"), ("source", "weir-2017")]


def test_a_saved_draft_uses_what_it_says_now():
    draft = TopicFactory(body="![spine]")

    draft.body = "![knee]"
    draft.save()

    assert used(draft) == [("picture", "knee")]


def test_a_version_that_nobody_reads_any_more_holds_nothing_back():
    old = TopicFactory(published=True, body="![spine]")
    new = TopicFactory(entry=old.entry, number=2, body="![knee]", approved_by=UserFactory())

    new.go_live(old.live_from + datetime.timedelta(days=1))

    assert list(Use.objects.values_list("number", "key")) == [(2, "knee")]


def test_a_discarded_draft_uses_nothing():
    draft = TopicFactory(body="![spine]")

    draft.delete()

    assert not Use.objects.exists()


def test_a_word_that_is_new_is_found_in_texts_that_were_there_before():
    topic = TopicFactory(published=True, body="A catheter is a thin tube.")
    before = used(topic, Thing.WORD)
    word = WordFactory(entry__key="catheter", title="Catheter", approved_by=UserFactory())

    word.go_live(topic.live_from)

    assert (before, used(topic, Thing.WORD)) == ([], [("word", "catheter")])


def test_a_word_does_not_use_itself():
    word = WordFactory(published=True, title="Catheter", definition="A catheter is a tube.")

    rebuild()

    assert used(word, Thing.WORD) == []


def test_everything_can_be_written_down_anew():
    TopicFactory(body="![spine]")
    before = list(Use.objects.values_list("number", "thing", "key"))
    Use.objects.all().delete()

    rebuild()

    assert list(Use.objects.values_list("number", "thing", "key")) == before


def test_a_new_word_is_found_in_drafts_in_texts_to_come_and_in_those_they_replace():
    live = TopicFactory(published=True, body="A catheter is a thin tube.")
    live.live_until = days_ago(-2)
    live.save()
    coming = TopicFactory(
        entry=live.entry, number=2, scheduled=True, live_from=days_ago(-2), body="The catheter."
    )
    draft = FAQFactory(short_answer="A catheter helps.")
    Use.objects.filter(thing=Thing.WORD).delete()
    WordFactory(published=True, entry__key="catheter", title="Catheter")

    Use.objects.look_for_words({"catheter"})

    assert [used(text, Thing.WORD) for text in (live, coming, draft)] == 3 * [
        [("word", "catheter")]
    ]


def test_a_page_is_known_by_its_key_and_all_its_addresses():
    topic = TopicFactory(published=True, entry__key="flares").entry
    topic.rename("flare-ups")

    names = names_of(Entry.objects.get())

    assert names == {Thing.PAGE: ("topics/flares", "/understand/flare-ups/", "/understand/flares/")}


@pytest.mark.parametrize(
    ("factory", "body"), [(SourceFactory, "A thing. [@spine]"), (PictureFactory, "![spine]")]
)
def test_the_database_keeps_what_a_draft_uses(factory, body):
    thing = factory(key="spine")
    TopicFactory(body=body)

    with pytest.raises(ProtectedError):
        thing.delete()
