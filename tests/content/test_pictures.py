"""Pictures in a text: a figure of their own, that keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.markdown import Margin, render, render_inline
from fbss.content.pictures import PictureText, Rendition, keys_in, misplaced, picture_keys
from fbss.content.text import plain

SPINE = PictureText(
    key="spine",
    alt='The lower "back" & discs',
    renditions=(
        Rendition(320, 200, "/media/pictures/s-320.webp", "/media/pictures/s-320.png"),
        Rendition(640, 400, "/media/pictures/s-640.webp", "/media/pictures/s-640.png"),
    ),
    caption="Five bones and the discs between them.",
    credit="Picture: A. Person, CC BY 4.0",
)


def shown(text):
    return render(text, Margin(pictures={"spine": SPINE})).html


def test_a_picture_on_its_own_line_is_a_figure_that_keeps_its_place():
    sizes = "(min-width: 44rem) 42rem, 100vw"

    assert shown("Before.\n\n![spine]\n\nAfter.") == (
        "<p>Before.</p>\n"
        '<figure class="picture"><picture>'
        '<source type="image/webp" srcset="/media/pictures/s-320.webp 320w,'
        f' /media/pictures/s-640.webp 640w" sizes="{sizes}">'
        '<img src="/media/pictures/s-640.png" srcset="/media/pictures/s-320.png 320w,'
        f' /media/pictures/s-640.png 640w" sizes="{sizes}" alt="The lower &quot;back&quot; &amp;'
        ' discs" width="640" height="400" loading="lazy" decoding="async"></picture>'
        "<figcaption>Five bones and the discs between them. Picture: A. Person, CC BY 4.0"
        "</figcaption></figure>\n"
        "<p>After.</p>\n"
    )


def test_a_picture_without_caption_and_credit_has_no_empty_line_below():
    bare = PictureText("spine", "Discs", SPINE.renditions)

    assert "figcaption" not in render("![spine]", Margin(pictures={"spine": bare})).html


def test_an_unknown_picture_is_a_visible_mark():
    assert shown("![knee]") == (
        '<p><mark class="unknown-source">![knee]: unknown picture</mark></p>'
    )


@pytest.mark.parametrize("text", ["See ![spine] here.", "![spine] ![spine]"])
def test_a_picture_within_a_line_is_told_to_stand_alone(text):
    assert "![spine]: give it a line of its own" in shown(text)
    assert "<figure" not in shown(text)


def test_a_line_of_a_list_or_a_cell_has_no_room_for_a_picture():
    html = render_inline("![spine]", Margin(pictures={"spine": SPINE})).html

    assert html == '<mark class="unknown-source">![spine]: give it a line of its own</mark>'


@pytest.mark.parametrize(
    "text",
    [
        "`![spine]`",
        "```\n![spine]\n```",
        "\\![spine]",
        "![spine](https://example.org/x.png)",
        "![Spine]",
        "![]",
    ],
)
def test_what_only_looks_like_a_picture_is_none(text):
    assert keys_in(text) == ()
    assert "<img" not in shown(text)


def test_keys_come_in_order_and_once():
    text = {"title": "x", "body": "![b]\n\n![a]\n\n![b]", "key_messages": ["![c]"]}

    assert picture_keys(text) == ("b", "a")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ({"body": "A.\n\n![a]\n\n> ![b]\n\n- ![c]\n- So ![d]\n"}, ("d",)),
        ({"body": "So ![a] it is.\n\n![b]"}, ("a",)),
        ({"body": "![a]\n\nAnd ![a] again."}, ("a",)),
        ({"short_answer": "![a]", "title": "![b]"}, ("a", "b")),
        ({"key_messages": ["![a]"], "outcomes": [{"note": "![b]"}]}, ("a", "b")),
        ({"body": "No picture."}, ()),
    ],
)
def test_pictures_that_find_no_room_are_named(text, wrong):
    assert misplaced(text) == wrong


@pytest.mark.parametrize("body", ["![spine]", "> ![spine]", "- ![spine]", "1. ![spine]\n\n   x"])
def test_what_finds_room_is_shown_and_what_finds_none_is_marked(body):
    assert bool(misplaced({"body": body})) == ("<figure" not in shown(body))


def test_a_picture_is_not_read_as_words():
    assert plain("Before.\n\n![spine]\n\nAfter.") == "Before. After."


@given(st.text(alphabet="![]spine-`\\\n (x)", max_size=40))
def test_the_keys_are_those_that_are_shown_or_marked(text):
    html = shown(text)

    assert bool(keys_in(text)) == ("<figure" in html or "unknown-source" in html)
