"""Readers who see or move in another way: forced colors, less motion."""

import pytest

from tests.browser.kinds import KINDS

MOVING = """
() => document.getAnimations().length ||
  [...document.querySelectorAll("*")]
    .filter((one) => getComputedStyle(one).scrollBehavior === "smooth").length
"""
# With forced colors grounds are gone: what is pressed keeps an edge or an underline.
BARE = """
() => [...document.querySelectorAll("main button, main .task-card, main input:not([type=hidden])")]
  .filter((one) => one.checkVisibility() && !one.closest(".feedback-sheet-trap"))
  .filter((one) => {
    const { borderTopStyle, borderTopWidth, appearance } = getComputedStyle(one);
    return appearance === "none" && (borderTopStyle === "none" || parseFloat(borderTopWidth) < 1);
  })
  .map((one) => one.outerHTML.slice(0, 80))
"""


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_nothing_moves_for_those_who_ask_for_it(visitor, kind):
    page = visitor(reduced_motion="reduce").visit(kind)

    assert page.evaluate(MOVING) == 0


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_what_is_pressed_keeps_its_edge_with_forced_colors(visitor, kind):
    page = visitor(forced_colors="active").visit(kind)

    assert page.evaluate(BARE) == []
