"""Writing at the desk in a browser: the page beside the form, the keyboard, and no lost work."""

import re
import time
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fbss.editing import revisions
from fbss.editing.roles import EDITORS, REVIEWERS
from fbss.models import FAQ, Picture, Presence, PreviewLink, State, Treatment
from tests.browser.desk import address_of, colleague, enter
from tests.browser.judges import axe, reflow, senses
from tests.browser.tools import nu
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    SourceFactory,
    TreatmentFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "Some do. [@weir-2017]\n\nOthers do not."
SHIFTS = """
() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})
"""


@pytest.fixture
def live(live_server):
    SourceFactory(key="weir-2017", title="Persistent pain")
    InfoPageFactory(published=True, entry__key="who-pays")
    WordFactory(published=True, title="Nerve root")
    return FAQFactory(published=True, title="How common is it?", body=BODY)


@pytest.fixture
def nina(live):
    return colleague("Nina")


@pytest.fixture
def robin(live):
    return colleague("Robin", EDITORS, REVIEWERS)


@pytest.fixture
def at_desk(reader, live_server):
    """Opens a page of the desk for somebody, in a browser of their own."""

    def open_page(user, path, **options):
        context = reader(**options)
        enter(context, user, live_server.url)
        page = context.new_page()
        page.goto(path)
        return page

    return open_page


@pytest.fixture
def desk(at_desk, nina, live):
    page = at_desk(nina, address_of(live))
    expect(page.locator("h2").first).to_have_text("How common is it?")
    page.frame_locator("#preview iframe").locator("h1").wait_for()
    yield page
    assert page.context.console == []


def preview(page):
    return page.frame_locator("#preview iframe")


def found_in_picker(page):
    return page.locator("#picker-options").get_by_role("option")


def newest():
    return FAQ.objects.newest().get(entry__kind="faq")


def save(page):
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")


# The page beside the form


def test_the_preview_is_the_page_that_readers_get(desk, robin, nina, at_desk):
    desk.locator("#id_title").fill("How often does it happen?")
    desk.locator("#id_body").fill("## Numbers\n\nSome do. [@weir-2017] See the nerve root.")
    expect(preview(desk).get_by_role("heading", name="Numbers")).to_be_visible()
    expect(preview(desk).locator("h1")).to_have_text("How often does it happen?")
    shown = preview(desk).locator(".entry > :not(.review-line, .change-list)").all_inner_texts()
    desk.locator("#id_reason").fill("Says it better.")
    save(desk)
    draft = newest()
    revisions.submit(draft, nina)
    revisions.approve(draft, robin)

    public = at_desk(nina, draft.get_absolute_url())

    expect(public.locator("h1")).to_have_text("How often does it happen?")
    rows = public.locator(".entry > :not(.review-line, .change-list)").all_inner_texts()
    assert rows == shown


@pytest.mark.alone
def test_the_page_follows_within_a_second_of_typing(desk):
    # The first answer of a server that has just started is no measure.
    desk.locator("#id_title").fill("How?")
    expect(preview(desk).locator("h1")).to_have_text("How?")
    desk.locator("#id_title").fill("How often?")

    start = time.perf_counter()
    expect(preview(desk).locator("h1")).to_have_text("How often?", timeout=1000)

    assert time.perf_counter() - start < 1


def test_the_preview_keeps_its_place_and_the_way_back_stays_short(desk):
    before = desk.evaluate("history.length")

    for word in ["One", "Two", "Three"]:
        desk.locator("#id_title").fill(word)
        expect(preview(desk).locator("h1")).to_have_text(word)

    assert desk.evaluate("history.length") == before


def test_a_link_in_the_preview_opens_a_tab_and_the_preview_stays(desk):
    with desk.context.expect_page() as opened:
        preview(desk).get_by_role("link", name="Words explained").click()

    expect(opened.value.locator("h1")).to_have_text("Words explained")
    expect(preview(desk).locator("h1")).to_have_text("How common is it?")


