"""What the portal is built of: each reason is true, each hash is there, each license is known."""

import ast
import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.core.management import call_command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from portal.components import components, cyclonedx

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.txt"
LOCKS = sorted(ROOT.glob("requirements*.txt"))
SOURCES = sorted(ROOT.glob("requirements*.in"))
# Named where it is needed, and imported by somebody else: the file that needs it.
NAMED = {
    "django-markdownx": "portal/settings.py",
    "gunicorn": "docs/operations.md",
    "pillow": "requirements.in",
    "psycopg": "portal/backups/engines.py",
    "redis": "portal/steady_redis.py",
    "tzdata": "portal/settings.py",
    "whitenoise": "portal/settings.py",
}
# Part of what another requirement promises, so it cannot leave with a release of that one.
BROUGHT = {"brotli": "whitenoise[brotli]", "pydantic": "django-ninja"}
WORDS = {"tzdata": "zoneinfo", "django-markdownx": "markdownx"}
# Each lets the portal be passed on under its own license.
LICENSES = {
    "Apache-2.0",
    "Apache-2.0 AND BSD-2-Clause",
    "Apache-2.0 OR BSD-2-Clause",
    "Apache-2.0 OR BSD-3-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "LGPL-3.0-only",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
}


def lines(path):
    return [line for line in path.read_text().splitlines() if line and line[0] not in "#- "]


def wanted(path):
    return [Requirement(line.partition("#")[0].strip()) for line in lines(path)]


def imported():
    """The distributions whose modules our code imports."""
    owners = packages_distributions()
    found = set()
    for room in ("fbss", "portal"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names = [node.module]
                for name in names:
                    found.update(owners.get(name.partition(".")[0], []))
    return {canonicalize_name(name) for name in found}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_requirement_says_why_it_is_there(path):
    assert [line for line in lines(path) if not re.search(r" # \S.{9,}", line)] == []


def test_every_requirement_is_used_where_it_runs():
    ours = imported()

    unused = [
        requirement.name
        for requirement in wanted(ROOT / "requirements.in")
        if canonicalize_name(requirement.name) not in ours | {*NAMED}
    ]

    assert unused == []


@pytest.mark.parametrize(("name", "path"), NAMED.items())
def test_what_is_not_imported_is_named_where_it_is_needed(name, path):
    assert WORDS.get(name, name) in (ROOT / path).read_text().lower()


def test_whatever_our_code_imports_is_required_by_ourselves():
    """A package that only another one brings could leave with it."""
    required = {
        canonicalize_name(requirement.name)
        for path in SOURCES
        if path.name != "requirements-dev.in"
        for requirement in wanted(path)
    }

    text = (ROOT / "requirements.in").read_text()
    assert imported() - required == {*BROUGHT}
    assert [name for name in BROUGHT.values() if name not in text] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_is_locked_to_one_version_with_its_hashes(path):
    text = path.read_text().replace("\\\n", " ")
    locked = [line for line in text.splitlines() if line and line[0].isalnum()]

    faulty = [line[:60] for line in locked if "==" not in line or "--hash=sha256:" not in line]

    assert locked
    assert faulty == []
    assert not re.search(r"https?://", text)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_an_extra_that_a_package_asks_for_is_locked_with_it(path):
    """Without it, pip refuses the whole lock from the day a newer release comes out."""
    locked = {
        canonicalize_name(requirement.name): requirement.extras
        for requirement in map(
            Requirement, re.findall(r"^\w[^\s;]*", path.read_text(), re.MULTILINE)
        )
    }

    loose = [
        f"{name} asks for {asked}"
        for name, extras in locked.items()
        for asked in map(Requirement, needs_of(name))
        if applies(asked, extras)
        if not asked.extras <= locked.get(canonicalize_name(asked.name), asked.extras)
    ]

    assert loose == []


def needs_of(name):
    """What a package says it needs; nothing where another system alone has it."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def applies(asked, extras):
    return asked.marker is None or any(
        asked.marker.evaluate({"extra": extra}) for extra in ("", *extras)
    )


def test_what_is_installed_is_what_is_locked():
    locked = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^ \\;]+)", LOCK.read_text(), re.MULTILINE)
    versions = {canonicalize_name(name): version for name, version in locked}

    found = components(LOCK)

    assert len(found) > 20
    assert {
        c.name: c.version for c in found if versions[canonicalize_name(c.name)] != c.version
    } == {}


def test_every_license_is_one_that_we_know():
    assert {c.name: c.license for c in components(LOCK) if c.license not in LICENSES} == {}


def test_the_list_of_components_is_valid_and_says_the_same_each_time(capsys):
    call_command("list_components")
    first = capsys.readouterr().out
    call_command("list_components")

    assert capsys.readouterr().out == first
    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(first) is None
    names = {component["name"] for component in json.loads(first)["components"]}
    assert {"Django", "nh3", "cryptography"} <= names


def test_the_table_has_a_line_for_each(capsys):
    call_command("list_components", table=True)

    table = capsys.readouterr().out.splitlines()
    assert len(table) == len(components(LOCK))
    assert re.fullmatch(r"Django +5\.\S+ +BSD-3-Clause|Django +6\.\S+ +BSD-3-Clause", table[6])


def test_a_component_knows_what_it_needs_and_what_it_was_locked_to():
    found = cyclonedx(components(LOCK))

    needs = {row["ref"].partition("@")[0]: row["dependsOn"] for row in found["dependencies"]}
    assert any(ref.startswith("pkg:pypi/asgiref@") for ref in needs["pkg:pypi/django"])
    assert all(component["properties"] for component in found["components"])


@pytest.mark.slow
def test_two_clean_installs_are_the_same(tmp_path):
    installer = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    command = (
        [installer, "pip", "install", "--quiet", "--python", sys.executable]
        if installer
        else [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    )
    for name in ("one", "two"):
        subprocess.run(
            [*command, "--require-hashes", "--target", str(tmp_path / name), "-r", str(LOCK)],
            check=True,
            capture_output=True,
        )

    one, two = (
        sorted(path.name for path in (tmp_path / name).glob("*.dist-info"))
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) == len(components(LOCK))
