"""Readers who see or move in another way: forced colors, less motion."""

from tests.browser.looks import FORCED_COLORS, LESS_MOTION

MOVING = """
() => [
  ...document.getAnimations().map((one) => one.effect.target),
  ...[...document.querySelectorAll("*")]
    .filter((one) => getComputedStyle(one).scrollBehavior === "smooth"),
].map((one) => one.outerHTML.slice(0, 80))
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


def judge_forced_colors(visitor):
    FORCED_COLORS.put_on(visitor.page)
    return [f"without an edge: {one}" for one in visitor.page.evaluate(BARE)]


def judge_less_motion(visitor):
    LESS_MOTION.put_on(visitor.page)
    return [f"moves: {one}" for one in visitor.page.evaluate(MOVING)]
