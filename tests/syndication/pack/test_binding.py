from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import html as markup

from fbss.syndication.pack.binding import anchor_lines, bind, finished, leaf_of, without_title
from fbss.syndication.site import Site

SITE = Site("https://pain.example")
SHELL = (
    '<html><head><meta http-equiv="Content-Security-Policy" content=""></head>'
    '<body><div id="group-a"><h2 id="a/">A</h2></div></body></html>'
)


def page(main):
    return f'<!doctype html><html><body><p>Around</p><main id="main">{main}</main></body></html>'


def html_of(leaf):
    return markup.tostring(leaf.element, encoding="unicode")


def hrefs(leaf):
    return [link.get("href") for link in leaf.element.iter("a")]


def test_a_page_becomes_a_section_with_lower_headings():
    leaf = leaf_of("/a/b/", page("<h1>Title</h1><h2>Part</h2><h6>Low</h6>"), 3)

    assert (leaf.anchor, leaf.title) == ("a/b/", "Title")
    assert html_of(leaf) == (
        '<section class="pack-page" data-page="Title" id="a/b/">'
        "<h3>Title</h3><h4>Part</h4><h6>Low</h6></section>"
    )


def test_the_names_in_a_page_begin_with_its_anchor():
    leaf = leaf_of("/a/", page('<h1>T</h1><i id="x"></i><b aria-labelledby="x y"></b>'), 2)

    assert 'id="a/:x"' in html_of(leaf)
    assert 'aria-labelledby="a/:x a/:y"' in html_of(leaf)


def test_what_needs_the_server_is_left_out():
    leaf = leaf_of("/a/", page('<h1>T</h1><form class="feedback-form">Useful?</form> rest'), 2)

    assert html_of(leaf).endswith("<h2>T</h2> rest</section>")


def test_of_a_picture_the_file_says_what_it_shows():
    figure = (
        '<figure class="picture"><picture><source srcset="/m.webp"><img src="/m.jpg" alt="Discs">'
        "</picture><figcaption>Five bones.</figcaption></figure>"
    )

    leaf = leaf_of("/a/", page(f"<h1>T</h1>{figure}"), 2)

    assert html_of(leaf).endswith(
        '<figure class="picture"><p>[Picture: Discs]</p>'
        "<figcaption>Five bones.</figcaption></figure></section>"
    )


def test_links_lead_into_the_file_or_to_the_site():
    links = "".join(f'<a href="{to}"></a>' for to in ("/b/", "/b/#x", "/c/", "#x", "tel:9"))
    one = leaf_of("/a/", page(f'<h1>A</h1><i id="x"></i>{links}'), 3)
    other = leaf_of("/b/", page('<h1>B</h1><i id="x"></i>'), 3)

    bind([one, other], SITE)

    assert hrefs(one) == ["#b/", "#b/:x", "https://pain.example/c/", "#a/:x", "tel:9"]


def test_a_source_is_named_where_it_is_used_and_told_once():
    note = (
        '<ol><li class="sources-list-item" id="note-1"><a class="sources-list-name" href="/s/w/">'
        "Weir</a>: <cite>T</cite>. <span>Kind</span> "
        '<a class="sources-list-back" href="#r">↑</a></li></ol>'
    )

    leaf = leaf_of("/a/", page(f"<h1>A</h1>{note}"), 3)

    assert leaf.element.text_content() == "AWeir ↑ "


def test_a_line_of_a_list_stands_for_its_page():
    words = page('<h1>W</h1><dl><dt><a href="/words/x/">X</a></dt><dd>x</dd></dl>')
    leaf = leaf_of("/words/", words, 2)

    anchor_lines(leaf, "/words/", ("dt",))

    assert '<dt id="words/x/">X</dt>' in html_of(leaf)


def test_a_list_that_goes_on_has_no_second_title():
    leaf = without_title(leaf_of("/s/?page=2", page("<h1>S</h1><p>x</p>"), 2))

    assert leaf.element.text_content() == "x"


def test_the_file_may_run_its_own_script_and_style_alone():
    leaf = leaf_of("/a/b/", page("<h1>B</h1>"), 3)

    file = finished(SHELL, [("a", [leaf])], "p { color: red }", "run(1 < 2);")

    style, script = (
        b64encode(sha256(text).digest()).decode() for text in (b"p { color: red }", b"run(1 < 2);")
    )
    assert file.policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}';"
        " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    assert f'content="{file.policy}"' in file.text
    assert '<h2 id="a/">A</h2><section class="pack-page"' in file.text
    assert "<style>p { color: red }</style>" in file.text
    assert '<script type="module">run(1 < 2);</script>' in file.text
    assert file.text.startswith("<!doctype html>")


def test_a_script_that_would_end_itself_is_refused():
    with pytest.raises(ValueError, match="cannot hold its own end"):
        finished(SHELL, [], "", "a = '</script>'")


def test_a_page_names_the_sheets_that_it_loads():
    sheet = '<link rel="stylesheet" href="/static/foot.css">'

    leaf = leaf_of("/a/", page(f"<h1>A</h1>{sheet}rest"), 2)

    assert leaf.sheets == ("/static/foot.css",)
    assert html_of(leaf).endswith("<h2>A</h2>rest</section>")