def test_the_page_is_shown_as_wide_as_a_phone_and_as_a_desktop(desk):
    width = "document.querySelector('#preview iframe').contentWindow.innerWidth"
    assert desk.evaluate(width) == 390

    desk.get_by_role("button", name="Desktop").click()

    assert desk.evaluate(width) == 1280
    expect(desk.get_by_role("button", name="Desktop")).to_have_attribute("aria-pressed", "true")


def test_a_finding_comes_while_typing_and_leads_to_its_words(desk):
    desk.locator("#id_body").fill("Some do. [@weir-2017]\n\nAbout 1 in 5 people have pain.")
    expect(desk.locator("#check")).to_contain_text("1 thing to mend before this can be published.")

    desk.locator("#check").get_by_role("link", name="Body").first.click()

    expect(desk.locator("#id_body")).to_be_focused()
    selected = desk.evaluate("document.getSelection().toString()")
    assert selected == "About 1 in 5 people have pain"


def test_the_words_of_a_short_answer_are_counted(desk):
    count = desk.locator(".field-short_answer .word-count")
    desk.locator("#id_short_answer").fill("word " * 39 + "end. [@weir-2017]")
    expect(count).to_have_text("40 of 40 words.")

    desk.locator("#id_short_answer").press_sequentially(" More")

    expect(count).to_have_text("41 of 40 words: 1 too many.")


def test_a_field_shows_its_own_preview_once_it_is_opened(desk):
    desk.locator("#id_body").fill("**Bold** <b>not</b> [@nobody-1999]")
    shown = desk.locator(".field-body .field-preview")
    expect(shown.locator("strong")).to_have_count(0)

    shown.get_by_text("This part as readers see it").click()

    expect(shown.locator("strong")).to_have_text("Bold")
    expect(shown.locator("mark.unknown-source")).to_have_text("[@nobody-1999: unknown source]")
    expect(shown).to_contain_text("<b>not</b>")


# The keyboard


def test_tab_leaves_the_field_and_changes_nothing(desk):
    body = desk.locator("#id_body")
    body.focus()

    desk.keyboard.press("Tab")

    expect(body).not_to_be_focused()
    assert body.input_value() == BODY


def test_undo_takes_back_typing_and_what_the_toolbar_wrote(desk):
    body = desk.locator("#id_body")
    body.focus()
    desk.keyboard.press("Control+Home")
    desk.keyboard.type("Typed. ")
    bar = desk.get_by_role("toolbar", name="Format Body")
    bar.get_by_role("button", name="Bold").click()
    bar.get_by_role("button", name="Heading").click()
    assert body.input_value().startswith("## Typed. **bold words**")

    body.focus()
    for _ in range(12):
        desk.keyboard.press("Control+z")

    assert body.input_value() == BODY


def test_the_keys_ctrl_and_s_save(desk):
    desk.locator("#id_title").fill("Saved by keys")

    desk.keyboard.press("Control+s")

    expect(desk.locator(".messagelist")).to_contain_text("Saved as a draft.")
    assert newest().title == "Saved by keys"


def test_enter_in_a_field_of_one_line_saves_and_opens_no_preview(desk):
    desk.locator("#id_title").fill("Saved by Enter")

    desk.locator("#id_title").press("Enter")

    expect(desk.locator(".messagelist")).to_contain_text("Saved as a draft.")
    assert len(desk.context.pages) == 1


def test_a_source_is_found_and_put_behind_its_statement_by_keyboard_alone(desk):
    body = desk.locator("#id_body")
    body.fill("Some do.")
    body.focus()
    desk.keyboard.press("Shift+Tab")
    expect(desk.get_by_role("button", name="Heading").first).to_be_focused()
    for _ in range(4):
        desk.keyboard.press("ArrowRight")

    desk.keyboard.press("Enter")
    desk.keyboard.type("persist")
    expect(found_in_picker(desk)).to_have_count(1)
    desk.keyboard.press("Enter")

    expect(body).to_be_focused()
    assert body.input_value() == "Some do. [@weir-2017]"


