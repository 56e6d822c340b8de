"""No page that a link leads to asks another host for anything, sets a cookie or complains."""

from urllib.parse import urldefrag, urlsplit

from tests.browser.kinds import named

LINKS = """
[...document.querySelectorAll("a[href]")].map((link) => link.href)
"""
# Answers to other programs; a browser would save them.
FOR_MACHINES = (".atom", ".json", ".xml", ".txt", ".pdf", "/api/", "/admin/", "/infobutton")


def test_every_page_that_links_lead_to_is_quiet(visitor):
    one = visitor()

    seen, loud = walk(one)

    # The list of changes still names what was taken back.
    (taken_back,) = named("taken back")
    assert loud == [taken_back.address]
    assert one.elsewhere == []
    assert one.context.cookies() == []
    assert [said for said in one.console if "a status of 410" not in said] == []
    assert len(seen) > 200


def walk(one):
    """Opens every page that links lead to: all of them, and those that are no pages."""
    # Pictures and styles are looked at kind by kind.
    waiting, seen, loud = ["/"], set(), []
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = one.page.goto(path, wait_until="domcontentloaded")
        if not response.ok or one.page.locator("h1").count() != 1:
            loud.append(path)
        waiting += pages_of(one.page.evaluate(LINKS), one.address)
    return seen, loud


def pages_of(links, address):
    """The paths of this site's pages among links."""
    parts = [urlsplit(urldefrag(link).url) for link in links]
    own = [part for part in parts if f"{part.scheme}://{part.netloc}" == address]
    paths = [f"{part.path}?{part.query}" if part.query else part.path for part in own]
    return [path for path in paths if not any(sign in path for sign in FOR_MACHINES)]
