"""How composed texts and data get into a page: the one place where HTML is called safe."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from fbss.content.calls import with_calls
from fbss.content.citations import strip_citations
from fbss.content.markdown import Rendered, render_inline
from fbss.content.syntax import tidy
from fbss.content.text import plain

register = template.Library()

_WORD_LINK = re.compile(
    r'<a (?=[^>]*\bclass="word")(?=[^>]*\bdata-word="(?P<slug>[A-Za-z0-9_-]+)")[^>]*>'
    r"(?P<typed>[^<]*)</a>"
)

_NOT_IN_SCRIPTS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@register.filter
def html(text: Rendered) -> SafeString:
    """The HTML of a rendered text. Nothing but the renderer makes one, so nothing else gets in.

    A button behind each word that is explained opens the meaning in place. In a browser that
    cannot do so the word is still a link.
    """
    if not isinstance(text, Rendered):
        raise TypeError(f"only a rendered text is HTML, not {text!r}")
    return _safe(_WORD_LINK.sub(_with_button, text.html))


@register.filter
def plain_text(text: str) -> str:
    """Markdown as plain text."""
    return plain(text)


@register.filter
def calls(text: str) -> SafeString:
    """One line of Markdown without its notes, with the emergency numbers as links that call."""
    return html(render_inline(with_calls(strip_citations(text))))


def script(data: Mapping[str, Any]) -> SafeString:
    """Data that a page carries for search engines. None of its text can end the script."""
    written = json.dumps(data, ensure_ascii=False).translate(_NOT_IN_SCRIPTS)
    return _safe(f'<script type="application/ld+json">{tidy(written)}</script>')


def _safe(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308 -- made above alone: the renderer's, or escaped


def _with_button(link: re.Match[str]) -> str:
    typed = escape(unescape(link["typed"]))  # text may hold quotes, an attribute may not
    return (
        f'{link[0]}<button type="button" class="word-button" popovertarget="word-{link["slug"]}"'
        f' aria-label="Meaning of {typed}">?</button>'
    )
