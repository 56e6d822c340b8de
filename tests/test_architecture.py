"""Boundaries that no single module can see."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*ROOT.glob("fbss/**/*.py"), *ROOT.glob("portal/**/*.py")])
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
PURE = ["fbss/content", "fbss/quality"]


def names(path):
    return str(path.relative_to(ROOT))


def imports(path):
    """Full names of all modules that a module imports, wherever in it."""
    found = set()
    package = names(path.parent).replace("/", ".").split(".")
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            found.add(".".join([*base, node.module or ""]).rstrip("."))
    return found


def calls(path, *wanted):
    """Lines on which a module calls one of these names."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", None)) in wanted
    ]


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_know_nothing_of_django_or_of_rooms_above(room):
    allowed = {"fbss.content", "fbss.quality"}

    outside = {
        f"{names(path)}: {name}"
        for path in ROOT.glob(f"{room}/**/*.py")
        for name in imports(path)
        if name.startswith(("django", "fbss", "portal"))
        and ".".join(name.split(".")[:2]) not in allowed
    }

    assert outside == set()


def test_html_is_marked_safe_in_one_place():
    places = [
        names(path)
        for path in MODULES
        for _line in calls(path, "mark_safe", "SafeString", "SafeText")
    ]

    assert len(places) == 1, places


def test_templates_never_switch_escaping_off():
    guilty = [
        names(path)
        for path in TEMPLATES
        if re.search(r"\|\s*safe(seq)?\b|autoescape off", path.read_text())
    ]

    assert guilty == []


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(
        r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\b(src|type=\"application/ld\+json\"))",
        re.IGNORECASE,
    )

    guilty = [
        (names(path), match[0])
        for path in TEMPLATES
        for match in [inline.search(path.read_text())]
        if match
    ]

    # The content security policy knows this one by its hash.
    assert guilty == [("templates/before_paint.html", "<script")]


def test_assets_come_from_this_site_alone():
    elsewhere = re.compile(r"(src|href|action|srcset)=\"(https?:)?//(?!www\.w3\.org)")
    foreign = re.compile(r"(url\(|@import|import\s.*from)\s*[\"']?(https?:)?//")

    guilty = [names(path) for path in TEMPLATES if elsewhere.search(path.read_text())] + [
        names(path)
        for path in [*ROOT.glob("static/**/*.css"), *ROOT.glob("static/**/*.js")]
        if foreign.search(path.read_text())
    ]

    assert guilty == []


def test_components_begin_with_their_contract():
    without = [
        names(path)
        for path in ROOT.glob("templates/components/*.html")
        if not path.read_text().startswith("{#")
    ]

    assert without == []


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "common", "misc", "manager", "managers"}

    assert [names(path) for path in MODULES if path.stem in drawers] == []
