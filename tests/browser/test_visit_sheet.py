"""The visit sheet in a browser: kept there, and nowhere else."""

import json
import re

import pytest

from tests.factories import FAQFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "visit-sheet"
BLOCKED = """
for (const name of ["getItem", "setItem", "removeItem"])
  Storage.prototype[name] = () => { throw new DOMException("no", "SecurityError"); };
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("no", "QuotaExceededError"); };
"""
# A tab that sleeps hears of no other tab.
ASLEEP = "addEventListener('storage', (event) => event.stopImmediatePropagation(), true);"


def part(page, name):
    return page.locator(f"[data-lines={name}]")


def add(page, button, text):
    page.get_by_role("button", name=button, exact=True).click()
    page.keyboard.type(text)


def texts(page, name):
    fields = part(page, name).locator("[data-field=text]").all()
    return [field.input_value() for field in fields]


def kept(page):
    """The lines that this browser keeps, without their names."""
    raw = page.evaluate("key => localStorage.getItem(key)", KEY)
    sheet = json.loads(raw) if raw else {}
    return {
        name: [{k: v for k, v in line.items() if k != "id"} for line in lines]
        for name, lines in sheet.items()
        if name != "version" and lines
    }


def keep(page, **parts):
    """Leave a sheet in the browser, as an earlier visit would have."""
    empty = {"questions": [], "notes": [], "medicines": [], "diary": [], "plan": []}
    sheet = {"version": 1, **empty}
    for name, lines in parts.items():
        sheet[name] = [{"id": f"{name}-{n}", "text": text} for n, text in enumerate(lines)]
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(sheet)])


def test_a_question_ticked_while_reading_is_on_the_sheet(page):
    faq = FAQFactory(
        published=True, title="Why?", questions_to_ask=["What result did you expect?", "And else?"]
    )
    page.goto(faq.get_absolute_url())

    page.get_by_label("Add to my sheet: What result did you expect?").check()

    assert page.locator(".announcement").inner_text() == (
        "It is on your sheet. Questions on it now: 1."
    )
    page.goto("/prepare/")
    assert texts(page, "questions") == ["What result did you expect?"]
    assert part(page, "questions").locator(".visit-sheet-from").inner_text() == "From: Why?"
    page.goto(faq.get_absolute_url())
    page.get_by_label("Add to my sheet: What result did you expect?").uncheck()
    assert kept(page) == {}


def test_a_question_ticked_among_all_questions_appears_on_the_sheet_above(page):
    TopicFactory(published=True, title="Flare-ups", questions_to_ask=["Whom do I call?"])
    page.goto("/prepare/")

    page.locator("summary", has_text="Flare-ups").click()
    page.get_by_label("Whom do I call?").check()

    assert texts(page, "questions") == ["Whom do I call?"]
    assert kept(page) == {"questions": [{"text": "Whom do I call?", "from": "Flare-ups"}]}


def test_the_whole_sheet_is_there_after_a_new_start_and_nothing_was_sent(page):
    page.goto("/prepare/", wait_until="networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))

    add(page, "Add my own question", "Is it <b>normal</b>?")
    add(page, "Add a note", "It hurts.\nMostly at night.")
    add(page, "Add a medicine", "Gabapentin")
    page.keyboard.press("Tab")
    page.keyboard.type("300 mg")
    add(page, "Add a day", "")
    add(page, "Add a step", "It burns")
    page.wait_for_timeout(300)

    assert sent == []
    assert page.context.cookies() == []
    day = kept(page)["diary"][0].pop("text")
    assert re.fullmatch(r"[A-Z][a-z]{2} \d{1,2}", day)
    page.reload()
    assert kept(page) == {
        "questions": [{"text": "Is it <b>normal</b>?"}],
        "notes": [{"text": "It hurts.\nMostly at night."}],
        "medicines": [{"text": "Gabapentin", "dose": "300 mg", "effect": ""}],
        "diary": [{"text": day, "pain": "", "helped": ""}],
        "plan": [{"text": "It burns", "action": ""}],
    }
    assert texts(page, "notes") == ["It hurts.\nMostly at night."]


def test_lines_are_ordered_by_buttons_that_keep_the_focus(page):
    page.goto("/prepare/")
    keep(page, notes=["one", "two", "three"])
    page.reload()

    page.get_by_role("button", name="Up: three").press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    assert texts(page, "notes") == ["three", "one", "two"]
    assert page.locator(".announcement").first.inner_text() == "It is the first already."
    page.get_by_role("button", name="Down: three").click()
    assert [line["text"] for line in kept(page)["notes"]] == ["one", "three", "two"]


def test_lines_are_ordered_by_dragging(page):
    page.goto("/prepare/")
    keep(page, notes=["one", "two", "three"])
    page.reload()
    handles = part(page, "notes").locator("[data-drag]")
    handles.first.scroll_into_view_if_needed()
    start, end = handles.nth(0).bounding_box(), handles.nth(2).bounding_box()

    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, end["y"] - 60, steps=4)
    page.mouse.move(end["x"] + 10, end["y"] + 30, steps=4)
    page.mouse.up()

    assert texts(page, "notes") == ["two", "three", "one"]
    assert [line["text"] for line in kept(page)["notes"]] == ["two", "three", "one"]


