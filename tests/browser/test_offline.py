"""The site kept on the device: after a press, never before, and never out of date for long."""

import pytest
from django.utils import timezone

from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)

TRACES = """async () => [
  (await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]"""
COPY = """async (address) => {
  const store = await caches.open("kept-site");
  return (await (await store.match(address))?.text()) ?? "";
}"""


def keep(page):
    page.goto("/offline/")
    page.get_by_role("button", name="Keep the site on this device").click()
    page.get_by_text("The site is on this device").wait_for(timeout=20_000)


def without_network(page):
    """The network is gone for pages and for the worker alike."""
    page.context.set_offline(True)


def wait_for_copy(page, address, text):
    """Until the kept copy of a page says this."""
    for _ in range(50):
        if text in page.evaluate(COPY, address):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{address} does not say {text!r}")


@pytest.fixture
def topic():
    return TopicFactory(published=True, title="Sleep", body="## Nights\n\nThe first text.")


def test_nothing_is_kept_before_the_reader_presses(page, topic):
    for address in ("/", topic.get_absolute_url(), "/offline/"):
        page.goto(address, wait_until="networkidle")

    assert page.evaluate(TRACES) == [0, 0]


def test_kept_pages_are_read_without_a_network_and_say_how_old_they_are(page, topic):
    keep(page)
    without_network(page)

    page.goto(topic.get_absolute_url())

    assert page.get_by_role("heading", level=1).inner_text() == "Sleep"
    line = page.locator("main .notice").first.inner_text()
    assert line.startswith(
        "We could not reach our site, so you read the copy on this device. It is as of "
    )
    assert f"{timezone.localdate():%B %-d, %Y}" in line
    assert ", today" in line
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    page.context.console.clear()


def test_a_page_that_is_not_kept_says_so_and_leads_to_those_that_are(page, topic):
    keep(page)
    without_network(page)

    page.goto("/sources/some-source/")

    assert page.get_by_role("heading", level=1).inner_text() == "This page needs the network"
    page.get_by_role("link", name="Understand your pain").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Understand your pain"
    page.context.console.clear()


def test_with_a_network_the_page_is_always_the_one_of_now(page, topic):
    keep(page)
    topic.body = "## Nights\n\nThe second text."
    topic.save()

    page.goto(topic.get_absolute_url())

    assert page.get_by_text("The second text.").is_visible()
    assert page.locator("main .notice").count() == 0


def test_a_corrected_page_replaces_the_kept_copy_at_the_next_connection(page, topic):
    keep(page)
    topic.body = "## Nights\n\nThe second text."
    topic.save()
    # The worker looks at most once a minute; a tab that comes back to the network asks at once.
    page.context.set_offline(True)
    page.goto("/")
    page.context.set_offline(False)
    page.goto("/understand/")

    wait_for_copy(page, topic.get_absolute_url(), "The second text.")
    without_network(page)
    page.goto(topic.get_absolute_url())

    assert page.get_by_text("The second text.").is_visible()
    page.context.console.clear()


def test_a_page_that_was_taken_back_is_gone_from_the_device_at_the_next_connection(page, topic):
    keep(page)
    now = timezone.now()
    type(topic).objects.filter(pk=topic.pk).update(live_until=now)
    topic.entry.withdrawn_at, topic.entry.withdrawn_reason = now, "It was wrong."
    topic.entry.save()
    page.context.set_offline(True)
    page.goto("/")
    page.context.set_offline(False)
    page.goto("/understand/")

    wait_for_copy(page, topic.get_absolute_url(), "It was wrong.")
    without_network(page)
    page.goto(topic.get_absolute_url())

    assert page.get_by_role("heading", level=1).inner_text() == "This page was taken back"
    assert page.get_by_text("The first text.").count() == 0
    page.context.console.clear()


def test_the_visit_sheet_works_without_a_network(page, topic):
    keep(page)
    without_network(page)
    page.goto("/prepare/")

    page.get_by_role("button", name="Add a note").click()
    page.keyboard.type("offline")
    page.reload()

    assert page.locator("[data-lines=notes] textarea").input_value() == "offline"
    page.context.console.clear()


def test_one_press_removes_the_copy(page, topic):
    keep(page)

    page.get_by_role("button", name="Remove the copy").click()

    page.get_by_text("The copy is removed.").wait_for()
    assert page.evaluate(TRACES) == [0, 0]


def test_scripts_work_where_the_browser_asks_for_trusted_types(page, topic):
    def stricter(route):
        answer = route.fetch()
        policy = "require-trusted-types-for 'script'; trusted-types offline-worker"
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": policy}
        )

    page.route("**/*", stricter)

    keep(page)
    page.goto("/prepare/")
    page.get_by_role("button", name="Add a note").click()
    page.goto("/bad-day/")
    page.get_by_role("button", name="Show less on every page").click()

    assert page.get_by_role("button", name="Show everything again").is_visible()


def test_without_javascript_the_page_says_what_else_there_is(plain_page):
    plain_page.goto("/offline/")

    assert plain_page.get_by_text("you can still print each page").is_visible()
    assert plain_page.get_by_role("button", name="Keep").count() == 0
