"""Texts in the admin: saving makes a draft, and another person publishes it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fbss.admin.filters import TopicFilter
from fbss.admin.forms import CARRIED
from fbss.content.markdown import MAX_CHARACTERS
from fbss.models import FAQ, REVISIONS, State
from tests.admin.forms import address, initial, save, steps_on, take
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = [
    TopicFactory,
    FAQFactory,
    TreatmentFactory,
    InfoPageFactory,
    WordFactory,
    CareCardFactory,
]


@pytest.fixture
def live(library):
    return FAQFactory(published=True, title="How common is it?", body="Some do. [@weir-2017]")


def newest(revision):
    return type(revision).objects.newest().get(entry=revision.entry)


@pytest.mark.parametrize("factory", FACTORIES)
def test_saving_a_live_text_begins_a_draft_and_leaves_the_page(editor, factory):
    live = factory(published=True, title="As it was")

    response = save(editor, live, title="As it will be")

    draft = newest(live)
    assert response.status_code == 302
    assert response.url == address(draft)
    assert (draft.title, draft.state, draft.author) == ("As it will be", State.DRAFT, editor.user)
    assert [row.title for row in type(live).objects.published()] == ["As it was"]


@pytest.mark.parametrize("factory", FACTORIES)
def test_an_unchanged_form_keeps_every_field_of_the_text(editor, factory):
    live = factory(published=True)

    save(editor, live)

    assert newest(live).fingerprint == live.fingerprint


def test_line_ends_of_a_browser_are_no_change(editor):
    live = TreatmentFactory(published=True, how_it_works="One.\n\nTwo.", body="## A\n\nThree.")
    url = address(live)
    sent = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in initial(editor, url).items()
    }

    editor.post(url, sent)

    assert newest(live).number == 2
    assert newest(live).fingerprint == live.fingerprint


@pytest.mark.parametrize("factory", FACTORIES)
def test_every_field_stands_once_in_the_form_and_the_change_comes_last(editor, factory):
    live = factory(published=True)

    fieldsets = list(editor.get(address(live)).context["adminform"])

    names = [field.field.name for fieldset in fieldsets for line in fieldset for field in line]
    assert sorted(names) == sorted(
        {*live.text_fields(), "reason", "significance", *CARRIED} - {"edited"}
    )
    assert names[0] == "title"
    assert names[-5:] == ["reason", "significance", *CARRIED]


def test_a_text_that_is_too_long_to_show_is_refused_and_stays_in_the_form(editor, live):
    text = "x" * (MAX_CHARACTERS + 1)

    response = save(editor, live, body=text)

    form = response.context["adminform"].form
    assert list(form.errors) == ["body"]
    assert form["body"].value() == text


def test_a_new_draft_has_a_reason_of_its_own(editor, live):
    assert initial(editor, address(live))["reason"] == ""
    save(editor, live, reason="Adds the 2025 registry.")
    assert initial(editor, address(newest(live)))["reason"] == "Adds the 2025 registry."


def test_lists_are_written_one_a_line(editor, live):
    save(editor, live, key_messages="First.\n\n  Second.  \n")

    assert newest(live).key_messages == ["First.", "Second."]


def test_a_new_page_begins_as_a_draft_that_nobody_reads(editor):
    url = reverse("admin:fbss_word_add")
    data = initial(editor, url) | {"key": "nerve-root", "title": "Nerve root", "group": "anatomy"}

    response = editor.post(url, data)

    word = REVISIONS["word"].objects.get(entry__key="nerve-root")
    assert response.url == address(word)
    assert (word.state, word.author) == (State.DRAFT, editor.user)
    assert list(REVISIONS["word"].objects.published()) == []


def test_a_new_page_cannot_take_an_address_that_is_taken(editor):
    taken = WordFactory(published=True)
    url = reverse("admin:fbss_word_add")
    data = initial(editor, url) | {"key": taken.slug, "title": "Another", "group": "anatomy"}

    response = editor.post(url, data)

    assert response.context["adminform"].form.errors["key"] == [
        "Another page of this kind has this address already."
    ]


def test_a_new_page_cannot_take_an_address_of_the_site_itself(editor):
    url = reverse("admin:fbss_treatment_add")

    response = editor.post(url, initial(editor, url) | {"key": "compare", "title": "Compare"})

    assert response.context["adminform"].form.errors["key"] == [
        "Another page of the site has this address already."
    ]


def test_two_people_in_one_draft_do_not_overwrite_each_other(editor, reviewer, live):
    save(editor, live, title="First")
    draft = newest(live)
    url = address(draft)
    opened = initial(editor, url)
    reviewer.post(url, initial(reviewer, url) | {"title": "Second"})

    response = editor.post(url, opened | {"title": "Third"})

    form = response.context["adminform"].form
    assert "saved this draft" in str(form.non_field_errors())
    assert form["title"].value() == "Third"
    assert newest(live).title == "Second"


def test_from_draft_to_page_in_three_steps_by_two_people(editor, reviewer, live):
    save(editor, live, title="How often?")
    draft = newest(live)

    take(editor, draft, "submit")
    response = take(reviewer, draft, "approve")

    assert response.status_code == 302
    assert [faq.title for faq in FAQ.objects.published()] == ["How often?"]


def test_what_the_precheck_stops_is_listed_with_what_would_mend_it(editor, live):
    save(editor, live, body="About 1 in 5 people still had pain.\n\nSome. [@weir-2017]")

    response = take(editor, newest(live), "submit")

    assert response.status_code == 409
    assert [finding.field for finding in response.context["refused"].findings] == ["body"]
    assert "Rules of this site" in response.content.decode()


def test_a_time_to_come_schedules_the_text(editor, reviewer, live):
    save(editor, live, title="How often?")
    draft = newest(live)
    take(editor, draft, "submit")

    take(reviewer, draft, "schedule", at="2099-05-03T09:00")

    draft.refresh_from_db()
    assert timezone.localtime(draft.live_from).isoformat() == "2099-05-03T09:00:00+00:00"
    assert [faq.title for faq in FAQ.objects.published()] == ["How common is it?"]


def test_approving_ones_own_text_is_refused_in_words(reviewer, live):
    save(reviewer, live, title="Mine")
    draft = newest(live)
    take(reviewer, draft, "submit")

    response = take(reviewer, draft, "approve")

    assert response.status_code == 409
    assert "Ask someone else to approve it." in response.content.decode()
    assert [faq.title for faq in FAQ.objects.published()] == ["How common is it?"]


def test_a_draft_begun_from_an_older_text_is_refused_with_both_texts(editor, reviewer, live):
    save(editor, live, title="Begun from version 1")
    draft = newest(live)
    take(editor, draft, "submit")
    FAQ.objects.filter(pk=draft.pk).update(based_on=0)

    response = take(reviewer, draft, "approve")

    assert response.status_code == 409
    assert [field.label for field in response.context["both"]] == ["Title"]


def test_an_editor_is_not_offered_what_only_a_reviewer_may_do(editor, reviewer, live):
    save(editor, live, title="New")
    draft = newest(live)
    take(editor, draft, "submit")

    assert steps_on(editor, draft) == ["recall", "discard"]
    assert steps_on(reviewer, draft) == ["approve", "schedule", "send-back", "discard"]
    assert steps_on(editor, live) == ["restore"]
    assert steps_on(reviewer, live) == ["check", "withdraw", "restore"]


def test_an_editor_who_types_the_address_of_a_step_is_refused(editor, live):
    response = take(editor, live, "withdraw", reason="Because.")

    assert response.status_code == 409
    assert "Only a reviewer can do this." in response.content.decode()
    assert FAQ.objects.published().count() == 1


def test_a_step_asks_before_it_is_taken(editor, live):
    save(editor, live, title="New")

    response = editor.get(address(newest(live), "step", "submit"))

    assert response.status_code == 200
    assert newest(live).state == State.DRAFT


@pytest.mark.parametrize(("pk", "step"), [(0, "submit"), (999_999, "submit")])
def test_a_step_of_an_unknown_text_is_not_found(editor, pk, step):
    assert editor.get(reverse("admin:fbss_faq_step", args=[pk, step])).status_code == 404


def test_an_unknown_step_is_not_found(editor, live):
    assert editor.get(address(live, "step", "promote")).status_code == 404


def test_a_discarded_draft_leads_back_to_the_list(editor, live):
    save(editor, live, title="New")

    response = take(editor, newest(live), "discard")

    assert response.url == reverse("admin:fbss_faq_changelist")
    assert newest(live) == live


def test_restoring_leads_to_the_new_draft(editor, live):
    response = take(editor, live, "restore")

    assert response.url == address(newest(live))
    assert newest(live).title == "How common is it?"


def test_an_older_text_can_be_looked_at_but_not_changed(editor, live):
    save(editor, live, title="New")

    response = editor.get(address(live))

    assert response.status_code == 200
    assert response.context["has_change_permission"] is False
    assert editor.post(address(live), {"title": "Sneaked in"}).status_code == 403


def test_versions_are_listed_newest_first(editor, live):
    save(editor, live, title="New")

    response = editor.get(address(live, "versions"))

    lines = response.context["versions"]
    assert [(line["version"].number, line["standing"]) for line in lines] == [
        (2, "Draft; the page is live"),
        (1, "Live"),
    ]


def test_nothing_is_deleted_in_the_admin(chief, live):
    assert chief.post(address(live, "delete"), {"post": "yes"}).status_code == 403
    assert FAQ.objects.filter(pk=live.pk).exists()


def test_the_list_shows_one_line_a_page_with_its_newest_text(editor, live):
    save(editor, live, title="New")
    FAQFactory(scheduled=True, title="Scheduled")
    FAQFactory(withdrawn=True, title="Gone")
    FAQFactory(title="Never live")

    response = editor.get(reverse("admin:fbss_faq_changelist"))

    changelist = response.context["cl"]
    lines = {row.title: changelist.model_admin.standing(row) for row in changelist.result_list}
    scheduled = lines.pop("Scheduled")
    assert scheduled.startswith("Will be live from ")
    assert lines == {
        "New": "Draft; the page is live",
        "Gone": "Withdrawn",
        "Never live": "Draft; not live yet",
    }


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("draft", ["Draft"]),
        ("approved", ["Gone", "Live", "Overdue"]),
        ("overdue", ["Overdue"]),
        ("withdrawn", ["Gone"]),
    ],
)
def test_the_list_can_be_narrowed_by_state(editor, state, titles):
    WordFactory(title="Draft")
    WordFactory(published=True, title="Live")
    WordFactory(withdrawn=True, title="Gone")
    overdue = WordFactory(published=True, title="Overdue")
    overdue.entry.next_review_due_on = timezone.localdate().replace(year=2020, day=1)
    overdue.entry.save()

    response = editor.get(reverse("admin:fbss_word_changelist"), {"state": state})

    assert sorted(row.title for row in response.context["cl"].result_list) == titles


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("factory", FACTORIES)
def test_a_list_costs_the_same_however_long_it_is(
    editor, django_assert_max_num_queries, factory, count
):
    factory.create_batch(count, published=True)
    model = factory._meta.model._meta.model_name

    with django_assert_max_num_queries(8):
        response = editor.get(reverse(f"admin:fbss_{model}_changelist"))

    assert len(response.context["cl"].result_list) == count


def test_a_visitor_is_sent_to_the_login(client, live):
    response = client.get(address(live))

    assert response.url.startswith(reverse("admin:login"))


def test_somebody_without_rights_changes_nothing(client, live, django_user_model):
    user = django_user_model.objects.create_user("guest", is_staff=True)
    client.force_login(user)

    assert client.get(address(live)).status_code == 403
    assert client.get(address(live, "versions")).status_code == 403
    assert take(client, live, "restore").status_code == 403


def test_questions_are_narrowed_by_the_titles_of_topics(editor):
    topic = TopicFactory(published=True, title="Tests and scans").entry
    FAQFactory(published=True, topic=topic)
    FAQFactory(topic=None)

    response = editor.get(reverse("admin:fbss_faq_changelist"))

    [topics] = [one for one in response.context["cl"].filter_specs if isinstance(one, TopicFilter)]
    choices = [choice["display"] for choice in topics.choices(response.context["cl"])]
    assert choices == ["All", "Tests and scans", "No topic yet"]
