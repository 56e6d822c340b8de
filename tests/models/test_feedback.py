"""Feedback: what is kept tells nothing about who wrote it."""

import pytest
from django.db import IntegrityError

from fbss.models import Feedback
from fbss.models.feedback import MOST_LETTERS, Reason
from tests.factories import FAQFactory

pytestmark = pytest.mark.django_db


def test_what_could_tell_who_wrote_it_is_taken_out_before_it_is_kept():
    Feedback.objects.create(
        useful=True, text="Call 0161 496 0123 or jo@example.org, born 1961-03-12"
    )

    assert Feedback.objects.get().text == "Call [number] or [e-mail], born [number]"


def test_marks_do_not_make_a_text_longer_than_it_may_be():
    feedback = Feedback.objects.create(useful=True, text="a@b.cc " * 85)

    assert len(feedback.text) == MOST_LETTERS


def test_nothing_but_the_day_says_when():
    names = {field.name for field in Feedback._meta.concrete_fields}

    assert names == {"id", "day", "entry", "useful", "reason", "text", "state", "note"}


@pytest.mark.parametrize(("useful", "reason"), [(True, Reason.HARD), (False, Reason.PLAIN)])
def test_a_reason_goes_with_its_vote(useful, reason):
    with pytest.raises(IntegrityError, match="feedback_reason_fits_vote"):
        Feedback.objects.create(useful=useful, reason=reason)


def test_what_is_handled_waits_no_longer():
    waiting = [
        Feedback.objects.create(useful=False, state=state)
        for state in (Feedback.State.NEW, Feedback.State.READ)
    ]
    Feedback.objects.create(useful=False, state=Feedback.State.HANDLED)

    assert set(Feedback.objects.waiting()) == set(waiting)


def test_it_is_called_by_its_vote_and_its_page():
    faq = FAQFactory(published=True, entry__key="why")

    assert str(Feedback(useful=False, entry=faq.entry)) == "Not useful: faqs/why"
    assert str(Feedback(useful=True)) == "Useful: the site"
