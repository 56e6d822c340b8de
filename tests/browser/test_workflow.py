"""A text on its way through two people's hands, and every page on which they work."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from fbss.editing import revisions
from fbss.editing.moments import moment
from fbss.editing.roles import EDITORS, REVIEWERS
from fbss.models import FAQ, Feedback, PageCheck, SearchMiss, SeedRecord
from tests.browser.judges import axe
from tests.browser.tools import AXE, nu, require
from tests.editing.people import draft_of, handed_over
from tests.factories import FAQFactory, InfoPageFactory, SourceFactory, SynonymFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHIFTS = """
() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})
"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def live(live_server):
    SourceFactory(key="weir-2017")
    InfoPageFactory(published=True, entry__key="who-pays")
    return FAQFactory(
        published=True,
        entry__key="how-common",
        title="How common is it?",
        body="Some do. [@weir-2017]",
    )


@pytest.fixture
def desk_of(reader, live_server):
    """The desk of a person: a browser in which they are logged in."""

    def open_desk(user, **options):
        client = Client()
        client.force_login(user)
        context = reader(**options)
        context.set_default_timeout(20_000)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        return context.new_page()

    return open_desk


def person(name, group):
    user = UserFactory(username=name.lower(), first_name=name, last_name="", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def nina(live):
    return person("Nina", EDITORS)


@pytest.fixture
def ravi(live):
    return person("Ravi", REVIEWERS)


def form_of(faq):
    return reverse("admin:fbss_faq_change", args=[faq.pk])


def press(page, name):
    page.get_by_role("link", name=name, exact=True).click()
    return page


def confirm(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def sentence(page):
    return page.locator(".desk-sentence").first


def draft():
    return FAQ.objects.filter(entry__key="how-common").order_by("-number").first()


def step(page, name):
    """Press the button of a step, and the one with the same words that takes it."""
    press(page, name)
    confirm(page, name)


def begin(writer, live):
    writer.goto(form_of(live))
    writer.get_by_label("Title").first.fill("How often does it happen?")
    writer.get_by_label("Reason for the change").fill("Asks as patients ask.")
    confirm(writer, "Save as a draft")
    expect(sentence(writer)).to_contain_text("A draft by Nina is being written.")
    step(writer, "Hand over for review")
    expect(sentence(writer)).to_contain_text("A draft by Nina waits for a reviewer.")
    expect(writer.get_by_role("link", name="Approve and publish now")).to_have_count(0)


def send_back(reviewer):
    reviewer.goto(reverse("admin:index"))
    reviewer.get_by_role("link", name="How often does it happen?").click()
    press(reviewer, "Send back to its writer")
    reviewer.get_by_label("Reason").fill("Say of whom.")
    confirm(reviewer, "Send back to its writer")


def hand_over_again(writer):
    writer.goto(reverse("admin:index"))
    sent_back = writer.locator("section", has=writer.locator("#work-sent-back"))
    sent_back.get_by_role("link", name="How often does it happen?").click()
    expect(sentence(writer)).to_contain_text("by Ravi: Say of whom.")
    step(writer, "Hand over for review")


def schedule(reviewer, at):
    reviewer.goto(form_of(draft()))
    press(reviewer, "Schedule for a later time")
    reviewer.get_by_label("Publish at").fill(f"{at:%Y-%m-%dT%H:%M}")
    confirm(reviewer, "Choose this time")
    confirm(reviewer, f"Schedule for {moment(at)}")
    expect(sentence(reviewer)).to_contain_text(f"Version 2 goes live on {moment(at)}.")


def expect_heading(page, address, heading):
    page.goto(address)
    expect(page.locator("h1")).to_have_text(heading)


def withdraw(reviewer):
    press(reviewer, "Withdraw the page now")
    reviewer.get_by_label("Reason").fill("A new study says otherwise.")
    confirm(reviewer, "Withdraw the page now")
    expect(sentence(reviewer)).to_contain_text("A new study says otherwise.")


def bring_back(writer, reviewer):
    writer.goto(form_of(draft()))
    step(writer, "Begin a draft with this text")
    step(writer, "Hand over for review")
    reviewer.goto(form_of(draft()))
    step(reviewer, "Approve and publish now")


def test_a_draft_goes_through_every_hand(desk_of, nina, ravi, live, monkeypatch):
    writer, reviewer = desk_of(nina), desk_of(ravi)
    address = live.get_absolute_url()
    at = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    at += timedelta(days=3)

    begin(writer, live)
    send_back(reviewer)
    hand_over_again(writer)
    schedule(reviewer, at)
    expect_heading(reviewer, address, "How common is it?")
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: at + timedelta(minutes=1))
        expect_heading(reviewer, address, "How often does it happen?")
        expect(reviewer.locator(".change-list")).to_contain_text("Asks as patients ask.")
    reviewer.goto(form_of(draft()))
    step(reviewer, f"Cancel publishing on {moment(at)}")
    step(reviewer, "Approve and publish now")
    withdraw(reviewer)
    gone = writer.request.get(address)
    bring_back(writer, reviewer)
    expect_heading(reviewer, address, "How often does it happen?")

    assert (gone.status, "A new study says otherwise." in gone.text()) == (410, True)
    reviewer.goto(reverse("admin:fbss_faq_history", args=[draft().pk]))
    steps = reviewer.locator("tbody th").all_inner_texts()
    assert steps[::-1] == [
        "Saved a draft",
        "Handed over for review",
        "Sent back",
        "Handed over for review",
        "Approved for a later time",
        "Cancelled the later time",
        "Approved and published",
        "Withdrew the page",
        "Saved a draft",
        "Took an old text as a new draft",
        "Handed over for review",
        "Approved and published",
    ]
    assert [writer.context.console, reviewer.context.console] == [[], []]


def test_lines_are_chosen_and_confirmed_with_the_keyboard_alone(desk_of, nina, live):
    draft_of(live, nina, title="How often?", reason="Asks as patients ask.")
    page = desk_of(nina)
    page.goto(reverse("admin:fbss_faq_changelist"))

    page.locator(".action-select").first.focus()
    page.keyboard.press("Space")
    page.locator("select[name=action]").focus()
    page.keyboard.type("Hand over")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1, #content h1").last).to_contain_text("Hand over for review: 1 line")
    page.get_by_label("Why do these pages change?").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("done for 1 line")
    assert draft().state == "in-review"


@pytest.fixture
def furnished(nina, ravi, live):
    """Something in every list."""

    def page(**about):
        return FAQFactory(published=True, body="Some do. [@weir-2017]", **about)

    revisions.send_back(handed_over(page(), nina), ravi, "Name the study.")
    draft_of(page(), nina)
    handed_over(page(), ravi)
    revisions.approve(handed_over(page(), nina), ravi, at=timezone.now() + timedelta(days=2))
    for days in (-4, 4):
        entry = page(title="A page whose title is as long as a title can be, to see it wrap").entry
        entry.next_review_due_on = timezone.localdate() + timedelta(days=days)
        entry.save()
    text = f"{live.body}\n\nWhat the file says now."
    update = live.like_this(number=2, based_on=1, origin="seed-update")
    update.body, update.title = text, "How often is it?"
    update.save()
    SeedRecord.objects.create(kind="faq", key="how-common", before=live.text())
    for useful in (False, False, True):
        Feedback.objects.create(entry=live.entry, useful=useful, text="It is too long to read.")
    SearchMiss.objects.create(text="pain pump", count=4)
    PageCheck.objects.create(entry=live.entry, fingerprint="x", hard=1, soft=2)
    return {"update": update, "live": live, "synonym": SynonymFactory()}


PLACES = {
    "home": lambda held: reverse("admin:index"),
    "a list of work": lambda held: reverse("admin:desk_work", args=["review"]),
    "an empty list": lambda held: reverse("admin:desk_work", args=["drafts"]),
    "pages that fail": lambda held: reverse("admin:desk_work", args=["precheck"]),
    "texts": lambda held: reverse("admin:fbss_faq_changelist"),
    "feedback": lambda held: reverse("admin:fbss_feedback_changelist"),
    "one feedback": lambda held: reverse(
        "admin:fbss_feedback_change", args=[Feedback.objects.first().pk]
    ),
    "searches": lambda held: reverse("admin:fbss_searchmiss_changelist"),
    "record of all": lambda held: reverse("admin:fbss_decision_changelist"),
    "delete": lambda held: reverse("admin:fbss_synonym_delete", args=[held["synonym"].pk]),
    "stock history": lambda held: reverse("admin:fbss_synonym_history", args=[held["synonym"].pk]),
    "history": lambda held: reverse("admin:fbss_faq_history", args=[held["live"].pk]),
    "a step": lambda held: reverse("admin:fbss_faq_step", args=[held["live"].pk, "withdraw"]),
    "a seed update": lambda held: reverse("admin:desk_seed_text", args=["faq", held["update"].pk]),
}


def judged(page):
    """What is wrong with a page on a phone and on a desk, in light and in dark."""
    require("node")
    faults = []
    for size, scheme in ((DESK, "light"), (PHONE, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AXE.read_text())
        faults += [f"{size['width']} {scheme}: {fault}" for fault in page.evaluate(axe.RUN, LEVELS)]
        if wider := page.evaluate(WIDER):
            faults.append(f"{size['width']}: {wider} px wider than the screen")
    return faults


@pytest.mark.parametrize("place", PLACES)
def test_every_page_of_the_desk_is_sound(desk_of, ravi, furnished, place):
    page = desk_of(ravi, viewport=PHONE, reduced_motion="reduce")
    response = page.goto(PLACES[place](furnished))
    shifted = page.evaluate(SHIFTS)
    # axe itself applies styles that the policy forbids, and says so.
    complaints = list(page.context.console)

    assert (response.status, complaints) == (200, [])
    assert judged(page) == []
    assert shifted < 0.1


def test_the_page_before_several_steps_is_sound(desk_of, nina, furnished):
    page = desk_of(nina, reduced_motion="reduce")
    page.goto(reverse("admin:fbss_faq_changelist"))
    page.locator(".action-select").first.check()
    page.locator("select[name=action]").select_option("discard")
    page.get_by_role("button", name=re.compile("^(Run|Go)$")).click()

    expect(page.locator(".desk-sentence")).to_contain_text("thrown away for good")
    assert page.context.console == []
    assert judged(page) == []


def test_the_html_of_the_desk_has_no_fault(desk_of, ravi, furnished, tmp_path):
    sender = desk_of(ravi).context.request
    paths = []
    for kind, place in PLACES.items():
        paths.append(tmp_path / f"{kind.replace(' ', '-')}.html")
        paths[-1].write_bytes(sender.get(place(furnished)).body())

    assert nu(paths) == []
