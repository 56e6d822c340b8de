"""Registers and records in the admin."""

import pytest
from django.urls import reverse

from fbss.admin.registers import SOURCE_HELP
from fbss.models import Redirect, Source
from tests.admin.forms import initial
from tests.factories import FAQFactory, PassageFactory, SourceFactory, SynonymFactory

pytestmark = pytest.mark.django_db


def url_of(row, view="change"):
    return reverse(f"admin:fbss_{row._meta.model_name}_{view}", args=[row.pk])


def test_a_reviewer_calls_a_source_read_and_texts_may_cite_it(reviewer):
    source = SourceFactory(read="R2")
    url = url_of(source)

    reviewer.post(url, initial(reviewer, url) | {"read": "R1"})

    assert Source.objects.get(pk=source.pk).citable_key == source.key


def test_a_source_that_a_page_rests_on_cannot_be_deleted(reviewer):
    cited = SourceFactory(key="weir-2017")
    free = SourceFactory()
    page = FAQFactory(published=True, title="How often?", body="One in five. [@weir-2017]")

    refused = reviewer.post(url_of(cited, "delete"), {"post": "yes"})
    done = reviewer.post(url_of(free, "delete"), {"post": "yes"})

    link = f'<a href="/admin/fbss/faq/{page.pk}/change/">How often?</a>: Live'
    assert [str(one) for one in refused.context["protected"]] == [link]
    assert done.status_code == 302
    assert list(Source.objects.all()) == [cited]


def test_an_editor_reads_registers_and_does_not_change_them(editor):
    source = SourceFactory()

    assert editor.get(url_of(source)).context["has_change_permission"] is False
    assert editor.post(url_of(source), {"read": "R2"}).status_code == 403


def test_facts_are_written_one_a_line(reviewer):
    source = SourceFactory()
    url = url_of(source)

    reviewer.post(url, initial(reviewer, url) | {"facts": "FRQ-1\nLIV-1"})

    assert Source.objects.get(pk=source.pk).facts == ["FRQ-1", "LIV-1"]


def test_the_words_of_a_passage_cannot_be_changed(reviewer):
    passage = PassageFactory(answer="Word for word.", verdict="misleading")
    url = url_of(passage)

    reviewer.post(url, initial(reviewer, url) | {"answer": "Changed", "verdict": "supported"})

    passage.refresh_from_db()
    assert (passage.answer, passage.verdict) == ("Word for word.", "supported")


def test_passages_are_neither_added_nor_deleted_here(reviewer):
    passage = PassageFactory()

    assert reviewer.get(reverse("admin:fbss_passage_add")).status_code == 403
    assert reviewer.post(url_of(passage, "delete"), {"post": "yes"}).status_code == 403


def test_a_new_address_leaves_the_old_one_leading_to_the_page(reviewer):
    entry = FAQFactory(published=True).entry
    old = entry.slug
    url = url_of(entry)

    reviewer.post(url, {"slug": "how-often"})

    entry.refresh_from_db()
    assert entry.slug == "how-often"
    assert list(Redirect.objects.values_list("kind", "slug", "entry")) == [("faq", old, entry.pk)]


def test_an_address_that_is_taken_is_refused(reviewer):
    taken = FAQFactory(published=True).entry
    entry = FAQFactory(published=True).entry

    response = reviewer.post(url_of(entry), {"slug": taken.slug})

    assert response.status_code == 200
    assert "has this address already" in response.content.decode()


def test_an_unchanged_address_leaves_no_redirect(reviewer):
    entry = FAQFactory(published=True).entry

    reviewer.post(url_of(entry), {"slug": entry.slug})

    assert not Redirect.objects.exists()


@pytest.mark.parametrize("record", ["decision", "citation", "seedrecord"])
def test_records_can_only_be_looked_at(chief, record):
    assert chief.get(reverse(f"admin:fbss_{record}_changelist")).status_code == 200
    assert chief.get(reverse(f"admin:fbss_{record}_add")).status_code == 403


def test_entries_are_not_added_by_hand(chief):
    assert chief.get(reverse("admin:fbss_entry_add")).status_code == 403


@pytest.mark.parametrize("name", ["source", "passage", "synonym", "code", "redirect", "entry"])
def test_every_register_has_a_list_with_search(reviewer, name):
    SynonymFactory(lay="slipped disc")

    response = reviewer.get(reverse(f"admin:fbss_{name}_changelist"), {"q": "slipped"})

    assert response.status_code == 200


def test_the_form_of_a_source_says_what_to_write_at_each_field(reviewer):
    response = reviewer.get(reverse("admin:fbss_source_add"))

    helps = response.context["adminform"].form.fields
    assert {name: helps[name].help_text for name in SOURCE_HELP} == SOURCE_HELP
