"""How bytes travel: which encoding a browser takes, and how we make it. Pure."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli

PLAIN = ""
# By preference. Every browser that takes zstd takes brotli too, which packs text tighter.
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/atom+xml")
# Below this, compression costs more bytes than it saves.
LEAST_BYTES = 400


@lru_cache(maxsize=512)
def preferred(accepted: str) -> str:
    """The best encoding that an Accept-Encoding header allows; "" for none."""
    weights = dict(_weight(part) for part in accepted.lower().split(",") if part.strip())
    rest = weights.get("*", 0.0)
    for name in COMPRESSORS:
        if weights.get(name, rest) > 0:
            return name
    return PLAIN


def _weight(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            return name, _number(parameter[2:])
    return name, 1.0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def is_compressible(content_type: str, length: int) -> bool:
    return length >= LEAST_BYTES and (
        content_type.startswith(COMPRESSIBLE) or "+xml" in content_type or "+json" in content_type
    )


def compressed(body: bytes, encoding: str) -> bytes:
    return COMPRESSORS[encoding](body)
