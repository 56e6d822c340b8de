"""Seed updates: three texts side by side, and settled so that the next load has no question."""

import pytest
from django.urls import reverse

from fbss.models import FAQ, Decision, Origin, SeedRecord, Source, State, Step
from fbss.seeding.loader import load
from tests.admin.forms import address, take
from tests.editing.people import draft_of
from tests.factories import UserFactory
from tests.seeding import small_pack
from tests.seeding.editors import live, publish
from tests.seeding.small_pack import FAQ as FAQ_FILE
from tests.seeding.small_pack import write_article, write_list

pytestmark = pytest.mark.django_db

NAME = "faqs/how-common-is-it"
KEY = "how-common-is-it"
BODY = small_pack.BODY
OURS = f"{BODY}\n\nWritten by an editor."
SEED = f"## A new beginning\n\nWritten in the file.\n\n{BODY}"


@pytest.fixture
def seed(tmp_path):
    folder = small_pack.write_pack(tmp_path / "seeds")
    write_article(folder, "pages/who-pays", small_pack.TOPIC | {"title": "Who pays"})
    return folder


@pytest.fixture
def conflict(seed):
    """An editor changed the end of a text, and its file a new title and another beginning."""
    load(seed)
    publish(FAQ, KEY, body=OURS, reason="Says more.")
    write_article(seed, NAME, FAQ_FILE | {"title": "How often is it?"}, SEED)
    load(seed)
    return FAQ.objects.all().seed_updates().get()


@pytest.fixture
def line(seed):
    """Somebody mended a source, and its file changed as well."""
    load(seed)
    Source.objects.filter(key="weir-2017").update(authors="Weir S, Samnaliev M")
    changed = small_pack.SOURCE | {"year": 2018}
    write_list(seed, "sources", [changed, small_pack.UNREAD])
    load(seed)
    return SeedRecord.objects.get(waiting__isnull=False)


def url(update):
    return reverse("admin:desk_seed_text", args=["faq", update.pk])


def decide(client, update, decision, **data):
    return client.post(url(update), {"decision": decision, **data})


def shown(client, where):
    return {field["name"]: field for field in client.get(where).context["shown"]}


def settled(seed):
    """What the next load finds waiting."""
    summary = load(seed)
    return (summary.waiting, [change.step for change in summary.changes if change.item == NAME])


def test_the_three_texts_stand_side_by_side(editor, conflict):
    fields = shown(editor, url(conflict))

    assert list(fields) == ["title", "body"]
    assert fields["title"]["before"] == "How common is it?"
    assert fields["body"]["before"] == BODY
    assert fields["title"]["choice"].initial == "seed"
    assert fields["body"]["choice"].initial == "both"


def test_the_list_leads_to_the_conflict(editor, conflict):
    response = editor.get(reverse("admin:desk_work", args=["seed-updates"]))

    assert [line.address for line in response.context["lines"]] == [url(conflict)]


def test_taking_hands_the_seeds_text_over_and_another_person_publishes_it(
    editor, reviewer, seed, conflict
):
    decide(editor, conflict, "take", why="Follows the file.", significance="clarification")
    conflict.refresh_from_db()
    assert (conflict.state, conflict.reason) == (State.IN_REVIEW, "Follows the file.")

    response = take(reviewer, conflict, "approve")

    assert response.status_code == 302
    assert live(FAQ, KEY).title == "How often is it?"
    assert settled(seed) == (0, [])
    assert SeedRecord.objects.get(kind="faq", key=KEY).fingerprint == live(FAQ, KEY).fingerprint


def test_taking_says_why_the_page_changes(editor, conflict):
    response = decide(editor, conflict, "take", why=" ", significance="typo")

    assert response.status_code == 409
    assert "Say in one line why the page changes" in response.content.decode()
    conflict.refresh_from_db()
    assert conflict.state == State.DRAFT


def test_keeping_lets_our_text_stand(editor, seed, conflict):
    decide(editor, conflict, "keep")

    assert live(FAQ, KEY).body == OURS
    assert settled(seed) == (0, ["kept"])
    assert Decision.objects.get().step == Step.SEED_KEPT


