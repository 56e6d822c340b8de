"""The description of the API: completed with what all answers share, and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ninja import Schema

from . import schemas
from .answers import PROBLEM
from .items import FORMS

PROBLEMS = {
    "404": "Nothing public has this key.",
    "405": "The API is for reading.",
    "422": "A parameter is not what it should be; the detail says what may stand there.",
    "429": "Too many requests; Retry-After says when to come back.",
}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_HEADERS = {
    "ETag": {"description": "Send it back as If-None-Match.", "schema": {"type": "string"}},
    "Last-Modified": {
        "description": "Where the texts alone decide.",
        "schema": {"type": "string"},
    },
    "Link": {"description": "The next page of a list.", "schema": {"type": "string"}},
}
# The schema of the items of each list or address.
_ITEMS: dict[str, type[Schema]] = {
    "topics": schemas.Topic,
    "faqs": schemas.FAQ,
    "treatments": schemas.Treatment,
    "pages": schemas.Page,
    "words": schemas.Word,
    "cards": schemas.Card,
    "sources": schemas.Source,
    "claims": schemas.Claim,
    "codes": schemas.Code,
}


@dataclass(frozen=True)
class Parameter:
    name: str
    about: str
    values: str


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked, as the page for people shows it."""

    address: str
    anchor: str
    summary: str
    parameters: tuple[Parameter, ...]


def completed(schema: Mapping[str, Any], root: str) -> dict[str, Any]:
    """The description with its address, its problems, and the choices that a client has."""
    full = {**schema, "servers": [{"url": root}]}
    for path, methods in full["paths"].items():
        for operation in methods.values():
            _complete(path, operation)
    problem = schemas.Problem.model_json_schema()
    full["components"]["schemas"]["Problem"] = problem
    return full


def described(schema: Mapping[str, Any]) -> list[Operation]:
    """The operations in the order of their addresses."""
    return [
        Operation(path, operation["operationId"], operation["summary"], tuple(_lines(operation)))
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]


def _complete(path: str, operation: dict[str, Any]) -> None:
    model = _ITEMS.get(path.split("/")[1])
    for parameter in operation["parameters"]:
        if parameter["name"] == "fields" and model:
            parameter["schema"]["items"]["enum"] = [*model.model_fields]
        elif parameter["name"] == "text":
            parameter["schema"]["items"]["enum"] = [*FORMS]
    operation["responses"] = {
        str(status): response for status, response in operation["responses"].items()
    }
    done = operation["responses"]["200"]
    done["headers"] = _HEADERS
    if path.endswith(".ndjson"):
        done["content"] = {"application/x-ndjson": {"schema": {"type": "string"}}}
    operation["responses"]["304"] = {"description": "You have it already."}
    for status, description in PROBLEMS.items():
        operation["responses"][status] = {
            "description": description,
            "content": {PROBLEM: {"schema": _PROBLEM}},
        }


def _lines(operation: Mapping[str, Any]) -> Iterator[Parameter]:
    for parameter in operation["parameters"]:
        schema = parameter["schema"]
        values = schema.get("enum") or schema.get("items", {}).get("enum") or ()
        yield Parameter(parameter["name"], parameter.get("description", ""), ", ".join(values))
