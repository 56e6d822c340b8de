"""Feedback in a browser: plain forms, with and without JavaScript."""

import pytest

from fbss.models import Feedback
from fbss.views import feedback
from tests.factories import FAQFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def either_page(request, reader, monkeypatch):
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 0)
    context = reader(java_script_enabled=request.param)
    yield context.new_page()
    assert context.cookies() == []


def test_a_reader_says_no_and_why(either_page):
    page, faq = either_page, FAQFactory(published=True, title="Why?")
    page.goto(faq.get_absolute_url())

    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_label("It was hard to understand").check()
    page.get_by_label("What would you change").fill("Too many words, says jo@example.org")
    page.get_by_role("button", name="Send").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    assert list(Feedback.objects.values_list("entry", "useful", "reason", "text")) == [
        (faq.entry.pk, False, "hard", "Too many words, says [e-mail]")
    ]
    page.get_by_role("link", name="Back to “Why?”").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Why?"


def test_what_was_written_stays_when_it_cannot_be_sent_yet(either_page, monkeypatch):
    page = either_page
    monkeypatch.setattr(feedback, "LEAST_SECONDS", 3600)
    page.goto("/feedback/?useful=yes")
    page.get_by_label("What would you change").fill("Keep it")

    page.get_by_role("button", name="Send").click()

    assert page.get_by_text("That was very quick.").is_visible()
    assert page.get_by_label("What would you change").input_value() == "Keep it"
    assert not Feedback.objects.exists()
