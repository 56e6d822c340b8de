"""A real browser. Without one these tests say so and are left out; with CI set they fail."""

import os
import shutil
from pathlib import Path

import pytest

from tests.browser import site as portal
from tests.browser.visits import Visitor
from tests.servers.installed import without

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]
PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
]
HOW = "install chromium, or name a browser with BROWSER_PATH"


def found(own):
    """The path of a browser of the Chromium family, if there is one; `own` is Playwright's."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).exists() else None
    paths = [*filter(None, map(shutil.which, NAMES)), *PLACES, own]
    return next((path for path in paths if Path(path).exists()), None)


@pytest.fixture(scope="session")
def playwright():
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 -- only where it is used

    # Playwright runs an event loop in this thread; the tests themselves use no coroutine.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            yield playwright
    except Error as error:
        without(f"the browser's driver did not start ({error.message.splitlines()[0]}): {HOW}")
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="session")
def browser_path(playwright):
    path = found(playwright.chromium.executable_path)
    if path is None:
        without(f"no browser was found: {HOW}")
    return path


@pytest.fixture(scope="session")
def browser(playwright, browser_path):
    from playwright.sync_api import Error  # noqa: PLC0415 -- only where it is used

    try:
        browser = playwright.chromium.launch(executable_path=browser_path)
    except Error as error:
        without(f"{browser_path} did not start ({error.message.splitlines()[0]}): {HOW}")
    yield browser
    browser.close()


@pytest.fixture
def reader(browser, live_server):
    """A reader's browser with an empty history; `console` collects what a page complains of."""
    contexts = []

    def make(**options):
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(5000)
        context.console = []
        context.on("console", lambda message: context.console.append(message.text))
        context.on("weberror", lambda error: context.console.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(reader):
    """A page with JavaScript, in a browser of its own."""
    context = reader()
    yield context.new_page()
    assert context.console == []


@pytest.fixture
def plain_page(reader):
    """A page without JavaScript."""
    return reader(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory):
    """Where the served portal keeps its data; the processes of one run share it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "portal"
    portal.prepare(folder)
    return folder


@pytest.fixture(scope="session")
def site(site_folder):
    """The address of the portal with the real seed, served as an operator serves it."""
    with portal.serving(site_folder) as address:
        yield address


@pytest.fixture
def visitor(browser, site):
    """Makes visitors of the served portal, each with an empty history."""
    visitors = []

    def make(**options):
        visitors.append(Visitor(browser, site, **options))
        return visitors[-1]

    yield make
    for one in visitors:
        one.context.close()
