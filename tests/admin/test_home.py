"""The front page of the desk: what waits, counted, and at a price that does not grow."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fbss.editing import revisions
from fbss.editing.moments import day, moment
from fbss.models import Feedback, PageCheck, SearchMiss, SeedRecord
from tests.editing.people import draft_of, handed_over
from tests.factories import FAQFactory, TopicFactory, WordFactory

pytestmark = pytest.mark.django_db

HOME = reverse("admin:index")
NAMES = [
    "sent-back",
    "drafts",
    "review",
    "scheduled",
    "overdue",
    "soon",
    "seed-updates",
    "feedback",
    "ratings",
    "searches",
    "precheck",
]


def page(**about):
    return FAQFactory(published=True, body="Some do. [@weir-2017]", **about)


def due_in(days, **about):
    faq = page(**about)
    faq.entry.next_review_due_on = timezone.localdate() + timedelta(days=days)
    faq.entry.save()
    return faq


def rated(faq, *, no, yes, ago=0):
    on = timezone.localdate() - timedelta(days=ago)
    for useful, count in ((False, no), (True, yes)):
        for _ in range(count):
            Feedback.objects.create(entry=faq.entry, useful=useful, day=on, state="handled")


def furnish(client, reviewer, count):
    """So many lines in every list."""
    for number in range(count):
        draft_of(page(), client.user)
        back = handed_over(page(), client.user)
        revisions.send_back(back, reviewer.user, "Name the study.")
        handed_over(page(), client.user)
        coming = handed_over(page(), client.user)
        revisions.approve(coming, reviewer.user, at=timezone.now() + timedelta(days=3))
        due_in(-3)
        due_in(3)
        seeded = page()
        seeded.like_this(number=2, based_on=1, origin="seed-update").save()
        SeedRecord.objects.create(kind="source", key=f"source-{number}", waiting={"key": "x"})
        Feedback.objects.create(entry=page().entry, useful=True)
        rated(page(), no=2, yes=1)
        SearchMiss.objects.create(text=f"search {number}", count=4)
        PageCheck.objects.create(entry=page().entry, fingerprint="x", hard=1, soft=2)


def counts(client):
    return {item["list"].name: item["count"] for item in client.get(HOME).context["work"]}


def lines(client, name):
    response = client.get(reverse("admin:desk_work", args=[name]))
    return [(line.title, *line.cells) for line in response.context["lines"]]


def test_a_desk_without_work_says_so_kindly(editor):
    response = editor.get(HOME)

    assert counts(editor) == dict.fromkeys(NAMES, 0)
    assert "No review is overdue. Well done." in response.content.decode()


@pytest.mark.parametrize("count", [1, 3, 7])
def test_the_home_costs_less_than_thirty_queries_however_much_waits(
    library, editor, reviewer, django_assert_max_num_queries, count
):
    furnish(editor, reviewer, count)

    with django_assert_max_num_queries(29):
        response = editor.get(HOME)

    found = {item["list"].name: item["count"] for item in response.context["work"]}
    expected = dict.fromkeys(NAMES, count) | {"seed-updates": 2 * count}
    assert found == expected
    assert [len(item["lines"]) for item in response.context["work"]] == [
        min(expected[name], 5) for name in NAMES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_list_costs_the_same_however_long(
    library, editor, reviewer, django_assert_max_num_queries, name
):
    furnish(editor, reviewer, 3)

    with django_assert_max_num_queries(10):
        response = editor.get(reverse("admin:desk_work", args=[name]))

    assert len(response.context["lines"]) == (6 if name == "seed-updates" else 3)


def test_a_draft_is_only_in_the_list_of_its_writer(library, editor, reviewer):
    draft_of(page(title="How common is it?"), editor.user)

    assert [line[0] for line in lines(editor, "drafts")] == ["How common is it?"]
    assert lines(reviewer, "drafts") == []


def test_a_draft_that_was_sent_back_is_in_the_other_list(library, editor, reviewer):
    draft = handed_over(page(title="How common is it?"), editor.user)
    revisions.send_back(draft, reviewer.user, "Name the study.")

    assert lines(editor, "drafts") == []
    assert [line[0] for line in lines(editor, "sent-back")] == ["How common is it?"]


def test_a_text_that_was_sent_back_and_handed_over_again_waits(library, editor, reviewer):
    editor.user.first_name, editor.user.last_name = "Nina", "Nurse"
    editor.user.save()
    draft = handed_over(page(title="How common is it?"), editor.user)
    revisions.send_back(draft, reviewer.user, "Name the study.")
    revisions.submit(draft, editor.user)

    assert lines(editor, "sent-back") == []
    assert lines(reviewer, "review") == [
        ("How common is it?", "Question", "by Nina Nurse", f"since {moment(draft.changed_at)}")
    ]


def test_reviews_are_named_by_the_day_they_are_due(library, editor):
    late = due_in(-1, title="Late")
    soon = due_in(30, title="Soon")
    due_in(31, title="Later")
    gone = due_in(-1, title="Gone")
    gone.entry.withdrawn_at, gone.entry.withdrawn_reason = timezone.now(), "Wrong."
    gone.entry.save()

    never = "never checked by a clinician"
    assert lines(editor, "overdue") == [
        ("Late", "Question", f"due {day(late.entry.next_review_due_on)}", never)
    ]
    assert lines(editor, "soon") == [
        ("Soon", "Question", f"due {day(soon.entry.next_review_due_on)}", never)
    ]


def test_the_worst_rated_page_comes_first_with_its_trend(library, editor):
    better, worse, new = page(title="Better"), page(title="Worse"), page(title="New")
    rated(better, no=1, yes=3)
    rated(better, no=3, yes=1, ago=100)
    rated(worse, no=3, yes=1)
    rated(worse, no=1, yes=3, ago=100)
    rated(new, no=1, yes=2)
    rated(page(title="Two answers"), no=2, yes=0)
    rated(page(title="Liked"), no=0, yes=4)
    rated(page(title="Long ago"), no=4, yes=0, ago=200)

    assert lines(editor, "ratings") == [
        ("Worse", "3 of 4 said no", "worse than before (1 of 4 before)"),
        ("New", "1 of 3 said no", "too few answers before to compare"),
        ("Better", "1 of 4 said no", "better than before (3 of 4 before)"),
    ]


def test_searches_are_counted_over_all_days_until_they_are_handled(editor):
    today = timezone.localdate()
    SearchMiss.objects.create(text="pain pump", count=2)
    SearchMiss.objects.create(text="pain pump", count=3, day=today - timedelta(days=9))
    SearchMiss.objects.create(text="pain pump", count=9, day=today - timedelta(days=99))
    SearchMiss.objects.create(text="fishing", count=7, handled=True)

    assert lines(editor, "searches") == [("pain pump", "5 times")]


def test_a_list_is_a_spreadsheet_as_well(library, editor):
    draft_of(page(title="=HYPERLINK(1)"), editor.user)

    response = editor.get(reverse("admin:desk_work_csv", args=["drafts"]))

    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows[0] == ["Page", "Kind", "Saved", "Address"]
    assert rows[1][:2] == ["'=HYPERLINK(1)", "Question"]
    assert response["Content-Disposition"] == (
        f'attachment; filename="drafts-{timezone.localdate():%Y-%m-%d}.csv"'
    )


def test_an_unknown_list_is_not_found(editor):
    assert editor.get(reverse("admin:desk_work", args=["holidays"])).status_code == 404


def test_whoever_may_not_read_feedback_is_not_shown_it(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert counts(client) == {}
    assert client.get(reverse("admin:desk_work", args=["feedback"])).status_code == 403


@pytest.mark.parametrize("view", [("desk_work", "drafts"), ("desk_work_csv", "drafts")])
def test_a_visitor_is_sent_to_the_login(client, view):
    name, argument = view

    response = client.get(reverse(f"admin:{name}", args=[argument]))

    assert response.status_code == 302


def test_a_page_leads_to_its_newest_text(library, editor):
    faq = page()
    draft = draft_of(faq, editor.user)

    response = editor.get(reverse("admin:desk_page", args=[faq.entry.pk]))

    assert response.url == reverse("admin:fbss_faq_change", args=[draft.pk])


def test_a_page_without_a_text_is_not_found(library, editor):
    faq = FAQFactory()
    faq.delete()

    assert editor.get(reverse("admin:desk_page", args=[faq.entry.pk])).status_code == 404


def test_pages_are_checked_by_a_button(library, editor):
    topic = TopicFactory(published=True, title="The topic", body="It is 1 in 5.")
    page(title="With a source", topic=topic.entry)
    WordFactory(published=True)

    response = editor.post(reverse("admin:desk_checks"), follow=True)

    assert [line[0] for line in lines(editor, "precheck")] == ["The topic"]
    said = [str(message) for message in response.context["messages"]]
    assert said == ["3 pages checked. All are up to date."]
    assert editor.get(reverse("admin:desk_checks")).status_code == 405
