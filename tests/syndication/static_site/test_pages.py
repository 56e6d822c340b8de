import pytest

from fbss.syndication.static_site.pages import (
    CANNOT,
    Terms,
    as_file,
    at_any_depth,
    links_on,
    pack_beside,
    redirect_page,
)

ADDRESSED = Terms("https://pain.example", "default-src 'none'", True, True)
PLAIN = Terms("https://site.invalid", "default-src 'none'", False, False)
NOTICE = f'<p class="notice">{CANNOT}<a href="../pack.html">one file</a>.</p>'


def page(body="", head=""):
    return f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def file(body="", head="", terms=ADDRESSED, address="/a/"):
    return as_file(page(body, head), address, "a/index.html", terms)


def test_the_policy_stands_in_the_page_behind_its_character_set():
    assert (
        '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'\">" in file()
    )


def test_links_within_the_site_become_relative():
    body = '<a href="/b/#x">b</a><a href="?page=2">2</a><a href="#y">y</a><a href="https://e.example/">e</a>'

    assert '<a href="../b/#x">b</a><a href="page-2/">2</a><a href="#y">y</a>' in file(body)
    assert 'href="https://e.example/"' in file(body)


def test_a_whole_address_of_the_site_becomes_relative_too():
    assert '<a href="../b/">' in file('<a href="https://pain.example/b/">b</a>')


def test_a_canonical_address_stays_whole():
    head = '<link rel="canonical" href="https://pain.example/a/">'

    assert head in file(head=head)


def test_what_a_page_marks_as_needing_the_server_says_so():
    text = file('<div data-needs-server><form class="feedback-form"></form><p>Next</p></div>x')

    assert f"<body>{NOTICE}x</body>" in text


def test_a_copy_without_an_address_names_none():
    head = (
        '<link rel="canonical" href="https://site.invalid/a/">'
        '<meta property="og:url" content="https://site.invalid/a/">'
        '<script type="application/ld+json">{"url": "https://site.invalid/"}</script>'
    )
    body = '<a href="/changes.atom">Feed</a> <code>https://site.invalid/x</code>'

    text = file(body, head, PLAIN)

    assert "site.invalid" not in text
    assert "<body>Feed <code>/x</code></body>" in text


def test_a_search_goes_to_the_file_that_searches_itself():
    body = (
        '<search-suggest data-from="/s/"><form role="search" action="/search/">x</form>'
        "</search-suggest>"
    )

    assert '<body><form role="search" action="../pack.html">x</form></body>' in file(body)


@pytest.mark.parametrize("body", ["<form>x</form>", "<offline-copy></offline-copy>"])
def test_what_needs_a_server_is_explained(body):
    assert f"<body>{NOTICE} rest</body>" in file(f"{body} rest")


def test_what_nobody_misses_is_left_out():
    assert "<body> rest</body>" in file('<form class="feedback-form">x</form> rest')


def test_the_description_of_the_api_says_that_there_is_none():
    assert f"<h1>API</h1>{NOTICE}" in file("<h1>API</h1>", address="/api/v1/docs/")


@pytest.mark.parametrize(("terms", "is_there"), [(ADDRESSED, True), (PLAIN, False)])
def test_leaflets_are_linked_where_they_are(terms, is_there):
    body = '<section class="leaflet-links"><a href="/a/leaflet.pdf">PDF</a></section>'

    assert ("leaflet.pdf" in file(body, terms=terms)) == is_there


def test_the_links_of_a_page_are_told_without_their_parts():
    links = ("/b/#x", "?page=2", "https://e.example/", "#y")
    body = "".join(f'<a href="{link}"></a>' for link in links)
    head = '<link rel="stylesheet" href="/static/s.css">'

    found = list(links_on(page(body, head), "/a/", ADDRESSED))

    assert found == ["/static/s.css", "/b/", "/a/?page=2"]


def test_of_a_picture_one_file_comes_along_by_a_relative_link():
    body = (
        '<picture><source type="image/webp" srcset="/media/pictures/a-320.webp 320w">'
        '<img src="/media/pictures/a-640.jpg" srcset="/media/pictures/a-320.jpg 320w" sizes="9rem">'
        "</picture>"
    )

    assert '<picture><img src="../media/pictures/a-640.jpg"></picture>' in file(body)
    assert list(links_on(page(body), "/a/", ADDRESSED)) == ["/media/pictures/a-640.jpg"]


def test_a_page_for_any_depth_links_from_the_top():
    assert '<a href="/b/">' in at_any_depth(page('<a href="/b/">b</a>'), ADDRESSED)


def test_a_redirect_cannot_be_broken_out_of():
    assert '<a href="&quot;&gt;&lt;script&gt;">' in redirect_page('"><script>')


def test_the_pack_links_to_what_stands_beside_it():
    links = ("https://site.invalid/a-to-z/", "https://site.invalid/q.json", "#a/", "https://e.org/")
    body = "".join(f'<a href="{link}">x</a>' for link in links)

    text = pack_beside(page(body, "<style>a > b {}</style>"), PLAIN)

    assert '<a href="./a-to-z/">x</a>x<a href="#a/">x</a><a href="https://e.org/">x</a>' in text
    assert "<style>a > b {}</style>" in text
