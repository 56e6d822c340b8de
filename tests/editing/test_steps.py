"""What a step asks for, and the steps that give a text back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fbss.editing import refusals, revisions
from fbss.models import FAQ, Decision, Entry, PageCheck, Significance, State, Step
from tests.editing.people import draft_of, handed_over, reviewer
from tests.factories import FAQFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(library):
    return FAQFactory(published=True, title="How common is it?", body="Some do. [@weir-2017]")


@pytest.fixture
def writer():
    return UserFactory()


def test_a_change_of_a_page_says_why_before_it_is_handed_over(live, writer):
    draft = draft_of(live, writer, title="New", reason="")

    with pytest.raises(refusals.Refused, match="Say in one line why the page changes"):
        revisions.submit(draft, writer, "  ")

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_what_was_said_in_the_form_is_not_asked_again(live, writer):
    draft = draft_of(live, writer, reason="Adds a figure.", significance=Significance.ADVICE)

    revisions.submit(draft, writer)

    draft.refresh_from_db()
    assert (draft.reason, draft.significance) == ("Adds a figure.", Significance.ADVICE)


def test_what_is_said_at_the_step_stands_in_the_text(live, writer):
    draft = draft_of(live, writer, reason="")

    revisions.submit(draft, writer, "Mends a letter.", Significance.TYPO)

    draft.refresh_from_db()
    assert (draft.reason, draft.significance) == ("Mends a letter.", Significance.TYPO)


def test_a_first_version_needs_no_reason(library, writer):
    draft = revisions.start_entry(
        FAQ(title="Why?", short_answer="Not known.", topic=FAQFactory(published=True).topic),
        "why",
        writer,
    )

    with pytest.raises(refusals.Unfinished):
        revisions.submit(draft, writer)


def test_a_writer_takes_a_text_back_from_review(live, writer):
    draft = handed_over(live, writer)

    revisions.recall(draft, writer)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert Decision.objects.first().step == Step.RECALLED


def test_the_writer_takes_back_what_a_colleague_handed_over_for_them(live, writer):
    draft = draft_of(live, writer)
    revisions.submit(draft, UserFactory(), "Adds a figure.")

    revisions.recall(draft, writer)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_nobody_takes_back_what_somebody_else_handed_over(live, writer):
    draft = handed_over(live, writer)

    with pytest.raises(refusals.Refused, match="Somebody else handed this text over"):
        revisions.recall(draft, reviewer())


def test_only_what_waits_is_taken_back(live, writer):
    draft = draft_of(live, writer)

    with pytest.raises(refusals.WrongState):
        revisions.recall(draft, writer)


def test_a_number_is_not_given_twice(live, writer):
    first = draft_of(live, writer, title="Thrown away")
    revisions.discard(first, writer)

    second = draft_of(live, writer, title="Kept")

    assert (first.number, second.number) == (2, 3)


def test_who_wrote_a_discarded_draft_may_approve_the_next_one(live, writer):
    other = reviewer()
    revisions.discard(draft_of(live, other, title="Thrown away"), other)
    draft = handed_over(live, writer, title="Kept")

    revisions.approve(draft, other)

    assert FAQ.objects.published().get(entry=live.entry).title == "Kept"


def test_still_right_needs_a_look_at_the_evidence(live):
    with pytest.raises(refusals.Refused, match="Look at the evidence again"):
        revisions.confirm_checked(live, reviewer(), evidence=False)

    assert Entry.objects.get(pk=live.entry.pk).last_reviewed_on is None


@pytest.mark.parametrize("significance", [Significance.TYPO, Significance.ADVICE])
def test_a_change_moves_no_review_date(live, writer, significance):
    entry = live.entry
    entry.next_review_due_on = timezone.localdate() + timedelta(days=3)
    entry.save()

    revisions.approve(handed_over(live, writer, significance=significance), reviewer())

    after = Entry.objects.get(pk=entry.pk)
    assert (after.last_reviewed_on, after.next_review_due_on) == (None, entry.next_review_due_on)


def test_what_is_published_has_its_check_kept(live, writer):
    draft = handed_over(live, writer, title="How often?")

    revisions.approve(draft, reviewer())

    check = PageCheck.objects.get(entry=live.entry)
    assert (check.fingerprint, check.hard) == (draft.fingerprint, 0)
