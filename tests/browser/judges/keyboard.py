"""Tab leads to every action, in order, and the reader sees where they are."""

from itertools import pairwise
from typing import NamedTuple

from tests.browser.looks import ON_DESK

MOST = 700
ACTIONS = r"""
() => {
  const tabbable =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const radios = new Set();
  const once = (element) => {
    if (element.type !== "radio") return true;
    return !radios.has(element.name) && radios.add(element.name);
  };
  window.stops = [...document.querySelectorAll(tabbable)].filter((element) =>
    element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") &&
    element.checkVisibility({ visibilityProperty: true }) && once(element));
  return window.stops.length;
}
"""
FROM_THE_TOP = """
() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
}
"""
NAMED = "(place) => window.stops[place].outerHTML.slice(0, 100)"
# Asked after each press: which action it is, and whether the reader can see it.
STOP = r"""
() => {
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const boxes = [...element.getClientRects()];
  const within = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    // What the reader opened over the page goes away with Escape (WCAG 2.4.12).
    return hit && (element.contains(hit) || hit.contains(element) || hit.closest(":popover-open") ||
      [...(element.labels ?? [])].some((label) => label.contains(hit)));
  };
  // A high element is scrolled to the line that is written on: it is seen in part.
  const inside = (middle, most) => Math.min(Math.max(middle, 1), most - 1);
  const shown = boxes.some((box) => within(
    inside(box.x + box.width / 2, innerWidth), inside(box.y + box.height / 2, innerHeight)));
  const place = window.stops.findIndex((stop) => stop === element ||
    (element.type === "radio" && stop.type === "radio" && stop.name === element.name));
  const over = Boolean(element.closest(":popover-open"));
  return [place, seen && shown, over, element.outerHTML.slice(0, 100)];
}
"""


class Stop(NamedTuple):
    """Where a press of Tab led."""

    place: int
    is_seen: bool
    is_over: bool
    html: str


def judge(visitor):
    page = visitor.page
    ON_DESK.put_on(page)
    page.evaluate(FROM_THE_TOP)
    count = page.evaluate(ACTIONS)

    stops = walk(page, count)

    unseen = [f"not seen: {stop.html}" for stop in stops if not stop.is_seen]
    missed = sorted(set(range(count)) - {stop.place for stop in stops})
    never = [f"never reached: {page.evaluate(NAMED, place)}" for place in missed]
    return unseen + never + out_of_order(stops)


def out_of_order(stops):
    """Stops that come before one they stand behind. What a button opens comes right after it."""
    in_page = [stop for stop in stops if not stop.is_over]
    return [
        f"out of order: {after.html}"
        for before, after in pairwise(in_page)
        if after.place < before.place
    ]


def walk(page, count):
    """Presses Tab until the page is left."""
    stops = []
    while len(stops) < MOST:
        page.keyboard.press("Tab")
        said = page.evaluate(STOP)
        if said is None or (stops and said[0] == stops[0].place):
            break
        stops.append(Stop(*said))
    return stops
