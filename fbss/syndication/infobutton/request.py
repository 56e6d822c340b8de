"""What a record asks for: a URL-based Knowledge Request (HL7 Infobutton, Release 4).

Only what an answer needs is read. Whatever a request says about the patient is left where it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fbss.content.vocabulary import Need

MOST_CRITERIA = 10
MOST_CHARACTERS = 200

_CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}(?:\.[A-Za-z_$][A-Za-z0-9_$]{0,63}){0,4}")
# MeSH qualifiers and descriptors, as the guide lists them for a subtopic.
_SUBTOPICS = {
    "Q000209": Need.CAUSES,
    "Q000175": Need.TESTS,
    "Q000628": Need.TREATMENT,
    "D011379": Need.OUTLOOK,
    "Q000009": Need.TREATMENT,
    "Q000744": Need.TREATMENT,
    "Q000008": Need.TREATMENT,
    "Q000627": Need.TREATMENT,
}
_MEDICINE_TASKS = frozenset({"MEDOE", "MLREV", "MEDLIST", "MAR", "OE"})
# What an answer repeats of its request, under the names of Release 4.
_MIRRORED = (
    "mainSearchCriteria.v.c",
    "mainSearchCriteria.v.cs",
    "mainSearchCriteria.v.dn",
    "mainSearchCriteria.v.ot",
    "subTopic.v.c",
    "subTopic.v.cs",
    "subTopic.v.dn",
    "taskContext.c.c",
    "taskContext.c.dn",
    "performer",
    "performer.languageCode.c",
    "informationRecipient.languageCode.c",
)
# Older spellings of the same.
_OLDER = {
    "mainSearchCriteria.v.": "mainSearchCriteria.c.",
    "subTopic.v.": "subTopic.c.",
    "taskContext.c.": "task.c.",
}


class BadRequest(ValueError):
    """A request that cannot be answered; its text says why to whoever wrote the client."""


class Form(StrEnum):
    """The forms of an answer."""

    XML = "text/xml"
    JSON = "application/json"
    JSONP = "application/javascript"


class Recipient(StrEnum):
    """Who will read the answer."""

    PATIENT = "PAT"
    PROVIDER = "PROV"
    PAYOR = "PAYOR"


@dataclass(frozen=True)
class Criterion:
    """A code and the system it belongs to, as they were sent."""

    code: str
    system: str


@dataclass(frozen=True)
class Request:
    """A request that can be answered."""

    criteria: tuple[Criterion, ...]
    recipient: Recipient = Recipient.PATIENT
    need: Need | None = None
    is_about_medicines: bool = False
    form: Form = Form.XML
    callback: str = ""
    mirrored: tuple[tuple[str, str], ...] = ()


Parameters = Mapping[str, str]


def parse(parameters: Parameters) -> Request:
    """The request in these parameters. Names that are not known are none of our business."""
    given = {name.casefold(): value.strip() for name, value in parameters.items()}
    form = form_of(parameters)
    recipient = _recipient(given)
    return Request(
        criteria=tuple(_criteria(given)),
        recipient=recipient,
        need=_SUBTOPICS.get(_read(given, "subTopic.v.c").upper()),
        is_about_medicines=_read(given, "taskContext.c.c").upper() in _MEDICINE_TASKS,
        form=form,
        callback=_callback(given, form),
        mirrored=(*_mirrored(given), ("informationRecipient", recipient.value)),
    )


def form_of(parameters: Parameters) -> Form:
    """The form that is asked for; XML where none is."""
    given = {name.casefold(): value.strip() for name, value in parameters.items()}
    asked = _read(given, "knowledgeResponseType").partition(";")[0].strip().lower()
    if asked and asked not in set(Form):
        raise BadRequest(f"knowledgeResponseType is not known: send {', '.join(Form)}.")
    return Form(asked or Form.XML)


def _criteria(given: Parameters) -> Iterator[Criterion]:
    first = _read(given, "mainSearchCriteria.v.c"), _read(given, "mainSearchCriteria.v.cs")
    if not first[0]:
        raise BadRequest("mainSearchCriteria.v.c is missing: send a code, such as M96.1.")
    if not first[1]:
        raise BadRequest(
            "mainSearchCriteria.v.cs is missing: send the OID of the code system, such as"
            " 2.16.840.1.113883.6.90 for ICD-10-CM."
        )
    yield Criterion(*first)
    for number in range(1, MOST_CRITERIA):
        if code := _read(given, f"mainSearchCriteria.v.c{number}"):
            yield Criterion(code, _read(given, f"mainSearchCriteria.v.cs{number}") or first[1])


def _recipient(given: Parameters) -> Recipient:
    asked = _read(given, "informationRecipient").upper()
    return Recipient(asked) if asked in set(Recipient) else Recipient.PATIENT


def _callback(given: Parameters, form: Form) -> str:
    if form is not Form.JSONP:
        return ""
    name = given.get("callback", "")
    if not _CALLBACK.fullmatch(name):
        raise BadRequest(
            "callback must be the name of a function, such as showPages: letters, digits, _ and $,"
            " with dots between names."
        )
    return name


def _mirrored(given: Parameters) -> Iterator[tuple[str, str]]:
    for name in _MIRRORED:
        if value := _read(given, name):
            yield name, value[:MOST_CHARACTERS]


def _read(given: Parameters, name: str) -> str:
    """A parameter by its name in Release 4, or by an older one."""
    for now, before in _OLDER.items():
        older = name.replace(now, before).casefold()
        if older != name.casefold() and given.get(older):
            return given.get(name.casefold()) or given[older]
    return given.get(name.casefold(), "")
