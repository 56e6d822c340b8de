"""On paper: everything open, links with their targets, sources and dates, on A4 and Letter."""

import io
import re

import pytest

from tests.browser.kinds import READERS

pypdf = pytest.importorskip("pypdf", reason="pypdf reads what is printed: bin/test installs it")

# What a reader of paper must find, as the page holds it, folded or not.
OWED = """
() => {
  const texts = (query) => [...document.querySelectorAll(query)].map((one) => one.textContent);
  return {
    folded: texts("main details:not(.compare-figures details, .asked-page, .compare-jump details)" +
      " :not(summary, :has(*))"),
    words: texts(".word-note > p:nth-child(2)"),
    sources: texts(".sources-list-item cite"),
    dates: texts(".review-line time, .care-card-check"),
    targets: [...document.querySelectorAll("main .sources-list-link")].map((one) => one.href),
  };
}
"""
WIDE = "() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
# The widths of A4 and Letter in px, without their margins.
PAPERS = {"A4": 673, "Letter": 695}


def bare(text):
    """Letters and digits alone: lines and hyphens fall elsewhere on paper."""
    return re.sub(r"[\W_]+", "", text).casefold()


def printed(page, paper):
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=False)))
    return pdf, bare("".join(sheet.extract_text() for sheet in pdf.pages))


@pytest.mark.parametrize("kind", [kind for kind in READERS if not kind.acts], ids=str)
def test_everything_is_on_paper(visitor, kind):
    page = visitor().visit(kind)
    owed = page.evaluate(OWED)

    for paper in PAPERS:
        _, text = printed(page, paper)

        lost = {
            name: [one for one in texts if bare(one) not in text] for name, texts in owed.items()
        }
        assert not any(lost.values()), lost
        assert bare("Call 911 or go to an emergency room now") in text


@pytest.mark.parametrize("kind", [kind for kind in READERS if not kind.acts], ids=str)
def test_nothing_runs_off_the_paper(visitor, kind):
    page = visitor().visit(kind)
    page.emulate_media(media="print", color_scheme="dark")

    for width in PAPERS.values():
        page.set_viewport_size({"width": width, "height": 900})
        assert not page.evaluate(WIDE)


GROUNDS = """
() => {
  const dark = (color) => {
    const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
    return a > 0 && (r + g + b) / 3 < 200;
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && dark(getComputedStyle(one).backgroundColor))
    .map((one) => one.outerHTML.slice(0, 80));
}
"""


@pytest.mark.parametrize("kind", [kind for kind in READERS if not kind.acts], ids=str)
def test_no_ink_goes_into_grounds(visitor, kind):
    page = visitor().visit(kind)

    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate(GROUNDS) == []