def test_a_picture_is_put_on_a_line_of_its_own(desk):
    about = {"credit": "A. Person", "licence": "Own work", "width": 1, "height": 1, "files": []}
    Picture.objects.create(key="spine-side", alt="The lower back from the side", **about)
    body = desk.locator("#id_body")
    body.fill("Some do.")
    bar = desk.get_by_role("toolbar", name="Format Body")
    bar.get_by_role("button", name="Picture").click()

    desk.get_by_role("option", name="The lower back from the side").click()

    assert body.input_value() == "Some do.\n\n![spine-side]\n\n"


def test_escape_closes_the_picker_and_gives_the_field_back(desk):
    body = desk.locator("#id_body")
    body.focus()
    bar = desk.get_by_role("toolbar", name="Format Body")
    bar.get_by_role("button", name="Word").click()
    expect(desk.get_by_role("option", name="Nerve root")).to_be_visible()

    desk.keyboard.press("Escape")

    expect(body).to_be_focused()
    assert body.input_value() == BODY


def test_a_card_is_chosen_by_its_name_and_its_key_stands_on_a_line_of_its_own(desk, live):
    card = CareCardFactory(published=True, title="Call now")
    cards = desk.locator("#id_care_cards")
    cards.fill("other-card")

    desk.get_by_role("button", name="Choose a care card").click()
    desk.get_by_role("option", name="Call now").click()

    assert cards.input_value() == f"other-card\n{card.entry.key}"


# Nothing is lost


def typed_and_kept(page, text):
    """Types, and waits until the device has a copy."""
    page.locator("#id_title").fill(text)
    until(lambda: kept_on(page))


def kept_on(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('desk-copy:'))")