def test_a_file_that_changes_again_asks_again(editor, seed, conflict):
    decide(editor, conflict, "keep")
    write_article(seed, NAME, FAQ_FILE | {"title": "How frequent is it?"}, SEED)

    assert settled(seed) == (1, ["conflict"])


def test_merging_opens_a_draft_with_what_was_chosen(editor, seed, conflict):
    response = decide(editor, conflict, "merge")

    draft = FAQ.objects.get(origin=Origin.EDITOR, state=State.DRAFT)
    assert response.url == address(draft)
    assert (draft.title, draft.author) == ("How often is it?", editor.user)
    assert draft.body == f"## A new beginning\n\nWritten in the file.\n\n{OURS}"
    assert draft.reason == ""
    assert settled(seed) == (0, ["kept"])


def test_merging_keeps_to_the_choice_of_each_field(editor, conflict):
    decide(editor, conflict, "merge", **{"choice-title": "ours", "choice-body": "seed"})

    draft = FAQ.objects.get(origin=Origin.EDITOR, state=State.DRAFT)
    assert (draft.title, draft.body) == ("How common is it?", SEED)


def test_nobody_publishes_alone_what_they_merged(reviewer, conflict):
    decide(reviewer, conflict, "merge")
    draft = FAQ.objects.get(origin=Origin.EDITOR, state=State.DRAFT)
    take(reviewer, draft, "submit")

    response = take(reviewer, draft, "approve")

    assert response.status_code == 409
    assert live(FAQ, KEY).title == "How common is it?"


def test_an_open_draft_is_our_text(editor, seed, conflict):
    text = "An open draft. [@weir-2017]"
    draft = draft_of(live(FAQ, KEY), UserFactory(), short_answer=text)

    response = editor.get(url(conflict))
    decide(editor, conflict, "merge", **{"choice-short_answer": "ours"})

    assert response.context["ours"] == draft
    draft.refresh_from_db()
    assert (draft.title, draft.short_answer) == ("How often is it?", "An open draft. [@weir-2017]")


def test_of_two_updates_in_a_row_the_first_beginning_counts(editor, seed, conflict):
    write_article(seed, NAME, FAQ_FILE | {"title": "How frequent is it?"}, SEED)
    load(seed)

    fields = shown(editor, url(FAQ.objects.all().seed_updates().get()))

    assert fields["title"]["before"] == "How common is it?"


def test_what_was_decided_is_not_decided_again(editor, conflict):
    decide(editor, conflict, "take", why="Follows the file.", significance="typo")

    response = decide(editor, conflict, "keep")

    assert response.status_code == 409
    assert FAQ.objects.filter(pk=conflict.pk).exists()


def test_an_update_that_is_gone_is_not_found(editor, conflict):
    decide(editor, conflict, "keep")

    assert editor.get(url(conflict)).status_code == 404
    assert editor.get(reverse("admin:desk_seed_text", args=["poem", 1])).status_code == 404


def test_a_line_of_a_register_shows_its_three_texts(reviewer, line):
    fields = shown(reviewer, reverse("admin:desk_seed_line", args=[line.pk]))

    assert {name: field["choice"].initial for name, field in fields.items()} == {
        "authors": "ours",
        "year": "seed",
    }
    assert fields["year"]["before"] == "2017"


@pytest.mark.parametrize(
    ("decision", "values"),
    [
        ("keep", ("Weir S, Samnaliev M", 2017)),
        ("take", ("Weir S and others", 2018)),
        ("merge", ("Weir S, Samnaliev M", 2018)),
    ],
)
def test_a_line_is_settled_in_three_ways(reviewer, seed, line, decision, values):
    where = reverse("admin:desk_seed_line", args=[line.pk])

    response = reviewer.post(where, {"decision": decision})

    assert response.status_code == 302
    assert Source.objects.values_list("authors", "year").get(key="weir-2017") == values
    assert load(seed).waiting == 0


def test_who_may_not_change_a_register_does_not_decide_about_it(editor, line):
    where = reverse("admin:desk_seed_line", args=[line.pk])

    assert editor.get(where).status_code == 403
    assert editor.post(where, {"decision": "take"}).status_code == 403
