"""Revisions: what is public when, and what the database itself refuses."""

import datetime
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from fbss.models import FAQ, Decision, Origin, Redirect, Source, State, Step, Word
from fbss.models.source import Citation
from tests.factories import (
    CareCardFactory,
    EntryFactory,
    FAQFactory,
    PassageFactory,
    SourceFactory,
    TreatmentFactory,
    UserFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db


def refuses(constraint, *columns):
    """The database refuses by this constraint; SQLite names a unique one by its columns alone."""
    if columns and connection.vendor == "sqlite":
        constraint = ", ".join(rf"fbss_word\.{column}" for column in columns) + "$"
    return pytest.raises(IntegrityError, match=constraint)


def commit(row):
    """Save a row and check the keys that are only checked when a transaction ends."""
    with transaction.atomic():
        row.save()
        connection.check_constraints()


@pytest.fixture
def live():
    return WordFactory(published=True)


def test_public_is_what_a_window_holds_now():
    live = WordFactory(published=True)
    WordFactory()
    WordFactory(scheduled=True)
    WordFactory(withdrawn=True)
    WordFactory(state=State.IN_REVIEW)

    assert list(Word.objects.published()) == [live]


def test_a_window_begins_with_its_first_moment_and_ends_before_its_last():
    live = WordFactory(published=True)
    live.live_until = live.live_from + timedelta(hours=1)
    live.save()

    assert live.is_live(live.live_from)
    assert not live.is_live(live.live_until)
    assert Word.objects.published(live.live_from).exists()
    assert not Word.objects.published(live.live_until).exists()


def test_nobody_approves_their_own_text():
    writer = UserFactory()

    with refuses("word_four_eyes"):
        WordFactory(published=True, author=writer, approved_by=writer)


def test_a_text_is_not_public_without_approval():
    with refuses("word_somebody_approved"):
        WordFactory(published=True, approved_by=None)


def test_the_seed_needs_no_approval():
    WordFactory(published=True, approved_by=None, origin=Origin.SEED)

    assert Word.objects.published().count() == 1


def test_a_draft_has_no_window():
    with refuses("word_only_approved_is_live"):
        WordFactory(live_from=timezone.now())


def test_a_page_has_one_live_text(live):
    with refuses("word_one_live_text", "entry_id"):
        WordFactory(published=True, entry=live.entry, number=2)


def test_a_page_has_one_open_draft(live):
    WordFactory(entry=live.entry, number=2)

    with refuses("word_one_open_draft", "entry_id", "origin"):
        WordFactory(entry=live.entry, number=3, state=State.IN_REVIEW)


def test_revisions_are_counted_once(live):
    with refuses("word_number_counts_up", "entry_id", "number"):
        WordFactory(entry=live.entry, number=live.number)


def test_a_window_runs_forward(live):
    live.live_until = live.live_from - timedelta(seconds=1)

    with refuses("word_window_runs_forward"):
        live.save()


def test_what_is_handed_over_has_a_title():
    with refuses("word_has_title"):
        WordFactory(title="", state=State.IN_REVIEW)


@pytest.mark.parametrize("gap", [{"short_answer": ""}, {"topic": None}])
def test_a_published_faq_has_an_answer_and_a_topic(gap):
    with refuses("published_faq_is_answered"):
        FAQFactory(published=True, **gap)


@pytest.mark.parametrize("gap", ["category", "not_known", "if_nothing"])
def test_a_published_treatment_has_its_frame(gap):
    with refuses("published_treatment_is_framed"):
        TreatmentFactory(published=True, **{gap: ""})


def test_a_published_word_has_a_meaning():
    with refuses("published_word_has_meaning"):
        WordFactory(published=True, definition="")


@pytest.mark.parametrize("gap", ["service", "level"])
def test_a_published_card_says_whom_to_call(gap):
    with refuses("published_card_says_whom_to_call"):
        CareCardFactory(published=True, **{gap: ""})


def test_every_constraint_has_a_sentence_for_the_editor():
    silent = [
        constraint.name
        for model in [FAQ, Word, Source, Citation, Redirect]
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]

    assert silent == []


def test_a_citation_of_an_unread_source_is_refused_by_the_database(live):
    SourceFactory(key="unread", read="R2")

    citation = Citation(entry=live.entry, number=1, source_id="unread")

    with pytest.raises(IntegrityError):
        commit(citation)


def test_a_cited_source_cannot_be_called_unread(live):
    source = SourceFactory(key="weir-2017", read="R1")
    Citation.objects.create(entry=live.entry, number=1, source=source)
    source.read = "R2"

    with pytest.raises(IntegrityError):
        commit(source)


def test_a_source_cannot_be_slipped_past_its_read_status():
    SourceFactory(key="unread", read="R2")

    with refuses("only_a_read_source_is_citable"):
        Source.objects.filter(key="unread").update(citable_key="unread")


def test_a_passage_is_not_kept_without_its_correction():
    with refuses("passage_is_corrected"):
        PassageFactory(note="")


def test_a_text_is_told_apart_by_what_it_says_and_not_by_its_day(live):
    same = live.like_this(number=2)
    same.edited = datetime.date(2001, 1, 1)
    same.save()
    other = live.like_this(number=3, origin=Origin.SEED_UPDATE)
    other.definition = "Something else."
    other.save()

    assert same.fingerprint == live.fingerprint
    assert other.fingerprint != live.fingerprint


def test_a_text_goes_out_and_comes_back_whole():
    faq = FAQFactory(published=True, key_messages=["One.", "Two."], body="Text.")
    copy = FAQ(entry=EntryFactory(kind="faq"))

    copy.set_text(faq.text())

    assert copy.text() == faq.text()


@pytest.mark.parametrize("spoil", [lambda text: text.pop("body"), lambda text: text.update(x=1)])
def test_a_text_of_another_shape_is_refused_whole(spoil):
    faq = FAQFactory(title="As it was")
    text = faq.text() | {"title": "Changed"}
    spoil(text)

    with pytest.raises(ValueError, match="not the fields of a faq"):
        faq.set_text(text)

    assert faq.title == "As it was"


@pytest.mark.django_db(transaction=True)
def test_renaming_a_field_empties_no_text_new_or_old():
    first = WordFactory(published=True, definition="The old meaning.")
    second = first.like_this(number=2)
    second.definition = "The new meaning."
    second.save()
    old = Word._meta.get_field("definition")
    new = models.TextField(blank=True)
    new.set_attributes_from_name("meaning")

    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Word, old, new)
        with connection.cursor() as cursor:
            cursor.execute("SELECT meaning FROM fbss_word ORDER BY number")
            meanings = [row[0] for row in cursor.fetchall()]
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Word, new, old)

    assert meanings == ["The old meaning.", "The new meaning."]


def test_a_decision_is_written_once():
    decision = Decision.objects.create(
        entry=EntryFactory(), number=1, step=Step.SAVED, by=UserFactory()
    )
    decision.reason = "Changed my mind"

    with pytest.raises(TypeError, match="never changed"):
        decision.save()


def test_a_seed_update_waits_beside_an_editors_draft(live):
    WordFactory(entry=live.entry, number=2)
    waiting = WordFactory(entry=live.entry, number=3, origin=Origin.SEED_UPDATE)

    assert list(Word.objects.all().seed_updates()) == [waiting]


def test_the_newest_of_all_entries_are_the_newest_of_each():
    FAQFactory(number=2, entry=FAQFactory(published=True).entry)
    FAQFactory(scheduled=True)
    WordFactory()

    assert {row.pk for row in FAQ.objects.newest_of_all()} == {
        row.pk for row in FAQ.objects.newest()
    }
    assert sorted(row.number for row in FAQ.objects.newest_of_all()) == [1, 2]
