"""Pictures and where things are used, in a browser: sent in, shown, judged, and held."""

import io
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from PIL import Image
from playwright.sync_api import expect

from fbss.editing.roles import ADMINISTRATORS, REVIEWERS
from fbss.models import LinkCheck, Picture
from tests.admin.conftest import logged_in
from tests.admin.test_pictures import described
from tests.browser.judges import axe
from tests.browser.looks import ON_PHONE
from tests.browser.site import PASSWORD
from tests.browser.test_accounts import SHIFTS, confirm, log_in
from tests.browser.tools import nu
from tests.factories import SourceFactory, TopicFactory, UserFactory

SIDEWAYS = """
() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  return scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} px`] : [];
}
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, live_server):
    """The desk of a reviewer who lets people in too."""
    cache.clear()
    nina = UserFactory(username="nina", is_staff=True)
    nina.set_password(PASSWORD)
    nina.save()
    nina.groups.set(Group.objects.filter(name__in=[REVIEWERS, ADMINISTRATORS]))
    log_in(page)
    page.wait_for_url("**/admin/")
    return page


def drawing(size=(900, 600)):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, "PNG")
    return {"name": "spine.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def send_in(page, file):
    page.goto("/admin/fbss/picture/add/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Key").fill("spine")
    page.get_by_label("What it shows").fill("The lower back from the side")
    page.get_by_label("Who made it").fill("A. Person")
    page.get_by_label("Licence").fill("CC BY 4.0")
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_picture_is_sent_in_and_shows_in_a_page_that_does_not_move(desk):
    send_in(desk, drawing())
    expect(desk.locator(".messagelist")).to_contain_text("was added successfully")
    topic = TopicFactory(published=True, body="Text.\n\n![spine]\n\nMore text.")

    ON_PHONE.put_on(desk)
    desk.goto(topic.get_absolute_url())
    shown = desk.get_by_role("img", name="The lower back from the side")
    shown.scroll_into_view_if_needed()

    expect(shown).to_be_visible()
    desk.wait_for_function("document.querySelector('.picture img').naturalWidth > 0")
    assert shown.evaluate("image => image.currentSrc").endswith("-640.webp")
    assert shown.bounding_box()["width"] <= 360
    assert desk.evaluate(SHIFTS) < 0.1


def test_a_drawing_that_holds_a_program_is_refused_with_a_sentence(desk):
    svg = {"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='x()'/>"}

    send_in(desk, svg)

    expect(desk.locator(".errorlist").last).to_contain_text("save it as PNG")
    assert not Picture.objects.exists()


def judged(page, address):
    page.goto(address, wait_until="networkidle")
    visitor = SimpleNamespace(page=page)
    faults = [f"moves by {moved}" for moved in [page.evaluate(SHIFTS)] if moved >= 0.1]
    faults += page.context.console
    faults += axe.judge(visitor)
    ON_PHONE.put_on(page)
    faults += page.evaluate(SIDEWAYS)
    page.context.console.clear()
    return [f"{address}: {fault}" for fault in faults]


def pages_of(picture, source, topic, link):
    """Every kind of page in the admin that says where something is used, and those of people."""
    return [
        "/admin/fbss/picture/",
        "/admin/fbss/picture/add/",
        f"/admin/fbss/picture/{picture.pk}/change/",
        f"/admin/fbss/picture/{picture.pk}/delete/",
        f"/admin/fbss/source/{source.pk}/change/",
        f"/admin/fbss/source/{source.pk}/delete/",
        f"/admin/fbss/entry/{topic.entry_id}/change/",
        "/admin/fbss/linkcheck/",
        f"/admin/fbss/linkcheck/{link.pk}/change/",
        "/admin/auth/user/",
        "/admin/auth/user/add/",
    ]


def furnished():
    """A source and a picture in use, and a link that is gone."""
    source = SourceFactory(key="weir-2017")
    topic = TopicFactory(published=True, body="So it is. [@weir-2017]\n\n![spine]")
    link = LinkCheck.objects.create(url="https://example.org/gone", standing="gone")
    return pages_of(Picture.objects.get(), source, topic, link)


def test_no_judge_finds_a_fault_where_things_are_used_and_people_let_in(desk):
    send_in(desk, drawing())
    desk.wait_for_load_state("networkidle")
    pages = furnished()
    desk.goto("/account/again/?next=/admin/")
    confirm(desk)

    faults = [fault for address in pages for fault in judged(desk, address)]

    assert faults == []


def test_the_nu_checker_finds_no_fault_there(tmp_path):
    client = logged_in(REVIEWERS, ADMINISTRATORS)
    client.post("/account/again/", {"password": PASSWORD})
    client.post("/admin/fbss/picture/add/", described())
    for place, address in enumerate(furnished()):
        (tmp_path / f"{place:02}.html").write_bytes(client.get(address).content)

    assert nu(sorted(tmp_path.glob("*.html"))) == []
