"""What the pages of all kinds of entry have in common."""

import datetime
import re

import pytest
from django.http import HttpResponsePermanentRedirect

from fbss.models import Entry
from tests.factories import (
    FAQFactory,
    InfoPageFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    UserFactory,
    WordFactory,
    days_ago,
)

from .reading import EVIL, headings, live_markup, main_of, text_of

pytestmark = pytest.mark.django_db

PAGES = [TopicFactory, FAQFactory, TreatmentFactory, InfoPageFactory, WordFactory]
ARTICLES = PAGES[:4]


@pytest.mark.parametrize("factory", PAGES)
def test_a_published_page_is_headed_by_its_title(client, factory):
    page = factory(published=True, title="Numbers & names")

    response = client.get(page.get_absolute_url())

    assert response.status_code == 200
    assert headings(response, 1) == ["Numbers & names"]
    assert b"<title>Numbers &amp; names \xe2\x80\x94 Pain after back surgery</title>" in (
        response.content
    )


@pytest.mark.parametrize("factory", PAGES)
@pytest.mark.parametrize("trait", ["draft", "scheduled"])
def test_a_page_that_is_not_out_is_not_there(client, factory, trait):
    page = factory(title="A secret title", **({} if trait == "draft" else {trait: True}))

    response = client.get(page.get_absolute_url())

    assert response.status_code == 404
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("factory", PAGES)
def test_a_page_that_was_taken_back_says_why(client, factory):
    page = factory(
        withdrawn=True, title="A wrong title", entry__withdrawn_reason="We erred & say so."
    )

    response = client.get(page.get_absolute_url())

    assert response.status_code == 410
    assert headings(response, 1) == ["This page was taken back"]
    assert "Why: We erred & say so." in text_of(response)
    assert "wrong title" not in response.content.decode()


@pytest.mark.parametrize("factory", PAGES)
def test_an_old_address_leads_to_the_new_one_for_good(client, factory):
    page = factory(published=True, entry__slug="old")
    page.entry.rename("new")

    response = client.get(page.get_absolute_url().replace("new", "old"))

    assert response.status_code == 301
    assert response.url == page.get_absolute_url()


def test_an_old_address_of_a_page_taken_back_leads_to_the_reason(client):
    page = TopicFactory(withdrawn=True, entry__slug="old")
    page.entry.rename("new")

    response = client.get("/understand/old/", follow=True)

    assert response.redirect_chain == [("/understand/new/", 301)]
    assert response.status_code == 410


def test_an_old_address_of_a_page_that_is_not_out_tells_nothing(client):
    draft = TopicFactory(entry__slug="old")
    draft.entry.rename("secret")

    assert client.get("/understand/old/").status_code == 404


def test_addresses_of_other_kinds_do_not_answer(client):
    topic = TopicFactory(published=True)

    assert client.get(f"/questions/{topic.slug}/").status_code == 404


def test_an_unknown_address_gets_a_page_that_helps(client):
    response = client.get("/questions/no-such-question/")

    assert response.status_code == 404
    assert {'href="/a-to-z/"', 'href="/understand/"', 'href="/help-now/"'} <= set(
        re.findall(r'href="[^"]*"', main_of(response))
    )


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client, method):
    topic = TopicFactory(published=True)

    assert getattr(client, method)(topic.get_absolute_url()).status_code == 405


def test_head_is_answered_without_a_body(client):
    response = client.head(TopicFactory(published=True).get_absolute_url())

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("factory", PAGES)
def test_readers_get_no_cookie(client, factory):
    response = client.get(factory(published=True).get_absolute_url())

    assert response.cookies == {}
    assert not response.has_header("Vary") or "Cookie" not in response["Vary"]


@pytest.mark.parametrize("factory", ARTICLES)
def test_the_aim_describes_the_page(client, factory):
    page = factory(published=True, aim='This "page" helps **you**.')

    response = client.get(page.get_absolute_url())

    assert 'content="This &quot;page&quot; helps you."' in response.content.decode()


@pytest.mark.parametrize("factory", ARTICLES)
def test_the_frame_stands_in_one_order(client, factory):
    SourceFactory(key="weir-2017")
    other = TopicFactory(published=True)
    page = factory(
        published=True,
        body="## One\n\nSo. [@weir-2017]\n\n## Two\n\nText.",
        see_also=[other.entry.ref],
    )

    found = headings(client.get(page.get_absolute_url()), 2)

    frame = [
        "Key messages",
        "On this page",
        "One",
        "Two",
        "What you can do today",
        "Questions to ask",
        *([] if factory is TreatmentFactory else ["Other choices and pages to read next"]),
        "Sources",
        "About this page",
        "What changed",
    ]
    assert [heading for heading in found if heading in frame] == frame