def test_a_removed_line_can_be_put_back(page):
    page.goto("/prepare/")
    keep(page, notes=["one", "two"])
    page.reload()

    page.get_by_role("button", name="Remove: one").click()

    assert texts(page, "notes") == ["two"]
    page.get_by_role("button", name="Put it back").click()
    assert texts(page, "notes") == ["one", "two"]


def test_after_the_last_line_is_removed_the_keyboard_stays_in_its_part(page):
    page.goto("/prepare/")
    keep(page, notes=["one"])
    page.reload()

    page.get_by_role("button", name="Remove: one").click()

    assert page.evaluate("document.activeElement.textContent") == "Add a note"


def test_one_button_leaves_no_trace_and_can_be_undone(page):
    page.goto("/prepare/")
    keep(page, notes=["one"], questions=["two?"])
    page.reload()

    page.get_by_role("button", name="Erase everything").click()

    assert page.evaluate("localStorage.length") == 0
    assert texts(page, "notes") == []
    page.get_by_role("button", name="Put everything back").click()
    assert (texts(page, "notes"), texts(page, "questions")) == (["one"], ["two?"])


def test_the_sheet_goes_into_a_file_and_comes_back_beside_what_is_there(page, tmp_path):
    page.goto("/prepare/")
    keep(page, notes=["one"])
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page.get_by_role("button", name="Erase everything").click()
    add(page, "Add a note", "two")

    page.get_by_label("Load a sheet from a file").set_input_files(file)

    page.get_by_text("is loaded. What you had is still here.").wait_for()
    assert texts(page, "notes") == ["two", "one"]
    assert file.name == "visit-sheet.json"


@pytest.mark.parametrize("content", ["no sheet", "[]", '{"version": 1, "notes": 3}', "null"])
def test_a_file_that_holds_no_sheet_changes_nothing(page, tmp_path, content):
    file = tmp_path / "other.json"
    file.write_text(content)
    page.goto("/prepare/")
    add(page, "Add a note", "mine")

    page.get_by_label("Load a sheet from a file").set_input_files(file)

    page.get_by_text("“other.json” holds no visit sheet. Nothing was changed.").wait_for()
    assert texts(page, "notes") == ["mine"]


def test_two_tabs_show_one_sheet(page):
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto("/prepare/")

    add(page, "Add a note", "from here")
    add(other, "Add a note", "from there")

    page.wait_for_function("document.querySelectorAll('[data-lines=notes] li').length === 2")
    assert texts(page, "notes") == texts(other, "notes") == ["from here", "from there"]


def test_a_line_changed_in_two_tabs_is_kept_in_both_versions(page):
    page.goto("/prepare/")
    keep(page, notes=["begun"])
    other = page.context.new_page()
    other.add_init_script(ASLEEP)
    other.goto("/prepare/")
    page.reload()

    part(page, "notes").locator("textarea").fill("changed here")
    part(other, "notes").locator("textarea").fill("changed there")

    other.get_by_text("Both versions are on the sheet now").wait_for()
    assert texts(other, "notes") == ["changed here", "changed there"]
    assert kept(page) == {"notes": [{"text": "changed here"}, {"text": "changed there"}]}


