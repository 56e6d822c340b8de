"""Bad-day view in a browser: less to read, remembered by the device alone."""

import pytest

from tests.factories import CareCardFactory, FAQFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def faq():
    CareCardFactory(published=True, entry__key="cauda-equina", title="Cauda equina")
    return FAQFactory(
        published=True,
        title="Why?",
        short_answer="Often it is not known.",
        key_messages=["You are not alone."],
        what_you_can_do=["Rest a little.", "Write it down."],
        care_cards=["cauda-equina"],
        body="## The long part\n\nMuch to read.",
    )


def turn_on(page):
    page.goto("/bad-day/")
    page.get_by_role("button", name="Show less on every page").click()


def test_it_shows_what_matters_most_on_every_page_until_it_is_turned_off(page, faq):
    turn_on(page)

    page.goto(faq.get_absolute_url())

    seen = ["Why?", "Often it is not known.", "You are not alone.", "Cauda equina"]
    seen += ["Rest a little.", "Get help now"]
    assert [
        text for text in seen if not page.get_by_text(text, exact=True).first.is_visible()
    ] == []
    hidden = ["Write it down.", "Much to read.", "Was this page useful?", "Questions to ask"]
    assert [text for text in hidden if page.get_by_text(text, exact=True).first.is_visible()] == []
    page.get_by_role("button", name="Show everything again").click()
    assert page.get_by_text("Much to read.").is_visible()
    page.reload()
    assert page.get_by_text("Much to read.").is_visible()


def test_the_long_page_is_never_seen_before_the_short_one(page, faq):
    turn_on(page)
    # The scripts that pages load come late, or not at all.
    page.route("**/js/site*.js", lambda route: route.abort())

    page.goto(faq.get_absolute_url())

    assert page.get_by_text("You are not alone.").is_visible()
    assert not page.get_by_text("Much to read.").is_visible()
    # The way back is painted with the page, so nothing moves when the scripts come.
    assert page.get_by_role("button", name="Show everything again").is_visible()
    page.context.console.clear()


def test_it_is_remembered_by_the_device_alone(page):
    page.goto("/bad-day/", wait_until="networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))

    page.get_by_role("button", name="Show less on every page").click()
    page.wait_for_timeout(200)

    assert sent == []
    assert page.context.cookies() == []
    assert page.evaluate("({...localStorage})") == {"bad-day": "on"}
    page.get_by_role("button", name="Show everything again").click()
    assert page.evaluate("localStorage.length") == 0


def test_another_tab_follows(page, faq):
    page.goto(faq.get_absolute_url())
    other = page.context.new_page()

    turn_on(other)

    page.get_by_text("Much to read.").wait_for(state="hidden")


def test_without_storage_it_counts_for_one_page_and_says_so(page):
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); };"
    )

    turn_on(page)

    assert page.get_by_text("it counts for this page only").is_visible()
    assert page.get_by_role("button", name="Show everything again").is_visible()


def test_paper_holds_everything(page, faq):
    turn_on(page)
    page.goto(faq.get_absolute_url())

    page.emulate_media(media="print")

    assert page.get_by_text("Much to read.").is_visible()


def test_without_javascript_it_is_a_set_of_short_pages(plain_page):
    page = plain_page
    TopicFactory(
        published=True,
        title="Sleep",
        key_messages=["Sleep helps."],
        what_you_can_do=["Dim the light.", "Get up."],
    )
    page.goto("/")

    page.get_by_role("link", name="Bad day? Read less").first.click()
    page.get_by_role("link", name="Sleep").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Sleep"
    assert page.get_by_text("Sleep helps.").is_visible()
    assert page.get_by_text("Dim the light.").is_visible()
    assert page.get_by_text("Get up.").count() == 0
    assert page.get_by_role("button", name="Show").count() == 0
