"""No ink goes into grounds, and nothing runs off the paper."""

from tests.browser.looks import Look

# The widths of A4 and Letter in px, without their margins.
PAPERS = {"A4": 673, "Letter": 695}
ON_PAPER = {"media": "print", "color_scheme": "dark"}
GROUNDS = r"""
() => {
  const dark = (color) => {
    const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
    return a > 0 && (r + g + b) / 3 < 200;
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && dark(getComputedStyle(one).backgroundColor))
    .map((one) => one.outerHTML.slice(0, 80));
}
"""
# Numbers of a list stand beside it, where no box of the page tells of them.
OVER_THE_EDGE = r"""
() => {
  const page = document.scrollingElement;
  const wide = page.scrollWidth > page.clientWidth ? ["the page is wider than the paper"] : [];
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  const room = (list) => {
    const { left } = list.getBoundingClientRect();
    return left + parseFloat(getComputedStyle(list).paddingLeft);
  };
  const number = (list) => {
    const style = getComputedStyle(list.lastElementChild);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const last = (list.start || 1) + list.children.length - 1;
    return pen.measureText(`${last}. `).width;
  };
  const isNumbered = (list) => list.lastElementChild?.checkVisibility() &&
    getComputedStyle(list.lastElementChild).listStyleType === "decimal" &&
    getComputedStyle(list.lastElementChild).display === "list-item";
  const cut = [...document.querySelectorAll("ol")]
    .filter((list) => isNumbered(list) && room(list) < number(list))
    .map((list) => `numbers are cut off: ${list.outerHTML.slice(0, 80)}`);
  return [...wide, ...cut];
}
"""


def judge(visitor):
    faults = []
    for paper, width in PAPERS.items():
        Look(paper, {"width": width, "height": 900}, ON_PAPER).put_on(visitor.page)
        faults += [f"{paper}: {fault}" for fault in visitor.page.evaluate(OVER_THE_EDGE)]
    return faults + [f"ground: {one}" for one in visitor.page.evaluate(GROUNDS)]
