from hypothesis import given
from hypothesis import strategies as st

from fbss.content.markdown import render
from fbss.content.outline import Anchors, Section, sections


def test_each_heading_opens_a_section():
    text = (
        "Before. [@a]\n\n## One **two**\n\nText of *three* words. [@a]\n\n### Deep\n- b\n\n## Last"
    )

    assert sections(text) == (
        Section(0, "", "", "Before. [@a]", 1),
        Section(2, "One two", "part-one-two", "Text of *three* words. [@a]", 4),
        Section(3, "Deep", "part-deep", "- b", 1),
        Section(2, "Last", "part-last", "", 0),
    )


def test_a_text_without_headings_is_one_section_and_an_empty_text_none():
    assert sections("Only text.") == (Section(0, "", "", "Only text.", 2),)
    assert sections(" \n ") == ()


def test_headings_inside_lists_quotations_and_code_open_no_section():
    text = "## One\n\n> ## Quoted\n\n- ## Listed\n\n```\n## Code\n```"

    assert [section.title for section in sections(text)] == ["One"]


def test_a_heading_keeps_what_looks_like_the_mark_of_a_list():
    assert [section.title for section in sections("## 1. Rest [@a]\n## - Walk")] == [
        "1. Rest",
        "- Walk",
    ]


def test_levels_follow_the_offset_within_the_page():
    text = "# a\n## b\n###### c"

    assert [section.level for section in sections(text)] == [2, 2, 6]
    assert [section.level for section in sections(text, heading_offset=1)] == [2, 3, 6]


def test_line_ends_of_all_kinds_cut_at_the_same_places():
    expected = [("One", "a\n\nb"), ("Two", "c")]

    for end in ("\n", "\r\n", "\r"):
        text = "## One\n\na\n\nb\n\n## Two\n\nc".replace("\n", end)
        assert [(found.title, found.text) for found in sections(text)] == expected


def test_anchors_are_plain_and_unique():
    anchors = Anchors()
    titles = ["Tests & scans", "Tests, scans", "Tests & scans 2", "Überblick", "痛み", "", "痛み"]

    assert [anchors.make(title) for title in titles] == [
        "part-tests-scans",
        "part-tests-scans-2",
        "part-tests-scans-2-2",
        "part-uberblick",
        "part",
        "part-2",
        "part-3",
    ]


@given(st.text(alphabet="#a b\n>-`~=1.\t\r", max_size=60))
def test_sections_have_the_anchors_of_the_rendered_page(text):
    titled = [found for found in sections(text) if found.level]

    assert [(found.level, found.title, found.anchor) for found in titled] == [
        (heading.level, heading.text, heading.anchor) for heading in render(text).headings
    ]
