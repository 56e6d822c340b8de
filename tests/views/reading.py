"""A page as tests look at it."""

import re
from html import unescape
from html.parser import HTMLParser

from portal.inline import SCRIPT

# In every text: it must come out as text.
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def main_of(response):
    """The HTML of what the page is about, without header and footer."""
    return re.search(r"<main\b.*?</main>", response.content.decode(), re.DOTALL)[0]


def text_of(response):
    """The words of a page, as one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main_of(response))).split())


def headings(response, level):
    """The headings of one level, in order."""
    found = re.findall(rf"<h{level}\b[^>]*>(.*?)</h{level}>", main_of(response), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", heading)).split()) for heading in found]


class _Alarm(HTMLParser):
    """Keeps the tags of a page that no page of ours writes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        handlers = [name for name, _ in attributes if name.startswith("on")]
        schemes = [value for _, value in attributes if (value or "").startswith("javascript:")]
        if tag == "script" and dict(attributes).get("type") == "application/ld+json":
            return
        if tag == "script" and dict(attributes).get("src", "").startswith("/static/js/"):
            return
        if tag in ("script", "img", "iframe", "style") or handlers or schemes:
            self.found.append(self.get_starttag_text())


def live_markup(response):
    """What of EVIL came to life."""
    # The one script that stands in the site's own pages has no marks in it.
    return _Alarm(SCRIPT.sub("", response.content.decode(), count=1)).found
