"""Emergency numbers that a phone calls when they are tapped. Pure."""

import re

# Those of the United States, the United Kingdom and Europe.
NUMBERS = "911|988|999|111|112"
# Not inside a link, an address or a longer number.
_NUMBER = re.compile(rf"(?<![\w/:.,-])(?:{NUMBERS})(?![\w/-]|[.,]\d)")


def with_calls(markdown: str) -> str:
    """One line of Markdown, with each emergency number as a link that calls it.

    A line that has a link of its editor's own stays as it is: no link can hold another.
    """
    if "](" in markdown:
        return markdown
    return _NUMBER.sub(r"[\g<0>](tel:\g<0>)", markdown)
