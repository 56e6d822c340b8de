import re
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fbss.content.citations import Note, Numbering
from fbss.content.glossary import Glossary, GlossaryWord
from fbss.content.markdown import (
    MAX_CHARACTERS,
    Heading,
    Margin,
    Rendered,
    TextTooLong,
    clean,
    render,
    render_inline,
)

FUSION = GlossaryWord("spinal-fusion", "Spinal fusion", ("fusion",))
SCS = GlossaryWord("scs", "Spinal cord stimulation", ("SCS",))
FUSION_LINK = '<a class="word" href="/words/spinal-fusion/" data-word="spinal-fusion">{}</a>'


def margin(*keys, words=(), explained=()):
    return Margin(Numbering(keys), Glossary(tuple(words)), set(explained))


def note(number, use):
    return (
        f'<sup class="note"><a href="#note-{number}" id="ref-{number}-{use}"'
        f' aria-label="Source {number}">{number}</a></sup>'
    )


# Markup -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One *two* **three** `four`", "<p>One <em>two</em> <strong>three</strong> "
         "<code>four</code></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>\n"),
        ("```python\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"),
        ('[a](/b/ "c")', '<p><a href="/b/" title="c">a</a></p>\n'),
        ("[call](tel:911)", '<p><a href="tel:911">call</a></p>\n'),
        ("<mailto:a@b.org>", '<p><a href="mailto:a@b.org">mailto:a@b.org</a></p>\n'),
        ("<b>bold</b> &amp; <", "<p>&lt;b&gt;bold&lt;/b&gt; &amp; &lt;</p>\n"),
        ("![alt](/x.png)", '<p>!<a href="/x.png">alt</a></p>\n'),
        ("שלום 😀", "<p>שלום 😀</p>\n"),
        ("a\x00b\ud800", "<p>a\ufffdb\ufffd</p>\n"),
        ("&#12;&#0;", "<p>\ufffd\ufffd</p>\n"),
    ],
)  # fmt: skip
def test_markdown_becomes_html(text, html):
    assert render(text).html == html


def test_a_table_names_its_columns():
    assert render("| a | b |\n|:--|--:|\n| c | d |").html == (
        '<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n<th scope="col">b</th>\n</tr>\n</thead>\n'
        "<tbody>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table>\n"
    )


def test_a_line_of_its_own_has_no_paragraph_and_no_blocks():
    assert render_inline("- *a* [b](/c/) # d") == Rendered('- <em>a</em> <a href="/c/">b</a> # d')


# Headings ---------------------------------------------------------------------------------------


def test_headings_fit_the_page_and_have_anchors():
    rendered = render("# One\n\n## One\n\n###### *Deep* [x](/y/)")

    assert rendered == Rendered(
        '<h2 id="part-one">One</h2>\n<h2 id="part-one-2">One</h2>\n'
        '<h6 id="part-deep-x"><em>Deep</em> <a href="/y/">x</a></h6>\n',
        (
            Heading(2, "One", "part-one"),
            Heading(2, "One", "part-one-2"),
            Heading(6, "Deep x", "part-deep-x"),
        ),
    )


@pytest.mark.parametrize(
    ("offset", "levels"), [(-9, [2, 2, 2]), (0, [2, 2, 6]), (1, [2, 3, 6]), (9, [6, 6, 6])]
)
def test_headings_are_demoted_within_two_and_six(offset, levels):
    headings = render("# a\n## b\n###### c", heading_offset=offset).headings

    assert [heading.level for heading in headings] == levels


def test_headings_in_quotations_have_no_anchor():
    assert render("> # a") == Rendered("<blockquote>\n<h2>a</h2>\n</blockquote>\n")


def test_anchors_are_unique_across_the_texts_of_a_page():
    shared = margin()

    assert [render("## a", shared).headings[0].anchor for _ in range(2)] == ["part-a", "part-a-2"]


# Sources ----------------------------------------------------------------------------------------


def test_citations_become_numbered_notes():
    shared = margin("a", "b")

    html = render("One. [@b] Two [@a]. [@b]", shared).html

    assert html == f"<p>One.&nbsp;{note(1, 1)} Two&nbsp;{note(2, 1)}.&nbsp;{note(1, 2)}</p>\n"
    assert shared.numbering.notes() == (Note(1, "b", 2), Note(2, "a", 1))


def test_numbers_are_shared_by_all_texts_of_a_page():
    shared = margin("a", "b")

    html = [
        render_inline("[@b]", shared).html,
        render("## T [@a]", shared).html,
        render("| h |\n|---|\n| [@b] |", shared).html,
    ]

    assert html[0] == note(1, 1)
    assert html[1] == f'<h2 id="part-t">T&nbsp;{note(2, 1)}</h2>\n'
    assert f"<td>{note(1, 2)}</td>" in html[2]


