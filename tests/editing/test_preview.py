"""The preview is what the page will show, with a visible mark for what cannot be published."""

import pytest

from fbss.content.markdown import MAX_CHARACTERS
from fbss.editing.preview import markdownify
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_known_sources_become_numbers_and_unread_ones_a_mark():
    SourceFactory(key="read-2020", read="R1")
    SourceFactory(key="unread-2021", read="R2")

    html = markdownify("One. [@read-2020] Two. [@unread-2021]")

    assert html.count('<sup class="note">') == 1
    assert '<mark class="unknown-source">[@unread-2021: unknown source]</mark>' in html


def test_a_text_that_is_too_long_is_answered_with_a_sentence():
    assert markdownify("x" * (MAX_CHARACTERS + 1)) == (
        f"<p>The text has {MAX_CHARACTERS + 1:,} characters; at most {MAX_CHARACTERS:,} fit.</p>\n"
    )


def test_markup_stays_text():
    assert "<script" not in markdownify("<script>alert(1)</script>")
