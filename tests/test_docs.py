"""What the documents say is true: commands, rooms and variables."""

import re
from pathlib import Path

import pytest

from portal.settings_for_tests import env

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "seeds/README.md"]
    if path.name != "CHANGELOG.md"
)


def names(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCUMENTS, ids=names)
def test_every_relative_link_leads_to_a_file(path):
    targets = re.findall(r"\]\((?!https?:|mailto:|#|/)([^)#]+)", path.read_text())

    missing = [target for target in targets if not (path.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=names)
def test_every_script_and_command_that_is_named_exists(path):
    text = path.read_text()
    scripts = {ROOT / name for name in re.findall(r"(?<![\w./])(bin/[a-z_]+)\b", text)}
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text))
    ours = {file.stem for file in ROOT.glob("*/management/commands/*.py")}
    django = {"check", "createsuperuser", "migrate", "makemigrations", "collectstatic", "runserver"}

    assert [name for name in scripts if not name.is_file()] == []
    assert commands - ours - django == set()


def test_the_readme_names_the_two_commands():
    assert re.findall(r"^bin/\w+$", README, re.MULTILINE) == ["bin/serve", "bin/test"]


def test_the_map_of_rooms_is_the_folders_that_there_are():
    text = (ROOT / "docs/architecture.md").read_text()
    mapped = {name.rstrip("/") for name in re.findall(r"^\| `([a-z/]+/)`", text, re.MULTILINE)}
    rooms = {
        names(path.parent)
        for path in [*ROOT.glob("fbss/*/__init__.py"), ROOT / "portal/__init__.py"]
    } - {"fbss/migrations"}

    assert mapped == rooms


def test_the_module_that_each_room_begins_with_exists():
    text = (ROOT / "docs/architecture.md").read_text()
    rows = re.findall(r"^\| `([a-z/]+)/` \|[^|]+\|([^|]*)\|", text, re.MULTILINE)
    modules = {"fbss/management": "fbss/management/commands"}

    missing = [
        f"{room}/{module}"
        for room, begins in rows
        for module in re.findall(r"`(\w+\.py)`", begins)
        if not (ROOT / modules.get(room, room) / module).is_file()
    ]

    assert missing == []


def test_the_operations_page_lists_every_variable_as_the_settings_read_it():
    text = (ROOT / "docs/operations.md").read_text()
    rows = re.findall(
        r"^\| `([A-Z_]+)`( \*)?( †)? \| (.+?) \| (.+?) \| (.+) \|$", text, re.MULTILINE
    )

    listed = [
        (name, bool(required), bool(secret), accepts, default, about)
        for name, required, secret, accepts, default, about in rows
    ]

    assert listed == [
        (v.name, v.required, v.secret, v.accepts, v.default, v.about) for v in env.documented()
    ]
