"""What judges a page that a visitor has opened. Each judge answers with the faults it found.

A page is loaded once and judged by all of them; a judge puts on the look it needs, and leaves no
trace in the page.
"""

from tests.browser.judges import (
    axe,
    first_load,
    ink,
    keyboard,
    paper,
    quiet,
    reflow,
    senses,
    targets,
    without_scripts,
)

# In this order: walking through the page with the keyboard moves it most.
JUDGES = {
    "first load": first_load.judge,
    "without scripts": without_scripts.judge,
    "axe": axe.judge,
    "targets": targets.judge,
    "forced colors": senses.judge_forced_colors,
    "less motion": senses.judge_less_motion,
    "paper": paper.judge,
    "ink": ink.judge,
    "reflow": reflow.judge,
    "keyboard": keyboard.judge,
    "quiet": quiet.judge,
}
