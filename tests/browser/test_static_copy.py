"""The copy as files, in a browser: judged as the served portal is.

Its styles and scripts are the portal's byte for byte, and a page is the portal's but for what
needs a server; two tests below prove both. So what follows from style and markup alone is judged
where the portal is: axe in further looks, forced colors, motion, ink and paper; targets, reflow and
the keyboard too, unless something else stands in a page here.
"""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from lxml import etree
from lxml import html as markup

from fbss.syndication.static_site.places import file_of
from tests.browser import static_copy
from tests.browser.judges import axe, first_load, keyboard, quiet, reflow, targets, without_scripts
from tests.browser.kinds import READERS, named
from tests.browser.looks import DESK, ON_PHONE
from tests.browser.test_quiet import walk
from tests.browser.visits import Visitor

JUDGES = {
    "first load": first_load.judge,
    "without scripts": without_scripts.judge,
    "axe": lambda visitor: axe.judge(visitor, [ON_PHONE]),
    "quiet": quiet.judge,
}
# Where something stands in the place of a form, or is gone.
CHANGED = {"home", "treatments", "compare, nothing chosen", "feedback", "handout", "offline"}
CHANGED_JUDGES = {
    "targets": targets.judge,
    "reflow": reflow.judge,
    "keyboard": keyboard.judge,
    **JUDGES,
}
NOTICE = "This copy of the site is made of files alone, and cannot do this."
# What a copy leaves out without a word, and what it says that it cannot do.
LEFT_OUT = ("feedback-form", "filter-form", "leaflet-links")
NEEDS_A_SERVER = """
//form[not(@role='search')] | //offline-copy | //*[@data-needs-server]
| //script[@type='application/ld+json'] | //p[@class='notice'][contains(., $said)]
"""
ENDINGS = (".atom", ".xml", ".json", ".ndjson", ".txt")
# Links for programs are words in a copy that does not know its address.
FOR_PROGRAMS = f"//a[{' or '.join(f'contains(@href, {one!r})' for one in ENDINGS)}]"
# How files link to each other is tested where the links are made.
ADDRESSES = ("href", "src", "action", "srcset", "sizes")


@pytest.fixture(scope="session")
def copy_folder(site_folder):
    return static_copy.make(site_folder)


@pytest.fixture(scope="session")
def copy(copy_folder, tmp_path_factory):
    """The address of the copy."""
    with static_copy.serving(copy_folder, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def visitor(browser, copy):
    """Makes visitors of the copy, each with an empty history."""
    visitors = []

    def make(**options):
        visitors.append(Visitor(browser, copy, {}, **options))
        return visitors[-1]

    yield make
    for one in visitors:
        one.context.close()


@pytest.mark.parametrize("kind", static_copy.HELD, ids=str)
def test_no_judge_finds_a_fault_in_the_copy(visitor, kind):
    one = visitor(viewport=DESK)
    one.visit(kind)

    judges = CHANGED_JUDGES if kind.name in CHANGED else JUDGES
    faults = [f"{name}: {fault}" for name, judge in judges.items() for fault in judge(one)]

    assert faults == []


def test_every_kind_of_page_is_held_that_needs_no_server(copy_folder):
    missing = {kind.name for kind in READERS if not (copy_folder / file_of(kind.address)).is_file()}

    # An address where nothing is has no file; the search leads to the pack.
    assert missing | {"search", "search, typing"} == static_copy.NOT_HELD | {"not found"}


def test_every_page_that_links_of_the_copy_lead_to_is_quiet(visitor):
    one = visitor()

    seen, loud = walk(one)

    assert loud == []
    assert one.elsewhere == []
    assert one.console == []
    assert one.context.cookies() == []
    assert len(seen) > 200


def read(address):
    """Status and bytes, also of a page that says that nothing is there."""
    try:
        with urlopen(address) as response:
            return response.status, response.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_styles_scripts_and_pictures_are_those_of_the_portal(copy_folder, site):
    assets = [path for path in (copy_folder / "static").rglob("*") if path.is_file()]

    other = [
        path.name
        for path in assets
        if read(f"{site}/{path.relative_to(copy_folder)}") != (200, path.read_bytes())
    ]

    assert len(assets) >= 4
    assert other == []


def without_what_needs_a_server(page):
    """What a page says and how it is marked up, in order of reading."""
    body = markup.document_fromstring(page).body
    for element in [one for name in LEFT_OUT for one in body.find_class(name)]:
        element.drop_tree()
    for element in body.xpath(NEEDS_A_SERVER, said=NOTICE):
        element.drop_tree()
    for element in [*body.xpath("//search-suggest | //source"), *body.xpath(FOR_PROGRAMS)]:
        element.drop_tag()
    return [part for step in etree.iterwalk(body, ("start", "end")) for part in said(*step)]


def said(event, element):
    if event == "end":
        return (element.tail or "").split()
    own = {name: value for name, value in element.items() if name not in ADDRESSES}
    return [(element.tag, own), *(element.text or "").split()]


@pytest.mark.parametrize("kind", [kind for kind in static_copy.HELD if not kind.acts], ids=str)
def test_a_page_of_the_copy_is_the_portals_but_for_what_needs_a_server(kind, copy, site):
    (_, ours), (_, theirs) = read(copy + kind.address), read(site + kind.address)

    assert without_what_needs_a_server(ours) == without_what_needs_a_server(theirs)


def search(page, words):
    page.get_by_role("search").first.get_by_role("textbox").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/pack.html?**")


def test_a_search_finds_the_answer_in_the_pack(visitor):
    one = visitor()
    page = one.visit(*named("treatment"))

    search(page, "pain pump")
    found = page.locator(".pack-search-list a")
    first = found.first.inner_text()
    found.first.press("Enter")

    assert first == "Pain pump"
    assert page.get_by_role("heading", name=first, exact=True).is_visible()
    assert [*one.console, *one.elsewhere] == []


def test_a_search_for_urgent_words_leads_to_help_first(visitor):
    page = visitor().visit(*named("home"))

    search(page, "numb between my legs")

    assert page.locator(".pack-search-list a").first.inner_text() == "Get help now"


def test_without_scripts_a_search_says_how_to_go_on(visitor):
    page = visitor(java_script_enabled=False).visit(*named("home"))

    search(page, "pain pump")

    assert page.get_by_text('use "Find in page" in your browser').is_visible()


@pytest.mark.parametrize("name", ["feedback", "compare, nothing chosen", "handout"])
def test_where_a_form_was_the_copy_says_that_it_cannot(visitor, name):
    page = visitor().visit(*named(name))

    assert page.locator("main form").count() == 0
    page.get_by_text(NOTICE).get_by_role("link", name="one file").click()
    page.wait_for_url("**/pack.html")


def test_the_old_address_of_the_search_leads_to_the_pack(visitor):
    page = visitor().page

    page.goto("/search/")

    page.wait_for_url("**/pack.html")


def test_the_visit_sheet_of_the_copy_is_kept_in_the_browser(visitor):
    page = visitor().visit(*named("prepare"))

    page.get_by_role("button", name="Add a note").click()
    page.keyboard.type("Numb foot")
    page.reload()

    assert page.locator("[data-lines=notes] textarea").input_value() == "Numb foot"
