"""What Markdown becomes, for the editor's preview: by the renderer of the page itself."""

from __future__ import annotations

from fbss.content.citations import Numbering
from fbss.content.markdown import Margin, TextTooLong, render
from fbss.models import Source


def markdownify(text: str) -> str:
    """Safe HTML of a text; a source that may not be cited stands there as a visible mark."""
    known = frozenset(Source.objects.citable().values_list("key", flat=True))
    try:
        return render(text, Margin(numbering=Numbering(known))).html
    except TextTooLong as error:
        return render(str(error)).html