def test_a_source_stands_behind_its_number(client):
    SourceFactory(
        key="weir-2017",
        authors="Weir S",
        year=2017,
        title="Pain & surgery",
        kind="Cohort study",
        funding="A maker",
        doi="10.1/x",
    )
    topic = TopicFactory(published=True, body="So. [@weir-2017]")

    response = client.get(topic.get_absolute_url())
    html = main_of(response)

    assert 'href="#note-1" id="ref-1-1"' in html
    assert re.search(r'<li class="sources-list-item" id="note-1">.*?</li>', html, re.DOTALL)
    assert 'href="https://doi.org/10.1/x"' in html
    assert (
        "Weir S (2017) : Pain & surgery . BMJ Open 2017. Kind: Cohort study."
        " Who paid, or who sells it: A maker." in text_of(response)
    )


def test_a_word_opens_in_place_and_is_a_link_without_that(client):
    WordFactory(published=True, entry__slug="scar", title="Scar", definition="Hard & firm tissue.")
    topic = TopicFactory(published=True, body="A scar. Another scar.")

    html = main_of(client.get(topic.get_absolute_url()))

    assert html.count('<a class="word" href="/words/scar/"') == 1
    assert html.count('popovertarget="word-scar"') == 1
    assert html.count('<div class="word-note" id="word-scar" popover') == 1
    assert "Hard &amp; firm tissue." in html


def test_a_page_that_nobody_checked_says_so(client):
    response = client.get(TopicFactory(published=True).get_absolute_url())

    assert "Who checked it No clinician has checked this page yet." in text_of(response)
    assert "Who wrote it The editors." in text_of(response)
    assert "Last edited November 23, 2026" in text_of(response)
    assert "Last reviewed Not yet" in text_of(response)


def test_a_page_names_the_person_who_checked_it(client):
    topic = TopicFactory(
        published=True,
        entry__reviewed_by=UserFactory(first_name="Ada", last_name="Byron"),
        entry__last_reviewed_on=datetime.date(2026, 11, 2),
        entry__next_review_due_on=datetime.date(2099, 11, 2),
    )

    text = text_of(client.get(topic.get_absolute_url()))

    assert "Who checked it Ada Byron" in text
    assert "Last reviewed November 2, 2026" in text
    assert "Next review due November 2, 2099" in text
    assert "overdue" not in text


def test_an_overdue_review_is_said_in_public(client):
    topic = TopicFactory(published=True, entry__next_review_due_on=datetime.date(2020, 1, 2))

    text = text_of(client.get(topic.get_absolute_url()))

    assert "Next review due January 2, 2020 . This review is overdue." in text


def test_a_page_lists_its_own_changes_and_no_drafts(client):
    old = TopicFactory(published=True, live_from=days_ago(9), live_until=days_ago(5))
    common = {"entry": old.entry, "title": old.title}
    TopicFactory(
        published=True, number=2, live_from=days_ago(5), reason="New figures",
        significance="advice", **common,
    )  # fmt: skip
    TopicFactory(number=3, reason="A secret plan", **common)

    response = client.get(old.get_absolute_url())

    assert [change.number for change in response.context["history"]] == [2, 1]
    assert "Change of advice. New figures" in text_of(response)
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("factory", ARTICLES)
def test_markup_in_any_field_stays_text(client, factory):
    lists = ["also_called", "key_messages", "what_you_can_do", "questions_to_ask"]
    names = {field.name for field in factory._meta.model._meta.get_fields()}
    texts = {"body", "short_answer", "how_it_works", "what_happens", "if_nothing", "life_impact"}
    texts |= {"effort", "not_known", "aim", "reason"}
    row = dict.fromkeys(["outcome", "with_it", "without_it", "comparator", "over", "note"], EVIL)
    rows = {"outcomes": [row | {"effect": "harm", "source": ""}]}
    rows["certainty"] = [{"scale": EVIL, "level": EVIL, "about": EVIL, "source": ""}]
    rows |= {name: [EVIL] for name in ("suits", "does_not_suit")}
    WordFactory(published=True, title="Alert", definition=EVIL)
    page = factory(
        published=True,
        title=EVIL,
        **dict.fromkeys(texts & names, EVIL),
        **{name: [EVIL] for name in lists},
        **{name: value for name, value in rows.items() if name in names},
    )

    response = client.get(page.get_absolute_url())

    assert live_markup(response) == []
    assert headings(response, 1) == [EVIL]


def test_breadcrumbs_lead_back(client):
    topic = TopicFactory(published=True, title="Outlook")

    response = client.get(topic.get_absolute_url())

    [trail] = re.findall(r'<nav class="breadcrumbs".*?</nav>', response.content.decode(), re.DOTALL)
    assert re.findall(r'href="([^"]*)"', trail) == ["/", "/understand/"]
    assert '<span aria-current="page">Outlook</span>' in trail


def test_a_withdrawn_entry_that_is_published_again_is_there(client):
    gone = TopicFactory(withdrawn=True, title="Outlook")
    Entry.objects.filter(pk=gone.entry_id).update(withdrawn_at=None, withdrawn_reason="")
    TopicFactory(entry=gone.entry, number=2, published=True, title="Outlook")

    assert headings(client.get(gone.get_absolute_url()), 1) == ["Outlook"]


def test_the_redirect_is_one_that_browsers_may_keep(client):
    page = TopicFactory(published=True, entry__slug="old")
    page.entry.rename("new")

    assert isinstance(client.get("/understand/old/"), HttpResponsePermanentRedirect)
