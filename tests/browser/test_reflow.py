"""Nothing runs out of a narrow page: 320 px wide is 1280 px at 400 %."""

import pytest

from tests.browser.kinds import KINDS

NARROW = {"width": 320, "height": 640}
# WCAG 1.4.12, for readers who set their own spacing.
SPACING = """
* { line-height: 1.5 !important }
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""
SET = """
(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
"""
# What is wider than the page, and text that its box cuts off.
LOST = """
() => {
  const page = document.scrollingElement;
  const name = (element) => element.outerHTML.slice(0, 100);
  const wide = page.scrollWidth > page.clientWidth ? [...document.body.querySelectorAll("*")]
    .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, .skip-link"))
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return right > page.clientWidth + 1 || left < -1;
    })
    .map((one) => `wide: ${name(one)}`) : [];
  const cut = [...document.body.querySelectorAll("*")]
    .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, svg, input"))
    .filter((one) => {
      const { overflowX, clipPath } = getComputedStyle(one);
      return /hidden|clip/.test(overflowX) && clipPath === "none";
    })
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
    .map((one) => `cut: ${name(one)}`);
  return [page.scrollWidth, ...wide.slice(0, 5), ...cut];
}
"""
SPACED = "with the text spacing of WCAG 1.4.12"
DOUBLED = "with text of twice the size"
RIGHT_TO_LEFT = "from right to left"
LARGE = ":root { font-size: 200% !important }"


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_no_page_scrolls_sideways(visitor, kind):
    page = visitor(viewport=NARROW).visit(kind)

    lost = {"as it is": page.evaluate(LOST)}
    page.evaluate(SET, SPACING)
    lost[SPACED] = page.evaluate(LOST)
    page.evaluate("document.dir = 'rtl'")
    lost[RIGHT_TO_LEFT] = page.evaluate(LOST)

    assert lost == {way: [320] for way in lost}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_text_of_twice_the_size_fits_a_phone(visitor, kind):
    page = visitor(viewport={"width": 640, "height": 900}).visit(kind)

    page.evaluate(SET, LARGE)

    assert page.evaluate(LOST) == [640]
