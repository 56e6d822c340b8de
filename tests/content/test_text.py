import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.text import Role, blocks, count_words, excerpt, plain, sentences, words, words_of


def test_plain_text_has_no_markup_and_no_citations():
    text = (
        "## A **bold** title\n\nSome *text* with a [link](/x/) [@a] and `code`.\n"
        "Next line\\\nand more. [@b]\n\n> quoted\n\n- one\n- two\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n```\nx = 1\n```\n\n&amp; <b>end</b>"
    )

    assert plain(text) == (
        "A bold title Some text with a link and code. Next line and more. quoted one two a b c d "
        "x = 1 & <b>end</b>"
    )


def test_citations_leave_no_space_before_a_sign():
    assert plain("Some [@a], many [@b] [@c]. [@d] All") == "Some, many. All"


def test_words_are_counted_as_a_reader_reads_them():
    assert words("Low-back pain: 1,011 of 4,361 (3.5%) **don't** rest [@weir-2017] — it’s so.") == (
        "Low-back",
        "pain",
        "1,011",
        "of",
        "4,361",
        "3.5",
        "don't",
        "rest",
        "it’s",
        "so",
    )


@pytest.mark.parametrize(("text", "count"), [("", 0), ("[@a] **-**", 0), ("# One\n- two [@a]", 2)])
def test_markup_and_citations_are_no_words(text, count):
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("One. Two! Three? Four", ("One.", "Two!", "Three?", "Four")),
        ("Dr. Weir saw Mr. Jones. He left.", ("Dr. Weir saw Mr. Jones.", "He left.")),
        ("Use it, e.g. A or B, vs. C.", ("Use it, e.g. A or B, vs. C.",)),
        (
            "The U.S. Food and Drug Administration. It",
            ("The U.S. Food and Drug Administration.", "It"),
        ),
        ("It rose by 3.5 points. So", ("It rose by 3.5 points.", "So")),
        ("Weir et al. Found it.", ("Weir et al. Found it.",)),
        ("J. Smith wrote. A. Jones read.", ("J. Smith wrote.", "A. Jones read.")),
        ("This is grade A. The next is B.", ("This is grade A.", "The next is B.")),
        ("At 5 p.m. You rest.", ("At 5 p.m.", "You rest.")),
        ("At 5 p.m. you rest.", ("At 5 p.m. you rest.",)),
        ("Does it help? No. It does not.", ("Does it help?", "No.", "It does not.")),
        ("See No. 5 in the list. Then", ("See No. 5 in the list.", "Then")),
        ("Some... all. He said “Go.” She went.", ("Some... all.", "He said “Go.”", "She went.")),
        ('Ask "why?" and listen.', ('Ask "why?" and listen.',)),
        ("Pain… Then rest. (It helps.) Go", ("Pain…", "Then rest.", "(It helps.)", "Go")),
        ("Wait?! Yes.", ("Wait?!", "Yes.")),
        ("痛みですか？ はい。", ("痛みですか？", "はい。")),
        ("!. Odd", ("!.", "Odd")),
        ("It was - . Odd", ("It was - .", "Odd")),
    ],
)
def test_sentences_end_where_a_reader_stops(text, expected):
    assert sentences(text) == expected


def test_items_headings_and_cells_end_sentences():
    text = (
        "# Title\nIntro:\n- one\n- two\n  more\n\n1. three\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\nEnd"
    )

    assert sentences(text) == (
        "Title",
        "Intro:",
        "one",
        "two more",
        "three",
        "a",
        "b",
        "c",
        "d",
        "End",
    )


@pytest.mark.parametrize(
    ("with_blank", "without"),
    [
        ("One sentence\n\ngoes on. Two", "One sentence\ngoes on. Two"),
        ("One Sentence\n\nGoes On. Two", "One Sentence\nGoes On. Two"),
        ("> One\n\ntwo.", "> One\ntwo."),
        ("- item\n\n  goes on", "- item\n  goes on"),
        ("- item\n\ngoes on", "- item\ngoes on"),
        ("Text\n\n    deep", "Text\n    deep"),
        ("Title\n\n---\n\nText", "Title\n---\nText"),
        ("- a\n\n- b", "- a\n- b"),
    ],
)
def test_empty_lines_end_no_sentence(with_blank, without):
    assert sentences(with_blank) == sentences(without)


@given(st.lists(st.sampled_from(["Pain", "goes", "on.", "Rest", "now", "Why?"]), min_size=1))
def test_paragraphs_read_the_same_however_they_are_broken(tokens):
    assert sentences("\n\n".join(tokens)) == sentences(" ".join(tokens))


def test_a_new_paragraph_after_a_list_is_a_sentence_of_its_own():
    assert sentences("- item\n\nNext") == ("item", "Next")


def test_blocks_know_their_role_their_row_and_their_citations():
    found = blocks("# T [@a]\n\nP\n\n- i\n\n| h |\n|---|\n| c [@b] |\n\n```\nx\n```\n\n[@c]")

    assert [(block.role, block.text, block.cited, block.row) for block in found] == [
        (Role.HEADING, "T", ((1, "a"),), 0),
        (Role.PARAGRAPH, "P", (), 0),
        (Role.ITEM, "i", (), 0),
        (Role.CELL, "h", (), 1),
        (Role.CELL, "c", ((1, "b"),), 2),
        (Role.CODE, "x", (), 0),
        (Role.PARAGRAPH, "", ((0, "c"),), 0),
    ]


def test_an_excerpt_is_whole_sentences_without_headings():
    text = "## Title\n\nFirst one here. Second one here. Third is a longer one.\n\n- item"

    assert excerpt(text, words=7) == "First one here. Second one here."
    assert excerpt(text) == "First one here. Second one here. Third is a longer one. item."


def test_an_excerpt_ends_in_dots_where_the_first_sentence_is_too_long():
    text = "This treatment helps many people, but in most studies it did not."

    assert excerpt(text, words=5) == "This treatment helps many people…"
    assert excerpt(text, words=12) == text
    assert excerpt(text, words=0) == "…"


def test_an_excerpt_of_nothing_is_nothing():
    assert excerpt("## Only a heading") == ""


@given(st.text(alphabet="abN .,!?'()\n", max_size=80), st.integers(0, 20))
def test_an_excerpt_begins_the_text_and_breaks_no_word(text, limit):
    cut = words_of(excerpt(text, limit))

    assert cut == words(text)[: len(cut)]
    assert len(cut) <= limit


@given(st.text(max_size=200))
def test_any_text_has_sentences(text):
    assert all(sentence == sentence.strip() and sentence for sentence in sentences(text))
    assert "\n" not in plain(text)
