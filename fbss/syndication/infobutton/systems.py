"""Code systems: what they are called here, in records and in words."""

import re
from dataclasses import dataclass

_PLAIN = re.compile(r"[A-Za-z0-9 .]{1,24}")


@dataclass(frozen=True)
class System:
    """A code system. In a graded one, the beginning of a code is the group it belongs to."""

    slug: str
    label: str
    oid: str
    uri: str = ""
    is_graded: bool = False


SYSTEMS = (
    System(
        "icd-10-cm",
        "ICD-10-CM",
        "2.16.840.1.113883.6.90",
        "http://hl7.org/fhir/sid/icd-10-cm",
        is_graded=True,
    ),
    System("icd-10", "ICD-10", "2.16.840.1.113883.6.3", is_graded=True),
    System("icd-9-cm", "ICD-9-CM", "2.16.840.1.113883.6.103", is_graded=True),
    System("snomed-ct", "SNOMED CT", "2.16.840.1.113883.6.96", "http://snomed.info/sct"),
    System("mesh", "MeSH", "2.16.840.1.113883.6.177"),
    System("cpt", "CPT", "2.16.840.1.113883.6.12"),
)


def system_named(name: str) -> System | None:
    """The system with an OID, an address, or a name such as `icd-10-cm` or `ICD10CM`."""
    asked = _bare_name(name.strip().removeprefix("urn:oid:"))
    return next((system for system in SYSTEMS if asked in _names(system)), None)


def _names(system: System) -> set[str]:
    names = (system.slug, system.label, system.oid, system.uri)
    return {_bare_name(name) for name in names if name}


def _bare_name(name: str) -> str:
    return re.sub(r"[-_ ]", "", name.casefold())


def bare(code: str) -> str:
    """A code without what people write in several ways: `m96.1` is `M961`. "" for no code."""
    return re.sub(r"[ .]", "", code).upper() if _PLAIN.fullmatch(code) else ""
