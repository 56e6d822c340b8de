"""The site in one file, opened from a disk, without a network."""

import re

import pytest

from tests.browser.tools import AXE, require
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    SynonymFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
async (tags) => (await axe.run(document, { runOnly: tags })).violations.flatMap(({ id, nodes }) =>
  nodes.map((node) => `${id}: ${node.target.join(" ")}`));
"""


@pytest.fixture
def file(client, tmp_path):
    CareCardFactory(published=True, title="Go to an emergency room")
    TopicFactory(published=True, title="Flare-ups", questions_to_ask=["What helps?"])
    FAQFactory(published=True, title="How does a pump work?")
    TreatmentFactory(published=True, title="Intrathecal pump")
    WordFactory(published=True, title="Catheter")
    SynonymFactory(lay="pain pump", clinical="intrathecal pump")
    SynonymFactory(lay="numb between my legs", clinical="saddle", urgency="emergency")
    path = tmp_path / "pack.html"
    path.write_bytes(client.get("/pack.html").content)
    return path


@pytest.fixture
def open_file(browser, file):
    contexts = []

    def open_file(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_offline(True)
        context.set_default_timeout(5000)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.complaints.append(request.url))
        page.goto(file.as_uri())
        page.complaints.remove(file.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()


def found(page, typed):
    page.get_by_label("Search this file").fill(typed)
    return page.locator(".pack-search-list li").all_inner_texts()


def test_a_search_takes_the_words_of_patients(open_file):
    page = open_file()

    assert found(page, "pain pump")[0] == "Intrathecal pump"
    assert page.locator("pack-search [role=status]").inner_text() != ""


def test_an_urgent_word_brings_help_first(open_file):
    assert found(open_file(), "I am numb between my legs")[0] == "Get help now"


def test_a_search_that_finds_nothing_says_so(open_file):
    page = open_file()

    assert found(page, "zzqq") == []
    assert page.get_by_text("Nothing found. Try another word").is_visible()


def test_the_sheet_is_kept_in_the_browser(open_file):
    page = open_file()

    page.get_by_role("button", name="Add a note").click()
    page.keyboard.type("Numb foot")
    page.get_by_role("checkbox", name=re.compile(r"Add to my sheet\s*: What helps")).check()
    page.reload()

    assert page.locator("[data-lines=notes] textarea").input_value() == "Numb foot"
    assert page.locator("[data-lines=questions] textarea").first.input_value() == "What helps?"


def test_the_file_asks_nobody_for_anything(open_file):
    page = open_file()

    found(page, "pump")

    assert page.complaints == []


def test_the_file_fits_a_narrow_phone(open_file):
    page = open_file(viewport={"width": 320, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_an_old_file_says_that_it_is_old(open_file):
    page = open_file()
    page.clock.install(time="2031-01-01")
    page.reload()

    assert "Get a new copy before you rely on it." in page.locator("pack-age").inner_text()


def test_without_scripts_the_file_is_a_long_document(open_file):
    page = open_file(java_script_enabled=False)

    page.get_by_role("link", name="Words explained", exact=True).first.click()

    assert page.url.endswith("#words/")
    assert page.get_by_text("This copy was made on").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_file(open_file, scheme):
    require("node")
    page = open_file(color_scheme=scheme)
    page.evaluate(AXE.read_text())

    assert page.evaluate(RUN, TAGS) == []
