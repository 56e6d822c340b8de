"""Tab leads to every action, in order, and the reader sees where they are."""

import pytest

from tests.browser.kinds import KINDS
from tests.browser.looks import DESK

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
  // An element higher than the window is seen in part.
  const shown = boxes.some((box) => within(
    Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1),
    box.height > innerHeight ? innerHeight / 2 : box.y + box.height / 2));
  const place = window.stops.findIndex((stop) => stop === element ||
    (element.type === "radio" && stop.type === "radio" && stop.name === element.name));
  return [place, seen && shown, element.outerHTML.slice(0, 100)];
}
"""


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_tab_leads_to_every_action_in_order(visitor, kind):
    page = visitor(viewport=DESK).visit(kind)
    page.evaluate(FROM_THE_TOP)
    count = page.evaluate(ACTIONS)

    stops = walk(page, count)

    assert [html for _, is_seen, html in stops if not is_seen] == []
    reached = [place for place, *_ in stops]
    assert set(range(count)) - set(reached) == set()
    assert reached == sorted(reached)


def walk(page, count):
    """Presses Tab until the page is left."""
    stops = []
    while len(stops) < MOST:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (stops and stop[0] == stops[0][0]):
            break
        stops.append(stop)
    return stops
