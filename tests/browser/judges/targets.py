"""What is pressed is as big as a finger: 44 by 44 px at least, outside running text."""

from tests.browser.looks import ON_DESK, ON_PHONE

# A target is what answers to a press, so points around its middle are asked whose they are.
SMALL = r"""
() => {
  const LEAST = 44;
  const PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest(".visually-hidden, [inert]") && element.getClientRects().length;
  // WCAG 2.5.5: a target in a sentence is as high as its line.
  const block = (element) => {
    let parent = element.parentElement;
    while (getComputedStyle(parent).display.startsWith("inline")) parent = parent.parentElement;
    return parent;
  };
  const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").length;
  const inText = (element) => {
    if (!element.matches("a, .word-button")) return false;
    if (!getComputedStyle(element).display.startsWith("inline")) return false;
    const around = block(element);
    const others = [...around.querySelectorAll(PRESSED)].map((one) => letters(one.textContent));
    return letters(around.innerText) > others.reduce((sum, one) => sum + one, 0);
  };
  const owns = (element, x, y) => {
    const hit = document.elementFromPoint(x, y);
    if (!hit) return false;
    const label = element.labels?.[0];
    return element.contains(hit) || Boolean(label?.contains(hit));
  };
  const reach = (element, x, y, dx, dy) => {
    let far = 0;
    while (far < LEAST && owns(element, x + dx * (far + 1), y + dy * (far + 1))) far += 1;
    return far;
  };
  const size = (element) => {
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const [box] = element.getClientRects();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (!owns(element, x, y)) return { covered: true };
    return {
      width: 1 + reach(element, x, y, 1, 0) + reach(element, x, y, -1, 0),
      height: 1 + reach(element, x, y, 0, 1) + reach(element, x, y, 0, -1),
    };
  };
  // What lies over the page covers it, and is left by a press beside it.
  const over = document.querySelector("[popover]:popover-open, [role=listbox]:not([hidden])");
  return [...(over ?? document).querySelectorAll(`${PRESSED}, [role=option]`)]
    .filter((element) => shown(element) && !inText(element) && !element.matches(".skip-link"))
    .map((element) => [element, size(element)])
    .filter(([, { covered, width, height }]) => covered || width < LEAST - 1 || height < LEAST - 1)
    .map(([element, { covered, width, height }]) =>
      `${element.outerHTML.slice(0, 120)}: ${covered ? "covered" : `${width} by ${height}`}`);
}
"""


def judge(visitor):
    faults = []
    for look in (ON_PHONE, ON_DESK):
        look.put_on(visitor.page)
        faults += [f"{look.name}: {fault}" for fault in visitor.page.evaluate(SMALL)]
    return faults
