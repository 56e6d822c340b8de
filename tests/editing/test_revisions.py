"""Every step from draft to live text and back, and every refusal."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from fbss.editing import refusals, revisions
from fbss.models import FAQ, Citation, Decision, Entry, Origin, State, Step
from tests.factories import EntryFactory, FAQFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return UserFactory()


@pytest.fixture
def reviewer():
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="approve_entry"))
    return user


@pytest.fixture
def live(library):
    return FAQFactory(published=True, title="How common is it?", body="Some do. [@weir-2017]")


def changed(revision, **text):
    """The revision as a form hands it over: changed in memory, not saved."""
    fresh = type(revision).objects.get(pk=revision.pk)
    for name, value in text.items():
        setattr(fresh, name, value)
    return fresh


def handed_over(live, writer, **text):
    draft = revisions.save_draft(changed(live, **text), writer)
    revisions.submit(draft, writer)
    return draft


def public_title(live):
    return FAQ.objects.published().get(entry=live.entry).title


def steps(entry):
    return [(row.number, row.step) for row in Decision.objects.filter(entry=entry).order_by("id")]


def test_saving_a_live_page_begins_a_draft_and_leaves_the_page_as_it_is(live, writer):
    draft = revisions.save_draft(changed(live, title="How often does it happen?"), writer)

    assert public_title(live) == "How common is it?"
    assert (draft.number, draft.based_on, draft.state) == (2, 1, State.DRAFT)
    assert (draft.author, draft.title) == (writer, "How often does it happen?")
    assert steps(live.entry) == [(2, Step.SAVED)]


def test_saving_an_open_draft_again_extends_it(live, writer):
    draft = revisions.save_draft(changed(live, title="First"), writer)

    again = revisions.save_draft(changed(draft, title="Second"), writer)

    assert again.pk == draft.pk
    assert [row.title for row in revisions.revisions_of(live.entry)] == [
        "How common is it?",
        "Second",
    ]


def test_a_save_on_top_of_a_newer_save_is_refused_with_that_save(live, writer):
    draft = revisions.save_draft(changed(live, title="First"), writer)
    seen = draft.changed_at
    other = UserFactory()
    newer = revisions.save_draft(changed(draft, title="Somebody else's"), other)

    with pytest.raises(refusals.NewerSave) as refused:
        revisions.save_draft(changed(draft, title="Mine"), writer, seen=seen)

    assert refused.value.draft == newer
    assert FAQ.objects.get(pk=draft.pk).title == "Somebody else's"


def test_a_second_draft_of_the_same_page_is_refused_with_the_first(live, writer):
    first = revisions.save_draft(changed(live, title="First"), writer)

    with pytest.raises(refusals.NewerSave) as refused:
        revisions.save_draft(changed(live, title="Second"), UserFactory())

    assert refused.value.draft == first


def test_an_approved_draft_replaces_the_page(live, writer, reviewer):
    draft = handed_over(live, writer, title="How often does it happen?")

    revisions.approve(draft, reviewer)

    assert public_title(live) == "How often does it happen?"
    assert steps(live.entry) == [(2, Step.SAVED), (2, Step.SUBMITTED), (2, Step.PUBLISHED)]


def test_nobody_approves_their_own_text(live, reviewer):
    draft = handed_over(live, reviewer, title="Mine")

    with pytest.raises(refusals.OwnText):
        revisions.approve(draft, reviewer)

    assert public_title(live) == "How common is it?"


def test_nobody_approves_a_draft_that_they_wrote_part_of(live, writer, reviewer):
    draft = revisions.save_draft(changed(live, title="Mine"), reviewer)
    draft = revisions.save_draft(changed(draft, aim="This page helps."), writer)
    revisions.submit(draft, writer)

    with pytest.raises(refusals.OwnText):
        revisions.approve(draft, reviewer)


def test_only_a_reviewer_approves(live, writer):
    draft = handed_over(live, writer, title="New")

    with pytest.raises(refusals.NotAllowed):
        revisions.approve(draft, UserFactory())


def test_a_draft_is_not_approved_before_it_is_handed_over(live, writer, reviewer):
    draft = revisions.save_draft(changed(live, title="New"), writer)

    with pytest.raises(refusals.WrongState):
        revisions.approve(draft, reviewer)


def test_a_draft_begun_from_an_older_text_is_refused_with_both_texts(live, writer, reviewer):
    stale = handed_over(live, writer, title="Begun from version 1")
    FAQ.objects.filter(pk=stale.pk).update(based_on=0)
    stale.refresh_from_db()

    with pytest.raises(refusals.StaleDraft) as refused:
        revisions.approve(stale, reviewer)

    assert (refused.value.draft, refused.value.newest) == (stale, live)
    assert public_title(live) == "How common is it?"


def test_a_source_that_nobody_has_read_stops_the_text(live, writer):
    SourceFactory(key="read-2020", read="R1")
    SourceFactory(key="unread-2021", read="R2")
    body = "One. [@read-2020] Two. [@unread-2021] Three. [@unknown-2022]"
    draft = revisions.save_draft(changed(live, body=body), writer)

    with pytest.raises(refusals.UnknownSources) as refused:
        revisions.submit(draft, writer)

    assert refused.value.keys == ("unread-2021", "unknown-2022")


def test_a_hard_finding_of_the_precheck_stops_the_text(live, writer):
    body = "About 1 in 5 people still had pain.\n\nSome had none. [@weir-2017]"
    draft = revisions.save_draft(changed(live, body=body), writer)

    with pytest.raises(refusals.Unfinished) as refused:
        revisions.submit(draft, writer)

    assert [(finding.field, finding.hard) for finding in refused.value.findings] == [("body", True)]
    assert "mend first" in str(refused.value)


def test_an_incomplete_text_cannot_be_handed_over(live, writer):
    draft = revisions.save_draft(changed(live, short_answer=""), writer)

    with pytest.raises(refusals.Refused, match="Write the short answer"):
        revisions.submit(draft, writer)

    assert FAQ.objects.get(pk=draft.pk).state == State.DRAFT


def test_approval_writes_the_citations_of_the_text(live, writer, reviewer):
    draft = handed_over(live, writer, body="One in five. [@weir-2017] Again. [@weir-2017]")

    revisions.approve(draft, reviewer)

    cited = Citation.objects.filter(entry=live.entry, number=draft.number)
    assert [citation.source.key for citation in cited] == ["weir-2017"]


def test_a_scheduled_text_appears_on_time_without_a_job(live, writer, reviewer):
    draft = handed_over(live, writer, title="From tomorrow")
    tomorrow = timezone.now() + timedelta(days=1)

    revisions.approve(draft, reviewer, at=tomorrow)

    before, after = tomorrow - timedelta(seconds=1), tomorrow + timedelta(seconds=1)
    assert [faq.title for faq in FAQ.objects.published(before)] == ["How common is it?"]
    assert [faq.title for faq in FAQ.objects.published(after)] == ["From tomorrow"]
    assert steps(live.entry)[-1] == (2, Step.SCHEDULED)


def test_a_time_that_has_passed_is_refused(live, writer, reviewer):
    draft = handed_over(live, writer, title="Too late")

    with pytest.raises(refusals.Refused, match="still to come"):
        revisions.approve(draft, reviewer, at=timezone.now() - timedelta(minutes=1))


def test_this_very_moment_is_no_time_to_come(live, writer, reviewer, monkeypatch):
    draft = handed_over(live, writer, title="Now")
    now = timezone.now()
    monkeypatch.setattr(revisions.clock, "moment", lambda: now)

    with pytest.raises(refusals.Refused, match="still to come"):
        revisions.approve(draft, reviewer, at=now)


def test_a_cancelled_schedule_leaves_the_live_text_for_ever(live, writer, reviewer):
    draft = handed_over(live, writer, title="From tomorrow")
    tomorrow = timezone.now() + timedelta(days=1)
    revisions.approve(draft, reviewer, at=tomorrow)

    revisions.cancel_schedule(FAQ.objects.get(pk=draft.pk), reviewer)

    late = tomorrow + timedelta(days=400)
    assert [faq.title for faq in FAQ.objects.published(late)] == ["How common is it?"]
    assert FAQ.objects.get(pk=draft.pk).state == State.IN_REVIEW


def test_nothing_overtakes_a_scheduled_text(live, writer, reviewer):
    draft = handed_over(live, writer, title="From tomorrow")
    revisions.approve(draft, reviewer, at=timezone.now() + timedelta(days=1))
    later = handed_over(FAQ.objects.get(pk=draft.pk), writer, title="Now")

    with pytest.raises(refusals.WrongState, match="is scheduled for"):
        revisions.approve(later, reviewer)


def test_a_live_text_has_no_schedule_to_cancel(live, reviewer):
    with pytest.raises(refusals.WrongState):
        revisions.cancel_schedule(live, reviewer)


def test_a_withdrawn_page_is_gone_at_once_and_says_why(live, reviewer):
    revisions.withdraw(live.entry, reviewer, "The figures were wrong.")

    assert list(FAQ.objects.published()) == []
    entry = Entry.objects.get(pk=live.entry.pk)
    assert entry.withdrawn_reason == "The figures were wrong."


def test_withdrawing_takes_a_scheduled_text_back_too(live, writer, reviewer):
    draft = handed_over(live, writer, title="From tomorrow")
    tomorrow = timezone.now() + timedelta(days=1)
    revisions.approve(draft, reviewer, at=tomorrow)

    revisions.withdraw(live.entry, reviewer, "The figures were wrong.")

    assert list(FAQ.objects.published(tomorrow + timedelta(days=1))) == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_page_is_not_withdrawn_without_a_reason(live, reviewer, reason):
    with pytest.raises(refusals.Refused, match="Say why"):
        revisions.withdraw(live.entry, reviewer, reason)

    assert public_title(live) == "How common is it?"


def test_a_page_that_was_never_published_cannot_be_withdrawn(reviewer):
    draft = FAQFactory()

    with pytest.raises(refusals.WrongState):
        revisions.withdraw(draft.entry, reviewer, "Wrong.")


def test_a_withdrawn_page_comes_back_through_review(live, writer, reviewer):
    revisions.withdraw(live.entry, reviewer, "The figures were wrong.")
    draft = handed_over(live, writer, title="Mended")

    revisions.approve(draft, reviewer)

    assert public_title(live) == "Mended"
    assert Entry.objects.get(pk=live.entry.pk).withdrawn_at is None


def test_restoring_makes_a_new_draft_of_the_old_text(live, writer, reviewer):
    revisions.approve(handed_over(live, writer, title="New"), reviewer)

    draft = revisions.restore(FAQ.objects.get(pk=live.pk), writer)

    assert (draft.number, draft.title, draft.state) == (3, "How common is it?", State.DRAFT)
    assert draft.reason == "Goes back to version 1"
    assert public_title(live) == "New"


def test_a_text_is_sent_back_with_a_reason(live, writer, reviewer):
    draft = handed_over(live, writer, title="New")

    revisions.send_back(draft, reviewer, "Say over what time.")

    decision = Decision.objects.get(step=Step.SENT_BACK)
    assert (decision.reason, decision.by) == ("Say over what time.", reviewer)
    assert FAQ.objects.get(pk=draft.pk).state == State.DRAFT


def test_a_text_is_not_sent_back_without_a_reason(live, writer, reviewer):
    draft = handed_over(live, writer, title="New")

    with pytest.raises(refusals.Refused, match="Say what is to be mended"):
        revisions.send_back(draft, reviewer, " ")


def test_a_discarded_draft_leaves_its_trace_in_the_record(live, writer):
    draft = revisions.save_draft(changed(live, title="New"), writer)

    revisions.discard(draft, writer)

    assert list(revisions.revisions_of(live.entry)) == [live]
    assert steps(live.entry) == [(2, Step.SAVED), (2, Step.DISCARDED)]


def test_a_live_text_cannot_be_discarded(live, writer):
    with pytest.raises(refusals.WrongState):
        revisions.discard(live, writer)


def test_a_clinicians_check_moves_both_dates(live, reviewer):
    day = timezone.localdate()

    revisions.confirm_checked(live, reviewer, evidence=True)

    entry = Entry.objects.get(pk=live.entry.pk)
    assert (entry.last_reviewed_on, entry.reviewed_by) == (day, reviewer)
    assert entry.next_review_due_on.year == day.year + 1


def test_only_a_live_page_can_be_checked(reviewer):
    with pytest.raises(refusals.WrongState):
        revisions.confirm_checked(FAQFactory(), reviewer, evidence=True)


def test_writers_do_not_check_their_own_page(live, reviewer):
    FAQ.objects.filter(pk=live.pk).update(author=reviewer, approved_by=UserFactory())

    with pytest.raises(refusals.OwnText):
        revisions.confirm_checked(FAQ.objects.get(pk=live.pk), reviewer, evidence=True)


def test_a_new_entry_begins_with_a_draft(writer):
    draft = revisions.start_entry(FAQ(title="Is swimming safe?"), "is-swimming-safe", writer)

    assert (draft.entry.key, draft.entry.slug, draft.number) == (
        "is-swimming-safe",
        "is-swimming-safe",
        1,
    )
    assert list(FAQ.objects.published()) == []


def test_a_seed_update_becomes_the_editors_draft_when_they_save_it(live, writer):
    waiting = live.like_this(number=2, based_on=1, origin=Origin.SEED_UPDATE)
    waiting.save()

    draft = revisions.save_draft(changed(waiting, title="Taken over"), writer)

    assert (draft.pk, draft.origin) == (waiting.pk, Origin.EDITOR)


def test_a_refused_step_leaves_no_trace_in_the_record(live, writer, reviewer):
    draft = revisions.save_draft(changed(live, title="New"), writer)
    before = Decision.objects.count()

    with pytest.raises(refusals.Refused):
        revisions.approve(draft, reviewer)

    assert Decision.objects.count() == before


def test_an_entry_of_another_kind_is_not_touched(live, writer, reviewer):
    other = EntryFactory(kind="word", key=live.entry.key)

    revisions.withdraw(live.entry, reviewer, "Wrong.")

    other.refresh_from_db()
    assert other.withdrawn_at is None
