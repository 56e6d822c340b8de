"""What may be kept. Pure: decided by the answer alone, after the view has said that it agrees."""

from __future__ import annotations

from collections.abc import Iterable

from fbss.views.caching import TAGS_HEADER

FORBIDDEN = {"private", "no-store", "no-cache"}


def tags_of(status: str, headers: Iterable[tuple[str, str]]) -> frozenset[str] | None:
    """The tags of a page that may be kept; None for anything else."""
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.lower(), []).append(value)
    tags = found.get(TAGS_HEADER.lower())
    if tags is None or not status.startswith("200") or not _is_for_everybody(found):
        return None
    return frozenset(" ".join(tags).split())


def _is_for_everybody(headers: dict[str, list[str]]) -> bool:
    control = {
        part.strip().lower() for part in ",".join(headers.get("cache-control", [])).split(",")
    }
    varies = {part.strip().lower() for part in ",".join(headers.get("vary", [])).split(",")}
    return (
        "set-cookie" not in headers
        and "content-encoding" not in headers
        and "www-authenticate" not in headers
        and not {part.partition("=")[0] for part in control} & FORBIDDEN
        and varies <= {"", "accept-encoding"}
    )
