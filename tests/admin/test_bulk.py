"""One step with several lines: a page asks first, and each refusal is named."""

import csv
import io

import pytest
from django.urls import reverse

from fbss.models import FAQ, Decision, Feedback, SearchMiss, State
from tests.editing.people import draft_of, handed_over
from tests.factories import FAQFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:fbss_faq_changelist")


@pytest.fixture
def texts(library):
    return [
        FAQFactory(published=True, title=title, body="Some do. [@weir-2017]")
        for title in ("First", "Second", "Third")
    ]


def choose(client, action, rows, where=LIST, **data):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(where, chosen | data, follow=True)


def confirm(client, action, rows, where=LIST, **data):
    return choose(client, action, rows, where, confirmed="yes", **data)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_page_names_the_lines_before_anything_happens(editor, texts):
    drafts = [draft_of(text, editor.user) for text in texts]

    response = choose(editor, "submit", drafts)

    assert sorted(map(str, response.context["named"])) == ["First", "Second", "Third"]
    assert set(FAQ.objects.filter(number=2).values_list("state", flat=True)) == {State.DRAFT}


def test_drafts_are_handed_over_with_one_reason_for_those_that_have_none(editor, texts):
    silent = draft_of(texts[0], editor.user, reason="")
    spoken = draft_of(texts[1], editor.user, reason="Adds a figure.")

    response = confirm(
        editor, "submit", [silent, spoken], why="Mends letters.", significance="typo"
    )

    assert said(response) == ["Hand over for review: done for 2 lines."]
    rows = FAQ.objects.filter(state=State.IN_REVIEW).order_by("pk")
    assert list(rows.values_list("reason", "significance")) == [
        ("Mends letters.", "typo"),
        ("Adds a figure.", "clarification"),
    ]


def test_each_refusal_is_named_and_the_others_are_done(editor, texts):
    draft = draft_of(texts[0], editor.user)
    unsourced = draft_of(texts[1], editor.user, title="Unsourced", body="About 1 in 5 do.")

    response = confirm(
        editor, "submit", [draft, unsourced, texts[2]], why="Why not.", significance="typo"
    )

    assert sorted(said(response)) == [
        "Hand over for review: done for 1 line.",
        "Not done. “Third”: Only a draft can be handed over for review.",
        "Not done. “Unsourced”: The pre-check found 2 things to mend first.",
    ]


def test_texts_are_taken_back_and_sent_back(editor, reviewer, texts):
    mine, theirs = handed_over(texts[0], editor.user), handed_over(texts[1], UserFactory())

    confirm(editor, "recall", [mine, theirs])
    confirm(reviewer, "send_back", [theirs], reason="Name the study.")

    steps = Decision.objects.order_by("id").values_list("entry", "step")
    assert list(steps)[-2:] == [
        (texts[0].entry.pk, "recalled"),
        (texts[1].entry.pk, "sent-back"),
    ]


def test_pages_are_withdrawn_by_a_reviewer_with_a_reason(editor, reviewer, texts):
    refused = confirm(editor, "withdraw", texts[:2], reason="Wrong.")
    asked = confirm(reviewer, "withdraw", texts[:2], reason=" ")
    confirm(reviewer, "withdraw", texts[:2], reason="A new study says otherwise.")

    assert sorted(said(refused)) == [
        "Not done. “First”: Only a reviewer can do this. Ask one.",
        "Not done. “Second”: Only a reviewer can do this. Ask one.",
    ]
    assert asked.context["form"].errors["reason"] == [
        "Say why: the next person has nothing else to go by."
    ]
    assert [faq.title for faq in FAQ.objects.published()] == ["Third"]


def test_nobody_discards_drafts_of_others(editor, texts):
    mine = draft_of(texts[0], editor.user)
    theirs = draft_of(texts[1], UserFactory())

    response = confirm(editor, "discard", [mine, theirs])

    assert list(FAQ.objects.filter(number=2)) == [theirs]
    assert said(response)[-1] == (
        "Not done. “Second”: Somebody else wrote this draft. Open it to discard it."
    )


def test_pages_are_not_approved_without_being_read(reviewer, texts):
    choices = reviewer.get(LIST).context["action_form"].fields["action"].choices

    assert [name for name, _label in choices] == [
        "",
        "export_csv",
        "submit",
        "recall",
        "send_back",
        "discard",
        "withdraw",
    ]


def test_feedback_is_handled_with_a_note(editor):
    where = reverse("admin:fbss_feedback_changelist")
    rows = [Feedback.objects.create(useful=False, note=note) for note in ("", "Seen.")]

    asked = choose(editor, "call_handled", rows, where)
    confirm(editor, "call_handled", rows, where, note="Shortened.")

    assert len(asked.context["named"]) == 2
    assert list(Feedback.objects.order_by("pk").values_list("state", "note")) == [
        ("handled", "Shortened."),
        ("handled", "Seen.\nShortened."),
    ]


def test_a_search_is_handled_on_all_its_days_and_comes_back_when_it_is_asked_again(editor):
    where = reverse("admin:fbss_searchmiss_changelist")
    first = SearchMiss.objects.create(text="pain pump")
    SearchMiss.objects.create(text="pain pump", day="2026-11-01")

    confirm(editor, "call_handled", [first], where, note="A page is planned.")
    SearchMiss.objects.create(text="pain pump", day="2026-11-02")

    assert list(SearchMiss.objects.order_by("pk").values_list("handled", "note")) == [
        (True, "A page is planned."),
        (True, "A page is planned."),
        (False, ""),
    ]


def test_chosen_lines_are_exported_with_names_instead_of_keys(reviewer):
    SourceFactory(key="a-source", authors="=cmd()")
    chosen = SourceFactory(key="b-source", authors="@Weir", year=2017)
    where = reverse("admin:fbss_source_changelist")

    response = choose(reviewer, "export_csv", [chosen], where)

    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows[0][:3] == ["Key", "Authors", "Year"]
    assert [row[:3] for row in rows[1:]] == [["b-source", "'@Weir", "2017"]]


def test_feedback_is_exported_whole(editor):
    text = "It says nothing about the drive home. " * 9
    row = Feedback.objects.create(useful=False, reason="unanswered", text=text.strip())
    where = reverse("admin:fbss_feedback_changelist")

    response = choose(editor, "export_csv", [row], where)

    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows[1][1:] == [
        "The site as a whole",
        "no",
        "It did not answer my question",
        text.strip(),
        "New",
        "",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_before_costs_the_same_however_many_lines(
    editor, texts, django_assert_max_num_queries, count
):
    drafts = [draft_of(text, editor.user) for text in texts[:count]]

    with django_assert_max_num_queries(15):
        choose(editor, "submit", drafts)
