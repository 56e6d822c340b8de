"""Without JavaScript every form can be used, and words are explained."""

import pytest

from tests.browser.kinds import named


@pytest.fixture
def plain(visitor):
    def visit(name):
        return visitor(java_script_enabled=False).visit(*named(name))

    return visit


def h1(page):
    return page.locator("h1").inner_text()


def test_the_search_box_of_every_page_searches(plain):
    page = plain("home")

    page.get_by_label("Search this site").fill("pain pump")
    page.get_by_role("button", name="Search").click()

    assert h1(page) == "Search"
    assert page.locator(".search-result").count() > 1


def test_the_lists_are_narrowed(plain):
    page = plain("treatments")
    before = page.locator(".treatment-card").count()

    page.locator(".filter-form select").first.select_option(index=1)
    page.locator(".filter-form").get_by_role("button", name="Show").click()

    assert h1(page) == "Treatments"
    assert 0 < page.locator(".treatment-card").count() < before


def test_treatments_are_compared(plain):
    page = plain("compare, nothing chosen")

    for box in page.locator(".compare-form-choice input").all()[:2]:
        box.check()
    page.locator(".compare-form").get_by_role("button", name="Compare").click()

    assert page.locator(".compare-table thead th").count() == 2


def test_feedback_is_sent(plain):
    page = plain("question")

    page.locator(".feedback-form").get_by_role("button", name="No", exact=True).click()
    page.locator(".feedback-sheet input[type=radio]").first.check()
    page.get_by_label("What would you change or keep?").fill("More pictures.")
    # Programs fill in a form at once.
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Send").click()

    assert h1(page) == "Thank you"


def test_a_word_leads_to_its_page(plain):
    page = plain("question")
    link = page.locator("main a.word").first
    address = link.get_attribute("href")

    link.click()

    assert page.url.endswith(address)


def test_a_meaning_opens_in_place(plain):
    page = plain("question")

    page.locator("button.word-button").first.click()

    assert page.locator(".word-note:popover-open").is_visible()
