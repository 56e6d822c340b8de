"""What is written to the log: lines for a person or JSON for a program, and nothing about readers.

Addresses are shortened to their network and queries are left out, whoever wrote them into a
message. Every line that belongs to a request carries its number.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

# The number of the request that this thread works on.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_IPV4 = re.compile(r"\b(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\b(?!\.\d)")
_IPV6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}(?![\w:])|"
    r"(?<![\w:.])(?:[0-9a-f]{1,4}:){1,6}:[0-9a-f:]*(?![\w:])",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?<=[\w/])\?[^\s\"'<>]+")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b")
# Set by ourselves in a record, beside what every record has.
FACTS = "facts"


def discreet(text: str) -> str:
    """The text without what tells who asked, or for what."""
    text = _QUERY.sub("?…", text)
    text = _MAIL.sub("…@…", text)
    return _IPV6.sub(_first_part, _IPV4.sub(r"\1.x.x", text))


def _first_part(found: re.Match[str]) -> str:
    return ":".join(found[0].split(":")[:2]) + ":x"


class Line(logging.Formatter):
    """For a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        number = request_id.get()
        start = f"{_time(record)} {record.levelname} {record.name}"
        text = f"{start} [{number}]: " if number else f"{start}: "
        text += discreet(_message(record))
        return f"{text}\n{_trace(record)}" if record.exc_info else text


class Json(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(_message(record)),
        }
        if number := request_id.get():
            said["request"] = number
        said |= getattr(record, FACTS, {})
        if record.exc_info:
            said["trace"] = _trace(record)
        return json.dumps(said, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    # A message of one line stays one: nobody writes lines of their own into the log.
    return record.getMessage().replace("\r", "\\r").replace("\n", "\\n")


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _trace(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return discreet("".join(traceback.format_exception(error)).rstrip())
