"""The place to write: the page of what is typed, findings, who else is here, links for others."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fbss.models import Presence, PreviewLink
from fbss.views.caching import ASKED, TAGS_HEADER
from tests.admin.forms import address, initial, save
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    PictureFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
FACTORIES = [
    TopicFactory,
    FAQFactory,
    TreatmentFactory,
    InfoPageFactory,
    WordFactory,
]


@pytest.fixture
def live(library):
    return FAQFactory(published=True, title="How common is it?", body="Some do. [@weir-2017]")


def newest(revision):
    return type(revision).objects.newest().get(entry=revision.entry)


def main_of(html):
    return re.search(r"<main.*</main>", html, re.DOTALL)[0]


# The page as readers would see it


@pytest.mark.parametrize("factory", FACTORIES)
def test_the_page_of_a_live_text_is_the_public_page(editor, factory):
    live = factory(published=True)

    response = editor.get(address(live, "page"))

    assert response.status_code == 200
    public = editor.get(live.get_absolute_url()).content.decode()
    assert main_of(response.content.decode()) == main_of(public)


@pytest.mark.parametrize("factory", [*FACTORIES, CareCardFactory])
def test_what_is_typed_is_shown_and_nothing_is_saved(editor, factory):
    live = factory(published=True, title="As it was")
    url = address(live, "page")

    response = editor.post(url, initial(editor, address(live)) | {"title": "As it will be"})

    assert "As it will be" in main_of(response.content.decode())
    assert newest(live) == live


def test_a_card_is_shown_among_the_others_on_the_help_page(editor):
    CareCardFactory(published=True, title="Another card")
    draft = CareCardFactory(title="Draft card", level="")

    page = main_of(editor.get(address(draft, "page")).content.decode())

    assert "Get help now" in page
    assert "Another card" in page
    assert "Draft card" in page


def test_a_page_says_that_it_is_a_draft_and_may_only_be_framed_by_this_site(editor, live):
    save(editor, live, title="New")

    response = editor.get(address(newest(live), "page"))

    assert "Version 2: Draft." in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_a_form_that_is_not_finished_is_shown_as_far_as_it_goes(editor):
    live = TreatmentFactory(published=True)
    typed = initial(editor, address(live)) | {
        "title": "",
        "position": "first",
        "outcomes-0-effect": "benefit",
        "outcomes-0-outcome": "Half a row",
        "how_it_works": "It is still being written",
    }

    response = editor.post(address(live, "page"), typed)

    page = main_of(response.content.decode())
    assert "Half a row" in page
    assert "It is still being written" in page


def test_a_new_page_can_be_looked_at_before_it_has_an_address(editor):
    url = reverse("admin:fbss_faq_newpage")
    form = initial(editor, reverse("admin:fbss_faq_add"))

    empty = editor.get(url)
    typed = editor.post(url, form | {"title": "Why me?", "body": "## A heading"})

    assert empty.status_code == 200
    assert "Why me?" in main_of(typed.content.decode())
    assert "A heading" in main_of(typed.content.decode())
    assert "Not saved yet." in empty.content.decode()


def test_while_somebody_types_page_and_findings_come_in_one_answer(editor, live):
    typed = initial(editor, address(live)) | {"body": "About 1 in 5 people still had pain."}

    answer = editor.post(address(live, "page"), typed, headers=JSON).json()

    assert "About 1 in 5 people" in main_of(answer["page"])
    assert "has a number. Name its source as [@key]." in answer["check"]
    assert 'href="#id_body" data-field="body"' in answer["check"]


def test_only_who_may_read_a_text_sees_its_page(client, live, django_user_model):
    assert client.get(address(live, "page")).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert client.get(address(live, "page")).status_code == 403
    assert client.get(reverse("admin:fbss_faq_newpage")).status_code == 403


def test_the_form_names_hard_sentences_and_hard_words_with_their_places(editor):
    live = TopicFactory(published=True, body="Multidisciplinary rehabilitation is advisable here.")

    check = editor.get(address(live)).context["check"]

    assert [(place.field, place.quote) for place, _count in check.words] == [
        ("body", "multidisciplinary"),
        ("body", "rehabilitation"),
        ("body", "advisable"),
    ]


def test_what_stops_a_word_from_being_published_is_told(editor):
    draft = WordFactory(definition="")

    check = editor.get(address(draft)).context["check"]

    assert [remark.says for remark in check.stops] == [
        "Write what the word means before you publish it."
    ]
    assert check.sentence == "1 thing to mend before this can be published."


def test_a_key_that_names_nothing_public_is_told(editor):
    card = CareCardFactory(published=True)
    draft = CareCardFactory()
    keys = [card.entry.key, draft.entry.key]
    live = TopicFactory(published=True, care_cards=keys, see_also=["pages/gone"])

    remarks = editor.get(address(live)).context["check"].improves

    assert [
        (remark.place.field, remark.place.quote) for remark in remarks if remark.item == "Names"
    ] == [("care_cards", draft.entry.key), ("see_also", "pages/gone")]


@pytest.mark.parametrize("factory", FACTORIES)
def test_the_form_costs_fewer_than_twenty_queries(editor, django_assert_max_num_queries, factory):
    live = factory(published=True)

    with django_assert_max_num_queries(19):
        editor.get(address(live))


# Two people at once


def test_a_save_on_top_of_a_newer_one_shows_both_texts_and_who_changed_what(editor, reviewer, live):
    save(editor, live, title="First", body="Some do. [@weir-2017]")
    draft = newest(live)
    opened = initial(editor, address(draft))
    save(reviewer, draft, title="Theirs", aim="Their aim.")

    response = editor.post(address(draft), opened | {"title": "Mine", "body": "My body."})

    form = response.context["adminform"].form
    assert [(clash.field.name, clash.suggested) for clash in form.clashes] == [
        ("title", None),
        ("aim", "theirs"),
        ("body", "mine"),
    ]
    assert form["title"].value() == "Mine"
    assert newest(live).title == "Theirs"


def merged(client, draft, response, **choices):
    """What the form that came back sends after these choices."""
    form = response.context["adminform"].form
    data = {bound.html_name: bound.value() or "" for bound in form}
    return client.post(address(draft), data | choices)


def test_both_texts_are_brought_together_field_by_field(editor, reviewer, live):
    save(editor, live, title="First")
    draft = newest(live)
    opened = initial(editor, address(draft))
    save(reviewer, draft, title="Theirs", aim="Their aim.")
    response = editor.post(address(draft), opened | {"title": "Mine", "body": "My body."})

    merged(
        editor,
        draft,
        response,
        **{"take-title": "mine", "take-aim": "theirs", "take-body": "mine"},
    )

    text = newest(live)
    assert (text.title, text.aim, text.body) == ("Mine", "Their aim.", "My body.")


def test_saving_again_without_a_choice_is_refused_again(editor, reviewer, live):
    save(editor, live, title="First")
    draft = newest(live)
    opened = initial(editor, address(draft))
    save(reviewer, draft, title="Theirs")
    response = editor.post(address(draft), opened | {"title": "Mine"})

    again = merged(editor, draft, response)

    assert "Choose one of the two texts" in str(again.context["adminform"].form.errors)
    assert newest(live).title == "Theirs"


def test_a_third_save_meanwhile_is_not_overwritten_either(editor, reviewer, chief, live):
    save(editor, live, title="First")
    draft = newest(live)
    opened = initial(editor, address(draft))
    save(reviewer, draft, title="Theirs")
    response = editor.post(address(draft), opened | {"title": "Mine"})
    save(chief, draft, title="The third")

    again = merged(editor, draft, response, **{"take-title": "mine"})

    assert [clash.field.name for clash in again.context["adminform"].form.clashes] == ["title"]
    assert newest(live).title == "The third"


def test_two_who_opened_the_same_live_text_do_not_overwrite_each_other(editor, reviewer, live):
    url = address(live)
    opened = initial(editor, url) | {"entry": live.entry_id}
    save(reviewer, live, title="Theirs")

    response = editor.post(url, opened | {"title": "Mine"})

    form = response.context["adminform"].form
    assert response.status_code == 200
    assert [clash.field.name for clash in form.clashes] == ["title"]
    assert response.context["form_url"] == address(newest(live))
    assert newest(live).title == "Theirs"


def test_a_draft_that_was_thrown_away_meanwhile_is_begun_again(editor, live):
    save(editor, live, title="First")
    draft = newest(live)
    opened = initial(editor, address(draft)) | {"entry": live.entry_id}
    url = address(draft)
    editor.post(address(draft, "step", "discard"))

    editor.post(url, opened | {"title": "Mine"})

    assert newest(live).title == "Mine"
    assert newest(live).is_open


def test_a_text_that_was_published_meanwhile_is_not_replaced_unseen(editor, reviewer, live):
    opened = initial(editor, address(live)) | {"entry": live.entry_id}
    type(live).objects.update(live_until=timezone.now())
    FAQFactory(published=True, entry=live.entry, number=2, title="Theirs")

    response = editor.post(address(live), opened | {"title": "Mine"})

    clashes = response.context["adminform"].form.clashes
    assert "title" in [clash.field.name for clash in clashes]
    assert newest(live).title == "Theirs"


def test_a_draft_that_was_only_handed_over_meanwhile_is_saved(editor, live):
    save(editor, live, title="First", reason="Says it better.")
    draft = newest(live)
    opened = initial(editor, address(draft))
    editor.post(address(draft, "step", "submit"))

    response = editor.post(address(draft), opened | {"title": "Second"})

    assert response.status_code == 302
    assert newest(live).title == "Second"


# Who else is here


def test_the_second_person_is_told_of_the_first(editor, reviewer, live):
    url = address(live, "presence")
    editor.post(url, {"wish": "come"}, headers=JSON)

    told = reviewer.post(url, {"wish": "come"}, headers=JSON).json()

    since = timezone.localtime(Presence.objects.get().since)
    name = editor.user.get_full_name()
    assert told == {"mine": False, "sentence": f"{name} has this open since {since:%H:%M}."}
    assert told["sentence"] in reviewer.get(address(live)).content.decode()


def test_a_press_takes_over_and_the_first_person_hears_of_it(editor, reviewer, live):
    url = address(live, "presence")
    editor.post(url, {"wish": "come"}, headers=JSON)

    response = reviewer.post(url, {"wish": "take"})

    assert response.url == address(live)
    assert editor.post(url, {"wish": "come"}, headers=JSON).json()["mine"] is False


def test_who_leaves_or_is_not_heard_of_makes_room(editor, reviewer, live):
    url = address(live, "presence")
    editor.post(url, {"wish": "come"}, headers=JSON)
    editor.post(url, {"wish": "leave"})
    assert reviewer.post(url, {"wish": "come"}, headers=JSON).json()["mine"] is True

    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=2))

    assert editor.post(url, {"wish": "come"}, headers=JSON).json()["mine"] is True


# Links for people without an account


def make_link(client, revision):
    client.post(address(revision, "links"))
    return PreviewLink.objects.latest("pk").get_absolute_url()


def test_a_link_shows_the_draft_to_somebody_without_an_account(editor, client, live):
    save(editor, live, title="Only for you")
    link = make_link(editor, newest(live))

    response = client.get(link)

    assert "Only for you" in main_of(response.content.decode())
    assert "Draft, not published." in response.content.decode()
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}


def test_the_front_cache_is_never_told_to_keep_a_draft(editor, client, live):
    link = make_link(editor, live)

    asked = {ASKED: True}

    assert TAGS_HEADER in client.get(live.get_absolute_url(), **asked).headers
    assert TAGS_HEADER not in client.get(link, **asked).headers
    assert TAGS_HEADER not in editor.get(address(live, "page"), **asked).headers


def test_the_form_may_frame_this_site_and_no_other_page_may(editor, live):
    form = editor.get(address(live)).headers["Content-Security-Policy"]
    versions = editor.get(address(live, "versions")).headers["Content-Security-Policy"]

    assert "frame-src 'self'" in form
    assert "frame-src" not in versions


def test_a_link_shows_the_draft_as_it_reads_now(editor, client, live):
    save(editor, live, title="First")
    link = make_link(editor, newest(live))
    save(editor, newest(live), title="Second")

    assert "Second" in main_of(client.get(link).content.decode())


def test_a_link_that_an_editor_ended_says_so(editor, client, live):
    save(editor, live, title="Secret")
    link = make_link(editor, newest(live))
    editor.post(address(newest(live), "links"), {"end": PreviewLink.objects.get().pk})

    response = client.get(link)

    assert response.status_code == 410
    assert "This link has ended" in response.content.decode()
    assert "Secret" not in response.content.decode()


def test_a_link_ends_by_itself_after_seven_days(editor, client, live):
    save(editor, live, title="Secret")
    link = make_link(editor, newest(live))
    assert PreviewLink.objects.get().ends_at - timezone.now() < timedelta(days=7)

    PreviewLink.objects.update(ends_at=timezone.now())

    assert client.get(link).status_code == 410


def test_a_link_to_a_draft_that_was_thrown_away_has_ended(editor, client, live):
    save(editor, live, title="Secret")
    link = make_link(editor, newest(live))
    editor.post(address(newest(live), "step", "discard"))

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("token", ["1", "1:forged", "x:y", "1:"])
def test_an_address_that_nobody_made_shows_nothing(editor, client, live, token):
    make_link(editor, live)

    assert client.get(reverse("draft", args=[token])).status_code == 404


def test_the_links_of_another_page_cannot_be_ended_here(editor, live):
    other = FAQFactory(published=True)
    make_link(editor, other)

    response = editor.post(address(live, "links"), {"end": PreviewLink.objects.get().pk})

    assert response.status_code == 404
    assert PreviewLink.objects.get().holds()


def test_who_may_only_look_makes_no_link(client, live, django_user_model):
    from django.contrib.auth.models import Permission  # noqa: PLC0415 -- needs Django

    user = django_user_model.objects.create_user("guest", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_faq"))
    client.force_login(user)

    assert client.get(address(live, "links")).status_code == 200
    assert client.post(address(live, "links")).status_code == 403
    assert not PreviewLink.objects.exists()


# Pickers


def picked(client, what, query=""):
    return client.get(reverse("pick", args=[what]), {"q": query}).json()["options"]


def test_sources_are_found_by_author_title_or_key_and_unread_ones_are_not(editor):
    SourceFactory(key="weir-2017", title="Persistent pain", authors="Weir S")
    SourceFactory(key="other-2020", title="Another study", authors="Miller T")
    SourceFactory(key="weir-2022", unread=True)

    assert [option["text"] for option in picked(editor, "sources", "weir pain")] == ["[@weir-2017]"]
    assert picked(editor, "sources", "miller")[0]["line"] == "other-2020"


def test_pages_words_and_cards_are_found_by_their_titles(editor):
    page = TreatmentFactory(published=True, title="Exercise [daily]")
    WordFactory(published=True, title="Nerve root")
    WordFactory(title="Nerve draft")
    card = CareCardFactory(published=True, title="Call now")

    link = f"[Exercise (daily)]({page.get_absolute_url()})"
    assert [option["text"] for option in picked(editor, "pages", "exer")] == [link]
    assert picked(editor, "treatments", "exer")[0]["line"] == page.entry.key
    assert [option["text"] for option in picked(editor, "words", "nerve")] == ["Nerve root"]
    assert picked(editor, "cards")[0]["line"] == card.entry.key


@pytest.mark.parametrize("what", ["sources", "pages", "words", "cards", "treatments", "pictures"])
def test_pickers_are_for_people_who_log_in(client, what):
    response = client.get(reverse("pick", args=[what]))

    assert (response.status_code, response.json()) == (403, {"error": "Log in to search."})


def test_a_picture_is_offered_by_what_it_shows_and_gets_a_line_of_its_own(editor):
    PictureFactory(key="spine", alt="The lower back")
    PictureFactory(key="knee", alt="A knee")

    [option] = picked(editor, "pictures", "lower back")

    assert (option["label"], option["text"]) == ("The lower back", "\n\n![spine]\n\n")


def test_an_unknown_picker_names_those_that_there_are(editor):
    response = editor.get(reverse("pick", args=["people"]))

    assert response.status_code == 404
    assert "sources, pages, words, cards, treatments, pictures" in response.json()["error"]