@pytest.mark.parametrize(
    ("script", "sentence"),
    [(BLOCKED, "does not let our site keep anything"), (FULL, "There is no room left")],
)
def test_without_storage_the_reader_is_told_and_can_still_use_the_sheet(page, script, sentence):
    page.add_init_script(script)
    page.goto("/prepare/")
    asked = []

    add(page, "Add a note", "not kept")

    assert sentence in page.locator(".visit-sheet-troubles").inner_text()
    assert texts(page, "notes") == ["not kept"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert "not kept" in download.value.path().read_text()
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/")
    assert asked == ["beforeunload"]


def test_a_page_says_that_a_question_could_not_be_kept(page):
    page.add_init_script(BLOCKED)
    faq = FAQFactory(published=True, questions_to_ask=["What else?"])
    page.goto(faq.get_absolute_url())

    page.get_by_label("Add to my sheet: What else?").check()

    assert "does not let our site keep anything" in page.locator(".announcement").inner_text()
    page.on("dialog", lambda dialog: dialog.accept())
    page.close()


@pytest.mark.parametrize(
    ("damaged", "left"),
    [
        ("{broken", []),
        ('{"version": 1, "notes": [{"id": "a", "text": "whole"}, 7]}', ["whole"]),
        ('{"version": 1, "notes": [{"id": "a", "text": "whole", "x": {}}]}', ["whole"]),
        ("17", []),
    ],
)
def test_a_damaged_sheet_is_put_aside_and_what_is_whole_is_shown(page, damaged, left):
    page.goto("/prepare/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, damaged])
    page.reload()

    assert "could not be read" in page.locator(".visit-sheet-troubles").inner_text()
    assert texts(page, "notes") == left
    with page.expect_download() as download:
        page.get_by_role("button", name="Download what was there").click()
    assert download.value.path().read_text() == damaged


def test_the_sheet_of_a_newer_version_is_left_alone(page):
    newer = '{"version": 2, "notes": "in another form"}'
    page.goto("/prepare/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, newer])
    page.reload()

    add(page, "Add a note", "x")

    assert "newer version" in page.locator(".visit-sheet-troubles").inner_text()
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == newer
    page.on("dialog", lambda dialog: dialog.accept())
    page.close()


def test_what_a_reader_types_is_never_read_as_html(page):
    page.goto("/prepare/")
    keep(page, questions=["<img src=x onerror=alert(1)>"])

    page.reload()

    assert page.locator("visit-sheet img").count() == 0
    assert texts(page, "questions") == ["<img src=x onerror=alert(1)>"]


def test_a_filled_sheet_fits_two_pages_and_leaves_the_site_away(page):
    TopicFactory(published=True, questions_to_ask=[f"Question {n}?" for n in range(90)])
    page.goto("/prepare/")
    keep(page, questions=["Why?"] * 5, notes=["It hurts."] * 3, medicines=["One"] * 4)
    page.reload()

    for paper in ("A4", "Letter"):
        pdf = page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2

    page.emulate_media(media="print")
    assert not page.get_by_role("heading", name="Questions from this site").is_visible()
    assert not page.get_by_role("button").first.is_visible()


def test_without_javascript_it_is_an_empty_sheet_with_the_questions_of_the_site(plain_page):
    page = plain_page
    TopicFactory(published=True, title="Sleep", questions_to_ask=["How can I sleep?", "What else?"])
    page.goto("/prepare/")

    assert page.get_by_text("Print this page and fill it in by hand").is_visible()
    assert not page.get_by_role("button", name="Print").is_visible()
    assert page.locator(".visit-sheet-paper").first.is_visible()
    page.locator("summary", has_text="Sleep").click()
    page.get_by_label("How can I sleep?").check()
    page.emulate_media(media="print")
    assert page.get_by_text("How can I sleep?").is_visible()
    assert not page.get_by_text("What else?").is_visible()


MERGE = """
async () => {
  const { mergeSheets, emptySheet } = await import("/static/js/sheet.js");
  const pick = (n) => Math.floor(Math.random() * n);
  const edit = (lines, who) => {
    const copy = lines.map((line) => ({ ...line }));
    for (let step = pick(5); step > 0; step--) {
      const place = pick(copy.length + 1);
      const kind = pick(4);
      const text = `${who}${Math.random()}`;
      if (kind === 0) copy.splice(place, 0, { id: text, text });
      else if (kind === 1 && copy[place]) copy[place] = { ...copy[place], text };
      else if (kind === 2) copy.splice(place, 1);
      else if (copy[place]) copy.unshift(...copy.splice(place, 1));
    }
    return copy;
  };
  const sheet = (notes) => ({ ...emptySheet(), notes });
  for (let round = 0; round < 3000; round++) {
    const base = Array.from({ length: pick(5) }, (_, n) => ({ id: `b${n}`, text: `b${n}` }));
    const [mine, theirs] = [edit(base, "m"), edit(base, "t")];
    const { notes } = mergeSheets(sheet(base), sheet(mine), sheet(theirs)).sheet;
    const found = new Set(notes.map((line) => line.text));
    const old = new Set(base.map((line) => line.text));
    const isLost = ({ text }) => !old.has(text) && !found.has(text);
    const lost = [...mine, ...theirs].filter(isLost);
    const ids = new Set(notes.map((line) => line.id));
    const back = base.filter((line) => found.has(line.text) &&
      (!mine.some((m) => m.text === line.text) || !theirs.some((t) => t.text === line.text)));
    const isFaulty = lost.length || back.length || ids.size !== notes.length;
    if (isFaulty) return { base, mine, theirs, notes };
  }
  return null;
}
"""


def test_whatever_two_tabs_do_no_text_is_lost_and_nothing_removed_comes_back(page):
    page.goto("/prepare/")

    assert page.evaluate(MERGE) is None
