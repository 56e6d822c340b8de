"""Nothing runs out of a narrow page: 320 px wide is 1280 px at 400 %."""

from tests.browser.looks import Look

NARROW = Look("320 px", {"width": 320, "height": 640})
HALF = Look("640 px", {"width": 640, "height": 900})
# WCAG 1.4.12, for readers who set their own spacing.
SPACING = """
* { line-height: 1.5 !important }
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""
SET = """
([css, direction]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  document.dir = direction;
}
"""
# What is wider than the page, and text that its box cuts off.
LOST = """
() => {
  const page = document.scrollingElement;
  const name = (element) => element.outerHTML.slice(0, 100);
  const isWide = page.scrollWidth > page.clientWidth;
  const wide = isWide ? [...document.body.querySelectorAll("*")]
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
  const sideways = isWide ? [`scrolls sideways: ${page.scrollWidth} px`] : [];
  return [...sideways, ...wide.slice(0, 5), ...cut];
}
"""
LARGE = ":root { font-size: 200% !important }"
AS_IT_IS = ("", "")
WAYS = {
    "as it is": (NARROW, AS_IT_IS),
    "with the text spacing of WCAG 1.4.12": (NARROW, (SPACING, "")),
    "from right to left": (NARROW, (SPACING, "rtl")),
    "with text of twice the size": (HALF, (LARGE, "")),
}


def judge(visitor):
    page, faults = visitor.page, []
    for way, (look, setting) in WAYS.items():
        look.put_on(page)
        page.evaluate(SET, setting)
        faults += [f"{way}: {fault}" for fault in page.evaluate(LOST)]
    page.evaluate(SET, AS_IT_IS)
    return faults
