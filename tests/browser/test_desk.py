"""The editors' desk in a browser: the keyboard, the preview, and a draft that leaves the page."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from fbss.editing.roles import EDITORS
from fbss.models import FAQ
from tests.browser.site import PASSWORD
from tests.factories import FAQFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live(live_server):
    SourceFactory(key="weir-2017")
    return FAQFactory(published=True, title="How common is it?", body="Some do. [@weir-2017]")


@pytest.fixture
def desk(page, live):
    """The form of a live FAQ, opened by an editor."""
    editor = UserFactory(username="nina", is_staff=True)
    editor.set_password(PASSWORD)
    editor.save()
    editor.groups.add(Group.objects.get(name=EDITORS))
    page.goto(reverse("admin:login") + f"?next={reverse('admin:fbss_faq_change', args=[live.pk])}")
    page.get_by_label("Username").fill("nina")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("h2").first).to_have_text("How common is it?")
    return page


def test_tab_leaves_the_markdown_field_and_changes_nothing(desk):
    body = desk.locator("#id_body")
    before = body.input_value()
    body.focus()

    desk.keyboard.press("Tab")

    expect(body).not_to_be_focused()
    assert body.input_value() == before


def test_undo_takes_typing_back(desk):
    body = desk.locator("#id_body")
    before = body.input_value()
    body.focus()
    desk.keyboard.type("Typed by mistake")

    for key in ["Control+BracketLeft", "Control+d"]:
        desk.keyboard.press(key)
    for _ in "Typed by mistake":
        desk.keyboard.press("Control+z")

    assert body.input_value() == before


def test_the_preview_shows_what_the_page_will_show(desk):
    desk.locator("#id_body").fill("**Bold** <b>not</b> [@weir-2017] [@nobody-1999]")
    preview = desk.locator(".field-body .markdownx-preview")

    expect(preview.locator("strong")).to_have_text("Bold")
    expect(preview.locator("mark.unknown-source")).to_have_text("[@nobody-1999: unknown source]")
    expect(preview.locator("sup.note")).to_have_text("1")
    expect(preview).to_contain_text("<b>not</b>")


def test_saving_begins_a_draft_and_the_page_stays(desk, live):
    desk.locator("#id_title").fill("How often does it happen?")

    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.locator(".messagelist")).to_contain_text("Visitors read the page as it was.")
    expect(desk).to_have_url(re.compile(r"/admin/fbss/faq/\d+/change/$"))
    assert [faq.title for faq in FAQ.objects.published()] == ["How common is it?"]