def until(happened, seconds=5):
    """The policy of the page forbids what Playwright would wait with."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_after_a_crash_the_text_is_offered_and_comes_back(at_desk, nina, live):
    page = at_desk(nina, address_of(live))
    typed_and_kept(page, "Not saved yet")
    page.close()  # without asking: as a crash does

    again = page.context.new_page()
    again.goto(address_of(live))
    expect(again.locator("#copy-note")).to_contain_text("was not saved")
    again.get_by_role("button", name="Bring it back").click()
    expect(again.locator("#id_title")).to_have_value("Not saved yet")
    save(again)
    again.goto(address_of(newest()))

    expect(again.locator("#copy-note")).to_be_hidden()
    assert newest().title == "Not saved yet"


def test_rows_that_were_never_saved_come_back_too(at_desk, nina, live):
    treatment = TreatmentFactory(published=True)
    page = at_desk(nina, address_of(treatment))
    page.locator("#id_outcomes").get_by_role("button", name="Add a row").click()
    page.locator("#id_outcomes").get_by_label("Outcome").fill("Half the pain gone")
    typed_and_kept(page, "With a row")
    page.close()

    again = page.context.new_page()
    again.goto(address_of(treatment))
    again.get_by_role("button", name="Bring it back").click()

    expect(again.locator("#id_outcomes").get_by_label("Outcome")).to_have_value(
        "Half the pain gone"
    )


def test_a_copy_that_is_thrown_away_is_gone(at_desk, nina, live):
    page = at_desk(nina, address_of(live))
    typed_and_kept(page, "Not saved yet")
    page.close()
    again = page.context.new_page()
    again.goto(address_of(live))

    again.get_by_role("button", name="Throw it away").click()
    again.reload()

    expect(again.locator("#id_title")).to_have_value("How common is it?")
    expect(again.locator("#copy-note")).to_be_hidden()


def test_a_lost_login_is_told_and_loses_nothing(at_desk, nina, live, live_server):
    page = at_desk(nina, address_of(live))
    preview(page).locator("h1").wait_for()
    page.context.clear_cookies(name="sessionid")

    typed_and_kept(page, "Typed while logged out")
    expect(page.locator("#trouble-note")).to_contain_text("You are logged out.")
    page.close()
    enter(page.context, nina, live_server.url)
    again = page.context.new_page()
    again.goto(address_of(live))
    again.get_by_role("button", name="Bring it back").click()

    expect(again.locator("#id_title")).to_have_value("Typed while logged out")


def test_logging_out_leaves_no_text_on_the_device(at_desk, nina, live):
    page = at_desk(nina, address_of(live))
    typed_and_kept(page, "Not saved yet")
    page.on("dialog", lambda dialog: dialog.accept())

    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(re.compile("logout|account|admin/$"))

    assert kept_on(page) == []


def test_somebody_else_on_the_same_device_is_offered_nothing(
    at_desk, nina, robin, live, live_server
):
    page = at_desk(nina, address_of(live))
    typed_and_kept(page, "Nina's text")
    page.close()
    page.context.clear_cookies()
    enter(page.context, robin, live_server.url)

    again = page.context.new_page()
    again.goto(address_of(live))
    preview(again).locator("h1").wait_for()

    expect(again.locator("#copy-note")).to_be_hidden()


def test_leaving_with_unsaved_text_is_asked_about(desk):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.locator("#id_title").press_sequentially("x")

    desk.goto(reverse("admin:index"))

    assert asked == ["beforeunload"]


def test_leaving_without_a_change_asks_nothing(desk):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.locator("#id_title").focus()

    desk.goto(reverse("admin:index"))

    assert asked == []


# Two people at one text


def test_two_people_edit_the_same_question(at_desk, nina, robin, live):
    first = at_desk(nina, address_of(live))
    until(Presence.objects.exists)
    second = at_desk(robin, address_of(live))
    expect(second.locator(".somebody-says")).to_have_text(
        re.compile(r"^Nina Nurse has this open since \d\d:\d\d\.$")
    )
    second.get_by_role("button", name="Take over").click()
    expect(second.locator("form.somebody")).to_be_hidden()
    second.locator("#id_title").fill("Robin's title")
    second.locator("#id_aim").fill("Robin's aim.")
    save(second)

    first.locator("#id_title").fill("Nina's title")
    first.locator("#id_body").fill("Nina's body.")
    first.get_by_role("button", name="Save as a draft").click()
    expect(first.locator(".clashes h2")).to_have_text("Two texts: bring them together")
    expect(first.locator("#id_title")).to_have_value("Nina's title")
    assert newest().title == "Robin's title"
    title = first.get_by_role("group", name="Title")
    title.get_by_label("Theirs, as it was saved").check()
    save(first)

    text = newest()
    assert (text.title, text.aim, text.body) == ("Robin's title", "Robin's aim.", "Nina's body.")


# Rows


def test_rows_are_added_moved_and_taken_out(at_desk, nina, live):
    row = {
        "effect": "benefit",
        "outcome": "First",
        "with_it": "4 of 10",
        "without_it": "1 of 10",
        "comparator": "usual care",
        "over": "a year",
        "source": "weir-2017",
    }
    rows = [row, row | {"outcome": "Second"}]
    treatment = TreatmentFactory(published=True, outcomes=rows)
    page = at_desk(nina, address_of(treatment))
    outcomes = page.locator("#id_outcomes")
    outcomes.get_by_role("button", name="Add a row").click()
    third = outcomes.locator(".row-card").nth(2)
    expect(third.get_by_label("Effect")).to_be_focused()
    third.get_by_label("Effect").select_option("harm")
    for label, value in [
        ("Outcome", "Third"),
        ("With it", "1 of 10"),
        ("Without it", "1 of 10"),
        ("Comparator", "usual care"),
        ("Over", "a year"),
        ("Source", "weir-2017"),
    ]:
        third.get_by_label(label, exact=True).fill(value)

    third.get_by_role("button", name="Move up").click()
    outcomes.locator(".row-card").nth(0).get_by_role("button", name="Take out").click()
    save(page)

    saved = Treatment.objects.newest().get(entry=treatment.entry)
    assert [one["outcome"] for one in saved.outcomes] == ["Third", "Second"]


def test_everything_works_without_scripts(at_desk, nina, live):
    treatment = TreatmentFactory(published=True)
    page = at_desk(nina, address_of(treatment), java_script_enabled=False)
    row = page.locator("#id_outcomes .row-card").first
    row.get_by_label("Effect").select_option("benefit")
    for label in ["Outcome", "With it", "Without it", "Comparator", "Over"]:
        row.get_by_label(label, exact=True).fill("not known")
    row.get_by_label("Source", exact=True).fill("weir-2017")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a new tab").click()
    expect(opened.value.locator(".outcome-table").first).to_contain_text("not known")

    save(page)

    saved = Treatment.objects.newest().get(entry=treatment.entry)
    assert [one["source"] for one in saved.outcomes] == ["weir-2017"]


# How the pages are


@pytest.fixture
def draft(nina, live):
    live.title, live.body = "How often is it?", f"{BODY}\n\nA new line."
    return revisions.save_draft(live, nina)


PAGES = {
    "form": address_of,
    "new page": lambda _draft: reverse("admin:fbss_treatment_add"),
    "versions": lambda draft: address_of(draft, "versions"),
    "compare": lambda draft: address_of(draft, "compare"),
    "links": lambda draft: address_of(draft, "links"),
    "preview": lambda draft: address_of(draft, "page"),
    "link": lambda draft: PreviewLink.objects.get().get_absolute_url(),
}


@pytest.fixture
def opened(at_desk, nina, draft):
    PreviewLink.objects.create(entry=draft.entry, number=draft.number, made_by=nina)

    def open_kind(kind, **options):
        page = at_desk(nina, PAGES[kind](draft), **options)
        page.wait_for_load_state("networkidle")
        return page

    return open_kind


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_quiet_and_stands_still(opened, kind):
    page = opened(kind)

    shifts = page.evaluate(SHIFTS)

    assert page.context.console == []
    assert shifts < 0.1


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_for_everybody(opened, kind):
    visitor = SimpleNamespace(page=opened(kind))

    found = [*reflow.judge(visitor), *senses.judge_less_motion(visitor), *axe.judge(visitor)]

    assert found == []


def test_the_html_of_the_desk_has_no_fault(at_desk, nina, draft, tmp_path):
    PreviewLink.objects.create(entry=draft.entry, number=draft.number, made_by=nina)
    context = at_desk(nina, reverse("admin:index")).context
    paths = []
    for kind, address in PAGES.items():
        paths.append(tmp_path / f"{kind.replace(' ', '-')}.html")
        paths[-1].write_bytes(context.request.get(address(draft)).body())

    assert nu(paths) == []


def test_the_merging_of_two_texts_and_the_picker_are_for_everybody(opened, draft, robin):
    page = opened("form")
    theirs = FAQ.objects.get(pk=draft.pk)
    theirs.title = "Robin's title"
    revisions.save_draft(theirs, robin)
    page.locator("#id_title").fill("Nina's title")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator(".clashes")).to_be_visible()

    assert axe.judge(SimpleNamespace(page=page)) == []

    page.get_by_role("toolbar", name="Format Body").get_by_role("button", name="Source").click()
    expect(found_in_picker(page)).to_have_count(1)
    assert axe.judge(SimpleNamespace(page=page)) == []


def test_a_draft_is_compared_with_the_page(opened, live, draft):
    page = opened("versions")
    assert draft.state == State.DRAFT

    page.get_by_role("button", name="Compare the two versions").click()

    title = page.get_by_role("region", name="Title")
    expect(title.locator("del")).to_contain_text("common")
    expect(title.locator("ins")).to_contain_text("often")
    expect(page.get_by_role("link", name="Begin a draft with version 1")).to_be_visible()
