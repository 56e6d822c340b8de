"""Feedback in the admin: read, noted, handled; never written or changed by hand."""

import pytest
from django.urls import reverse

from fbss.models import Feedback
from tests.admin.forms import initial
from tests.factories import FAQFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:fbss_feedback_changelist")


def url_of(feedback, view="change"):
    return reverse(f"admin:fbss_feedback_{view}", args=[feedback.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_much_for_three_as_for_one(editor, django_assert_num_queries, count):
    for _ in range(count):
        Feedback.objects.create(useful=True, entry=FAQFactory(published=True).entry)
    Feedback.objects.create(useful=True)

    with django_assert_num_queries(6):
        response = editor.get(LIST)

    assert "The site as a whole" in response.content.decode()


def test_an_editor_notes_what_was_done_and_changes_no_word(editor):
    feedback = Feedback.objects.create(useful=False, text="Too long.")
    url = url_of(feedback)

    editor.post(
        url,
        initial(editor, url)
        | {"state": "handled", "note": "Shortened.", "text": "x", "useful": "on"},
    )

    feedback.refresh_from_db()
    assert (feedback.state, feedback.note) == ("handled", "Shortened.")
    assert (feedback.text, feedback.useful) == ("Too long.", False)


@pytest.mark.parametrize(
    ("action", "states"),
    [("call_read", ["read", "handled"]), ("call_handled", ["handled", "handled"])],
)
def test_several_are_marked_at_once(editor, action, states):
    rows = [Feedback.objects.create(useful=True, state=state) for state in ("new", "handled")]

    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    editor.post(LIST, chosen | {"confirmed": "yes"})

    assert list(Feedback.objects.order_by("pk").values_list("state", flat=True)) == states


def test_nobody_adds_feedback_and_only_reviewers_delete_it(editor, reviewer, chief):
    feedback = Feedback.objects.create(useful=True)

    assert chief.get(reverse("admin:fbss_feedback_add")).status_code == 403
    assert editor.post(url_of(feedback, "delete"), {"post": "yes"}).status_code == 403
    assert reviewer.post(url_of(feedback, "delete"), {"post": "yes"}).status_code == 302
    assert not Feedback.objects.exists()


def test_the_list_can_be_narrowed_to_one_page(editor):
    faq = FAQFactory(published=True)
    about = Feedback.objects.create(useful=False, entry=faq.entry)
    Feedback.objects.create(useful=False)

    response = editor.get(LIST, {"entry__id__exact": faq.entry.pk})

    assert list(response.context["cl"].result_list) == [about]


def test_feedback_leads_to_its_page_and_to_where_it_is_changed(editor):
    faq = FAQFactory(published=True)
    feedback = Feedback.objects.create(useful=False, entry=faq.entry)

    page = editor.get(url_of(feedback)).content.decode()

    assert f'<a href="{reverse("admin:desk_page", args=[faq.entry.pk])}">change it</a>' in page
    assert f'<a href="{faq.get_absolute_url()}">see it</a>' in page
