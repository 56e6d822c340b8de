"""What the checkers of HTML and CSS find: nothing, not even a warning."""

import json
import re

import pytest

from tests.browser.kinds import KINDS
from tests.browser.site import ROOT
from tests.browser.tools import HERE, MODULES, html_validate, node, nu


@pytest.fixture
def pages(visitor, tmp_path):
    """Two files of each kind of page: the HTML that was sent, and what scripts made of it."""
    sent, left = [], []
    for kind in KINDS:
        one = visitor()
        page = one.visit(kind)
        name = re.sub(r"\W+", "-", kind.name)
        sent.append(tmp_path / f"{name}-sent.html")
        sent[-1].write_bytes(one.response.body())
        left.append(tmp_path / f"{name}-left.html")
        left[-1].write_text(DOCTYPE + page.evaluate("document.documentElement.outerHTML"))
        one.context.close()
    return sent, left


DOCTYPE = "<!doctype html>"


def test_no_page_has_a_fault(pages):
    sent, left = pages

    assert nu([*sent, *left]) == []
    assert html_validate(sent) == []


def test_stylelint_finds_nothing():
    said = node(
        MODULES / "stylelint" / "bin" / "stylelint.mjs",
        *("--config", HERE / "stylelint.json", "--config-basedir", HERE, "--formatter", "json"),
        str(ROOT / "static" / "**" / "*.css"),
    )

    found = [
        f"{sheet['source']}:{warning['line']}: {warning['text']}"
        for sheet in json.loads(said.stderr or said.stdout)
        for warning in sheet["warnings"]
    ]
    assert found == []


@pytest.mark.parametrize("tool", [nu, html_validate])
def test_the_checkers_do_see_a_fault(tmp_path, tool):
    faulty = tmp_path / "faulty.html"
    faulty.write_text("<!doctype html><html lang=en><title>x</title><img src=x></html>")

    assert any("alt" in found for found in tool([faulty]))
