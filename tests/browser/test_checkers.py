"""What the checkers of HTML and CSS find: nothing, not even a warning."""

import json
import re

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
        response = []
        one.page.on("response", lambda each, found=response: found.append(each))
        one.visit(without_acts(kind))
        html = [r for r in response if r.url.endswith(kind.address)][-1].body()
        paths.append(tmp_path / file_name(kind))
        paths[-1].write_bytes(html)
        one.context.close()

    assert nu(paths) == []
    assert html_validate(paths) == []


def without_acts(kind):
    return type(kind)(kind.name, kind.address, kind.h1, kind.status, staff=kind.staff)


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
