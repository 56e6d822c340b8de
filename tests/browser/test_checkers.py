"""What the checkers of HTML and CSS find: nothing, not even a warning."""

import json
import re
from dataclasses import replace
from functools import partial

import pytest

from tests.browser.kinds import KINDS
from tests.browser.site import ROOT
from tests.browser.tools import HERE, MODULES, html_validate, node, nu


def file_name(kind):
    return re.sub(r"\W+", "-", kind.name) + ".html"


def test_the_html_that_is_sent_has_no_fault(visitor, tmp_path):
    paths = []
    for kind in KINDS:
        one = visitor(java_script_enabled=False)
        paths.append(tmp_path / file_name(kind))
        one.page.on("response", partial(keep, paths[-1], one.address + kind.address))
        one.visit(replace(kind, acts=()))
        one.context.close()

    assert nu(paths) == []
    assert html_validate(paths) == []


def keep(path, address, response):
    if response.url == address and not 300 <= response.status < 400:
        path.write_bytes(response.body())


def test_the_page_that_scripts_leave_has_no_fault(visitor, tmp_path):
    paths = []
    for kind in KINDS:
        one = visitor()
        page = one.visit(kind)
        paths.append(tmp_path / file_name(kind))
        paths[-1].write_text(
            "<!doctype html>" + page.evaluate("document.documentElement.outerHTML")
        )
        one.context.close()

    assert nu(paths) == []


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
