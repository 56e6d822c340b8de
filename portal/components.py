"""What the portal is built of: the packages that are installed, in the form of CycloneDX 1.5.

Made from what the packages say of themselves and from the locked hashes, without any service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any, cast

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import portal

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# How older packages write what SPDX calls otherwise.
_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


@dataclass(frozen=True)
class Component:
    """One package as it is locked."""

    name: str
    version: str
    license: str
    hashes: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{canonicalize_name(self.name)}@{self.version}"


def components(lock: Path) -> list[Component]:
    """The locked packages that this machine needs, by name."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    locked = [line for line in text.splitlines() if line and line[0].isalnum()]
    return sorted(_needed_here(locked), key=lambda component: component.name.lower())


def _needed_here(locked: list[str]) -> Iterator[Component]:
    for line in locked:
        requirement = Requirement(line.partition(" --hash")[0])
        if requirement.marker and not requirement.marker.evaluate():
            continue
        package = distribution(requirement.name)
        yield Component(
            package.metadata["Name"],
            package.version,
            license_of(package),
            tuple(_HASH.findall(line)),
            tuple(_needs(package)),
        )


def license_of(package: Distribution) -> str:
    """As an SPDX expression, where the package says it in a way that is known."""
    about = cast("Message", package.metadata)
    said = str(about.get("License-Expression") or "")
    if not said:
        classes = [value for value in about.get_all("Classifier", []) if "License ::" in value]
        said = (
            classes[0].rpartition(":: ")[2] if classes else str(about.get("License") or "unknown")
        )
    return _SPDX.get(said.strip(), said.strip().splitlines()[0])


def _needs(package: Distribution) -> Iterator[str]:
    for line in package.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def cyclonedx(found: list[Component]) -> dict[str, Any]:
    """The list as CycloneDX has it. The same packages give the same text."""
    known: dict[str, str] = {
        canonicalize_name(component.name): component.purl for component in found
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "portal",
                "name": "pain-after-back-surgery",
                "version": portal.__version__,
                "licenses": [{"license": {"id": "BSD-3-Clause"}}],
            }
        },
        "components": [_described(component) for component in found],
        "dependencies": [
            {"ref": "portal", "dependsOn": sorted(known.values())},
            *(
                {
                    "ref": component.purl,
                    "dependsOn": sorted({known[name] for name in component.needs if name in known}),
                }
                for component in found
            ),
        ],
    }


def _described(component: Component) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": component.purl,
        "name": component.name,
        "version": component.version,
        "purl": component.purl,
        "licenses": [{"license": {"name": component.license}}],
        "properties": [
            {"name": "portal:locked-sha256", "value": value} for value in component.hashes
        ],
    }
