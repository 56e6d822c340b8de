"""The box that suggests: a combobox as WAI-ARIA describes it, by keyboard, pointer and ear."""

import pytest

from fbss.search.index import rebuild
from tests.factories import FAQFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def box(page):
    """The box of the search page, and three pages that it can suggest."""
    topic = TopicFactory(published=True).entry
    for number in range(3):
        FAQFactory(published=True, topic=topic, title=f"Does zygomancy {number} help?")
    rebuild()
    page.goto("/search/")
    return page.get_by_role("combobox", name="What would you like to know?")


def type_in(box):
    box.press_sequentially("zygo")
    box.page.get_by_role("option").first.wait_for()


def state(box):
    """What a screen reader is told: whether the list is open, and which line is chosen."""
    chosen = box.get_attribute("aria-activedescendant")
    text = box.page.locator(f"#{chosen}").inner_text() if chosen else None
    return box.get_attribute("aria-expanded"), text and text.split(" help?")[0]


def test_it_says_that_there_are_suggestions(box):
    assert state(box) == ("false", None)

    type_in(box)

    assert state(box) == ("true", None)
    names = ["aria-autocomplete", "aria-controls"]
    assert [box.get_attribute(name) for name in names] == ["list", "search-here-list"]
    options = box.page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    assert options.count() == 3
    status = box.page.locator("search-suggest", has=box).get_by_role("status")
    assert status.inner_text() == "3 suggestions. Use the up and down arrows."


def test_the_arrows_go_round_and_come_back_to_what_was_typed(box):
    type_in(box)

    seen = []
    for key in ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"]:
        box.press(key)
        seen.append(state(box)[1])

    assert seen == [
        "Does zygomancy 0",
        "Does zygomancy 1",
        "Does zygomancy 0",
        None,
        "Does zygomancy 2",
    ]
    assert box.input_value() == "zygo"


def test_escape_closes_the_list_and_the_down_arrow_brings_it_back(box):
    type_in(box)

    box.press("Escape")
    assert state(box) == ("false", None)
    assert box.input_value() == "zygo"

    box.press("ArrowDown")
    box.page.get_by_role("option").first.wait_for()
    assert state(box) == ("true", None)


def test_enter_opens_the_chosen_page_and_else_searches(box):
    type_in(box)
    box.press("ArrowDown")
    box.press("Enter")
    box.page.wait_for_url("**/questions/*/")
    assert box.page.locator("h1").inner_text().startswith("Does zygomancy 0 help?")

    box.page.goto("/search/")
    type_in(box)
    box.press("Enter")

    box.page.wait_for_url("**/search/?q=zygo")
    assert box.page.locator(".search-result").count() == 3


def test_a_press_opens_a_page_and_the_way_out_closes_the_list(box):
    type_in(box)
    box.press("Tab")
    assert state(box) == ("false", None)

    box.focus()
    box.press("ArrowDown")
    box.page.get_by_role("option").nth(1).click()

    box.page.wait_for_url("**/questions/*/")
    assert box.page.locator("h1").inner_text().startswith("Does zygomancy 1 help?")


def test_without_an_answer_the_form_still_searches(box):
    box.page.route("**/search/suggest/**", lambda route: route.abort())

    box.press_sequentially("zygo")
    box.press("Enter")

    box.page.wait_for_url("**/search/?q=zygo")
    assert box.page.locator(".search-result").count() == 3
    box.page.context.console.clear()
