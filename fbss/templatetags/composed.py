"""How composed texts get into a page: the one place where HTML is called safe."""

from __future__ import annotations

import re
from html import escape, unescape

from django import template
from django.utils.safestring import SafeString, mark_safe

from fbss.content.markdown import Rendered
from fbss.content.text import plain

register = template.Library()

_WORD_LINK = re.compile(
    r'<a (?=[^>]*\bclass="word")(?=[^>]*\bdata-word="(?P<slug>[A-Za-z0-9_-]+)")[^>]*>'
    r"(?P<typed>[^<]*)</a>"
)


@register.filter
def html(text: Rendered) -> SafeString:
    """The HTML of a rendered text. Nothing but the renderer makes one, so nothing else gets in.

    A button behind each word that is explained opens the meaning in place. In a browser that
    cannot do so the word is still a link.
    """
    if not isinstance(text, Rendered):
        raise TypeError(f"only a rendered text is HTML, not {text!r}")
    return mark_safe(_WORD_LINK.sub(_with_button, text.html))  # noqa: S308 -- the renderer cleans


@register.filter
def plain_text(text: str) -> str:
    """Markdown as plain text."""
    return plain(text)


def _with_button(link: re.Match[str]) -> str:
    typed = escape(unescape(link["typed"]))  # text may hold quotes, an attribute may not
    return (
        f'{link[0]}<button type="button" class="word-button" popovertarget="word-{link["slug"]}"'
        f' aria-label="Meaning of {typed}">?</button>'
    )
