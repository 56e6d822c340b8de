import pytest

from fbss.content import syntax


def types(text):
    return [token.type for token in syntax.parse(text)]


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "<!-- x -->", "    deep", "Title\n===", "[a]: /b 'c'", "![a](/b)"]
)
def test_what_the_site_does_not_speak_stays_a_paragraph(text):
    assert types(text) == ["paragraph_open", "inline", "paragraph_close"]


def test_a_citation_is_a_piece_of_its_own():
    pieces = syntax.parse("A [@b-2017] c")[1].children

    assert [(piece.type, piece.content) for piece in pieces] == [
        ("text", "A "),
        ("citation", "b-2017"),
        ("text", " c"),
    ]


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a\ud800\udfffb", "a\ufffd\ufffdb"),
        ("a\x1f\x0b\ufffe", "a\ufffd\ufffd\ufffd"),
        ("tab\tline\r\n😀 ש", "tab\tline\r\n😀 ש"),
    ],
)
def test_characters_that_cannot_travel_become_visible(text, tidy):
    assert syntax.tidy(text) == tidy


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://example.org", 1),
        ("HTTP://example.org", 1),
        ("mailto:a@b.org", 1),
        ("tel:911", 1),
        ("/treatments/", 1),
        ("#part-x", 1),
        ("../x:y", 1),
        ("javascript:alert(1)", 0),
        ("data:text/html,x", 0),
        ("ftp://example.org", 0),
        ("blob:x", 0),
    ],
)
def test_only_safe_schemes_make_links(url, links):
    pieces = syntax.parse(f"[text]({url})")[1].children

    assert [piece.type for piece in pieces].count("link_open") == links
