"""Answers of the API: JSON that may be kept, and problems in the form of RFC 9457."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError

from fbss.content.syntax import tidy
from fbss.syndication.replies import OPEN, reply
from fbss.syndication.site import Site

JSON = "application/json; charset=utf-8"
LINES = "application/x-ndjson; charset=utf-8"
PROBLEM = "application/problem+json"


class Refused(Exception):
    """A request that cannot be answered, and a sentence that says why."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def site_of(request: HttpRequest) -> Site:
    """The site at the address that the client uses."""
    return Site(request.build_absolute_uri("/").rstrip("/"))


def as_json(
    request: HttpRequest, values: Mapping[str, Any], changed: datetime.datetime | None = None
) -> HttpResponse:
    """Values as JSON, or 304."""
    return reply(request, dumped(values), JSON, changed)


def as_lines(request: HttpRequest, rows: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """Values as JSON, one a line, or 304."""
    return reply(request, b"".join(dumped(row) + b"\n" for row in rows), LINES)


def dumped(values: Mapping[str, Any]) -> bytes:
    return tidy(json.dumps(values, ensure_ascii=False, separators=(",", ":"))).encode()


def problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """A sentence about what went wrong, in a form that programs know."""
    values = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    headers = {**OPEN, "Cache-Control": "no-store"}
    return HttpResponse(dumped(values), content_type=PROBLEM, status=status, headers=headers)


def faults(error: ValidationError) -> str:
    """What is wrong with the parameters, as sentences."""
    return " ".join(f"{fault['loc'][-1]}: {fault['msg']}." for fault in error.errors)
