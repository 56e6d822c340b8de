"""What judges the pages beside Python: programs for node and java, installed by bin/test."""

import json
import shutil
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

from tests.servers.installed import without

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = MODULES / "axe-core" / "axe.min.js"


def require(program):
    path = shutil.which(program)
    if path is None:
        without(f"{program} was not found: install it to run these tests")
    if not MODULES.exists():
        without("the node packages are not installed: `npm ci --ignore-scripts` in tests/browser")
    return path


def node(*arguments, **options):
    """Runs a program of the installed node packages and returns what it says."""
    command = [require("node"), *map(str, arguments)]
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False, **options)


def html_validate(paths):
    """What html-validate says of each file: file, line, rule, message."""
    cli = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    # Into a file: what goes through a pipe is cut off when the program ends.
    with NamedTemporaryFile(suffix=".json") as report:
        config = HERE / "html-validate.json"
        said = node(cli, "--config", config, "--formatter", f"json={report.name}", *paths)
        written = report.read()
    if not written:
        raise RuntimeError(said.stderr)
    return sorted(
        f"{Path(file['filePath']).name}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for file in json.loads(written)
        for fault in file["messages"]
    )


def nu(paths):
    """What the Nu checker says of each file, warnings too."""
    require("node")
    command = [require("java"), "-Xss4m", "-jar", str(VNU), "--format", "json"]
    said = subprocess.run(
        [*command, "--exit-zero-always", "--also-check-svg", *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(
        f"{Path(message['url']).name}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(said.stderr)["messages"]
    )
