"""On paper: everything open, words explained, links with their targets, sources and dates."""

import re

from tests.browser.looks import PRINT
from tests.browser.sheets import sheets_of

HELP = "Call 911 or go to an emergency room now"
# What a reader of paper must find, as the page holds it, folded or not.
OWED = """
() => {
  const texts = (query) => [...document.querySelectorAll(query)].map((one) => one.textContent);
  return [
    ...texts("main details:not(.compare-figures details, .asked-page, .compare-jump details)" +
      " :not(summary, :has(*))"),
    ...texts(".word-note > p:nth-child(2)"),
    ...texts(".sources-list-item cite"),
    ...texts(".review-line time, .care-card-check"),
    ...[...document.querySelectorAll("main .sources-list-link")].map((one) => one.href),
  ];
}
"""


def judge(visitor):
    page = visitor.page
    PRINT.put_on(page)
    owed = [HELP, *page.evaluate(OWED)]
    faults = []
    for paper in ("A4", "Letter"):
        text = printed(page, paper)
        faults += [f"{paper} lacks: {one}" for one in owed if bare(one) not in text]
    return faults


def bare(text):
    """Letters and digits alone: lines and hyphens fall elsewhere on paper."""
    return re.sub(r"[\W_]+", "", text).casefold()


def printed(page, paper):
    return bare("".join(sheets_of(page.pdf(format=paper, prefer_css_page_size=False))))
