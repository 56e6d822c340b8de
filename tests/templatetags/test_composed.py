import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from fbss.content.glossary import Glossary, GlossaryWord
from fbss.content.markdown import Margin, Rendered, render_inline
from fbss.templatetags.composed import html


def printed(text):
    return Template("{% load composed %}{{ text|html }}").render(Context({"text": text}))


def linked(typed, word):
    return printed(render_inline(typed, Margin(glossary=Glossary((word,)))))


def test_a_rendered_text_is_printed_as_html():
    assert printed(Rendered("<em>so</em>")) == "<em>so</em>"


@pytest.mark.parametrize("value", ["<b>typed</b>", SafeString("<b>"), None, 3, ""])
def test_nothing_but_a_rendered_text_is_taken_for_html(value):
    with pytest.raises(TypeError, match="only a rendered text is HTML"):
        html(value)


def test_a_name_that_is_missing_in_the_template_fails_loudly():
    with pytest.raises(TypeError, match="only a rendered text is HTML"):
        Template("{% load composed %}{{ typo|html }}").render(Context())


def test_a_word_is_a_link_with_a_button_that_opens_its_meaning():
    assert linked("A scar.", GlossaryWord("scar", "Scar")) == (
        'A <a class="word" href="/words/scar/" data-word="scar">scar</a>'
        '<button type="button" class="word-button" popovertarget="word-scar"'
        ' aria-label="Meaning of scar">?</button>.'
    )


def test_signs_in_a_word_cannot_leave_the_label_of_its_button():
    typed = '5" > & onclick="alert(1)'

    page = linked(typed, GlossaryWord("inch", typed))

    assert 'aria-label="Meaning of 5&quot; &gt; &amp; onclick=&quot;alert(1)"' in page


def test_a_link_that_only_looks_like_a_word_gets_no_button():
    assert "<button" not in printed(render_inline('[a](/words/a/ "data-word=a")'))


def test_markdown_as_plain_text_is_escaped_by_the_template():
    page = Template("{% load composed %}{{ text|plain_text }}").render(
        Context({"text": "**Many** <b>people</b>. [@weir-2017]"})
    )

    assert page == "Many &lt;b&gt;people&lt;/b&gt;."