def test_an_unknown_source_is_marked():
    assert render('[@weir-2016] [@"><i>]', margin("weir-2017")).html == (
        '<p><mark class="unknown-source">[@weir-2016: unknown source]</mark> '
        '<mark class="unknown-source">[@"&gt;&lt;i&gt;: unknown source]</mark></p>\n'
    )


def test_code_and_escapes_hold_no_citations():
    shared = margin("a")

    assert render("`[@a]` \\[@a]", shared).html == "<p><code>[@a]</code> [@a]</p>\n"
    assert shared.numbering.notes() == ()


def test_a_citation_inside_a_link_text_undoes_the_link_in_plain_sight():
    assert render_inline("[a [@a]](/b/)", margin("a")).html == f"[a&nbsp;{note(1, 1)}](/b/)"


# Words ------------------------------------------------------------------------------------------


def test_the_first_use_of_a_word_is_linked_as_typed():
    rendered = render("A FUSION, a fusion.", margin(words=[FUSION, SCS]))

    assert rendered == Rendered(
        f"<p>A {FUSION_LINK.format('FUSION')}, a fusion.</p>\n", (), ("spinal-fusion",)
    )


def test_words_are_linked_once_for_all_texts_of_a_page():
    shared = margin(words=[FUSION, SCS])

    linked = [render(text, shared).words for text in ("Fusion", "SCS, fusion", "SCS")]

    assert linked == [("spinal-fusion",), ("scs",), ()]


def test_the_words_of_a_text_come_in_the_order_of_their_slugs():
    assert render("Fusion and SCS", margin(words=[FUSION, SCS])).words == ("scs", "spinal-fusion")


def test_a_word_is_not_linked_on_its_own_page():
    assert render("Fusion", margin(words=[FUSION], explained=["spinal-fusion"])) == Rendered(
        "<p>Fusion</p>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "## Fusion",
        "> fusion",
        "> - fusion",
        "`fusion`",
        "```\nfusion\n```",
        "[fusion](/x/)",
        "[**fusion**](/x/)",
        "<https://fusion.org>",
        "| fusion |\n|---|",
        "confusion, non-fusion",
    ],
)
def test_words_are_not_linked_where_it_would_disturb(text):
    assert render(text, margin(words=[FUSION])).words == ()


@pytest.mark.parametrize(
    "text",
    ["- fusion", "**fusion**", "[x](/y/) fusion", "| h |\n|---|\n| fusion |", "# a\n\nfusion"],
)
def test_words_are_linked_in_running_text(text):
    assert FUSION_LINK.format("fusion") in render(text, margin(words=[FUSION])).html


def test_a_word_of_several_words_may_stand_on_two_lines():
    assert render_inline("a spinal\nfusion", margin(words=[FUSION])).html == (
        f"a {FUSION_LINK.format('spinal' + chr(10) + 'fusion')}"
    )


def test_odd_titles_and_addresses_stay_text():
    odd = GlossaryWord("a&b", "A&B <i>")

    assert render_inline("A&B <i> x", margin(words=[odd])).html == (
        '<a class="word" href="/words/a&amp;b/" data-word="a&amp;b">A&amp;B &lt;i&gt;</a> x'
    )


# Length and time --------------------------------------------------------------------------------


@pytest.mark.parametrize("function", [render, render_inline])
def test_a_text_that_is_too_long_is_refused_with_its_length(function):
    assert function("a" * MAX_CHARACTERS).html

    with pytest.raises(TextTooLong, match="The text has 50,001 characters; at most 50,000 fit"):
        function("a" * (MAX_CHARACTERS + 1))


PIECES_OF_TROUBLE = [
    *("[", "]", ">", "*", "_", "`", "(", "<", "![", "[]", "[@", "[@a]", "[a](", "> ", "- ", "1. "),
    *("#", "&", "\\", "|", "|-", "~", "**a ", "_a", "`` ` ", "<a", "\x00", "\ud800", "\u202e"),
    *("\n", "# \n", "|a|\n", "fusion ", "> - "),
]


def seconds(work):
    """The seconds of computing that a piece of work takes, with no coverage looking on."""
    tracing = sys.gettrace()
    sys.settrace(None)
    start = time.process_time()
    work()
    took = time.process_time() - start
    sys.settrace(tracing)
    return took


@pytest.mark.alone
@pytest.mark.parametrize("piece", PIECES_OF_TROUBLE)
def test_ten_thousand_of_anything_render_within_a_second(piece):
    text = (piece * 10_000)[:MAX_CHARACTERS]

    assert seconds(lambda: render(text, margin("a", words=[FUSION]))) < 1


