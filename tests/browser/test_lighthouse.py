"""Lighthouse marks: performance, accessibility, best practices, search engines.

It measures time, so it runs alone: `pytest -m alone`, which bin/test does before the other tests.
"""

import json
from dataclasses import replace

import pytest

from tests.browser.kinds import named
from tests.browser.tools import HERE, node

pytestmark = pytest.mark.alone

PAGES = named("home", "help now", "topic", "question", "treatment", "compare", "prepare", "word")
FULL = [100, 100, 100, 100]
# The first mark measures time. A processor that others share gives less than the page deserves, so
# the gate asks for this much of it, and for full marks in all else.
ENOUGH = [90, 100, 100, 100]
# Time is measured on whatever machine this is; the best of a few tries says what the page can do.
TRIES = 3


@pytest.mark.parametrize("kind", PAGES, ids=str)
def test_lighthouse_gives_the_marks_we_promise(visitor, browser_path, site, kind):
    visitor().visit(replace(kind, acts=()))

    best = {}
    for _ in range(TRIES):
        best |= {
            form: said
            for form, said in judged(browser_path, site + kind.address).items()
            if said["scores"] == FULL or form not in best
        }
        if all(said["scores"] == FULL for said in best.values()):
            break

    assert {form: said for form, said in best.items() if not is_enough(said["scores"])} == {}


def is_enough(scores):
    return all(score >= least for score, least in zip(scores, ENOUGH, strict=True))


def judged(browser_path, address):
    said = node(HERE / "lighthouse.mjs", browser_path, address)
    assert said.returncode == 0, said.stderr
    forms = json.loads(said.stdout)
    assert [form["error"] for form in forms.values()] == [None, None]
    return forms