@pytest.mark.alone
def test_a_long_page_with_a_large_glossary_renders_within_a_second():
    words = [GlossaryWord(f"w{n}", f"Word{n} of many", (f"other{n}",)) for n in range(1000)]
    text = "A sentence about pain and other things, such as word7 of many. [@a]\n\n" * 700
    shared = margin("a", words=words)

    assert seconds(lambda: render(text, shared)) < 1
    assert shared.explained == {"w7"}


# Safety -----------------------------------------------------------------------------------------

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style><!--</style><script>alert(1)//--></style>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=javascript:alert(1)//>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='x' onclick='alert(1)'>x</a>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://example.org/1)",
    "[x](livescript:alert(1))",
    "[x](//evil.example \"onmouseover=alert(1)\")",
    "[x](/y \"\\\" onmouseover=\\\"alert(1)\")",
    "[x](/y '\"><script>alert(1)</script>')",
    "[x](/y\"onclick=alert(1)//)",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "![x\"onerror=\"alert(1)](/y)",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<https://x\"onmouseover=alert(1)>",
    "`<script>alert(1)</script>`",
    "```<script>\n<script>alert(1)</script>\n```",
    "``` \"onload=alert(1)\n```",
    "# <script>alert(1)</script>",
    "# \" onclick=alert(1) x=\"",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "[@<script>alert(1)</script>]",
    "[@\" onclick=alert(1) x=\"]",
    "[@a\"><img src=x onerror=alert(1)>]",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<\x00script>alert(1)</script>",
    "\ud83d<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<a href=\"&#1;javascript:alert(1)\">x</a>",
    "<p style=\"background:url(javascript:alert(1))\" id=note-1 class=word>x</p>",
]  # fmt: skip

TAG = re.compile(r"<[^>]*>")
# A colon behind a slash, a question mark or a hash is no longer part of a scheme.
SAFE_HREF = re.compile(r'href="(?:https?:|mailto:|tel:|[^":]*(?:[/#?]|"))', re.IGNORECASE)


def dangers(html):
    """What in the tags of this HTML could run, load or leave the site's own vocabulary."""
    tags = TAG.findall(html)
    return [
        tag
        for tag in tags
        if re.match(
            r"</?(?:script|style|img|svg|math|iframe|object|embed|form|input|link)",
            tag,
            re.IGNORECASE,
        )
        or re.search(
            r"\s(?:on\w+|style|src\w*|action|formaction)\s*=", _without_values(tag), re.IGNORECASE
        )
        or ("href=" in _without_values(tag) and not SAFE_HREF.search(tag))
    ]


def _without_values(tag):
    return re.sub(r'"[^"]*"', '""', tag)


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize("function", [render, render_inline])
def test_no_vector_gets_through(function, vector):
    html = function(vector, margin("a", words=[FUSION])).html

    assert dangers(html) == []
    assert clean(html) == html


def test_the_safety_net_catches_what_markdown_would_let_through():
    hostile = (
        '<script>x</script><a href="javascript:x" onclick="x" class="word evil">y</a>'
        '<img src=x onerror=x><img src="javascript:x">'
        '<p style="x" id="y">z</p><h1>h</h1><iframe></iframe>'
    )

    # Pictures of the library are images, without anything that runs.
    assert clean(hostile) == '<a class="word">y</a><img src="x"><img><p>z</p>h'
    assert dangers(hostile) != []


MARKUP = st.text(
    alphabet=st.one_of(
        st.sampled_from("[]()<>*_`~#|-+\\!&;:@\"'= \n\t/"),
        st.sampled_from("afonsiu1\x00\ud800\u202eשé"),
        st.characters(),
    ),
    max_size=200,
)
PIECES = st.lists(
    st.sampled_from(
        [
            *("<script>", "javascript:", "onclick=", "[x](", ")", "[@a]", "[@b", "]", "fusion"),
            *("\n\n", "> ", "- ", "# ", "| a |\n|---|\n", "`", "```\n", "**", '"', "<", "&#"),
            *("106;", "![", " "),
        ]
    )
).map("".join)


@given(MARKUP | PIECES)
@example("[x](javascript:alert(1)) <script>")
def test_any_text_renders_to_the_sites_own_html(text):
    shared = margin("a", words=[FUSION])

    html = render(text, shared).html + render_inline(text, shared).html

    assert dangers(html) == []
    assert "<script" not in html.lower()
    assert not re.search(r'href="\s*javascript:', html, re.IGNORECASE)
    html.encode()


@given(MARKUP | PIECES)
def test_cleaning_twice_changes_nothing(text):
    html = render(text, margin("a", words=[FUSION])).html

    assert clean(html) == html


@given(PIECES)
def test_ids_are_unique_on_a_page(text):
    shared = margin("a")

    html = render(text, shared).html + render(text, shared).html
    ids = re.findall(r'<[^>]* id="([^"]*)"', html)

    assert len(ids) == len(set(ids))
