"""From an uploaded file to the pictures of a page: looked at first, then drawn anew.

What visitors get is never what was sent: every picture is decoded and encoded again, so that
nothing else in the file (a place, a name, a program) comes along. Only here is Pillow needed.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

from PIL import Image, ImageCms, ImageOps

from fbss.models.picture import FOLDER

from .pictures import MAX_BYTES, Drawn, UnfitPicture

MAX_PIXELS = 25_000_000
LEAST_SIDE = 32
WIDTHS = (320, 640, 960, 1280)
FORMATS = ("PNG", "JPEG", "WEBP")
# How each of the three begins.
SIGNATURES = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff", "WEBP": b"RIFF"}
# What a browser or a program would run if it took the file for something else.
HIDDEN = (
    b"<script",
    b"<html",
    b"<!doctype",
    b"<iframe",
    b"<svg ",
    b"<?php",
    b"%pdf-",
    b"pk\x05\x06",
)
KINDS = "a PNG, JPEG or WebP picture"
ENCODED: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True},
    "png": {"format": "PNG", "optimize": True},
}


def draw(data: bytes) -> Drawn:
    """Check an uploaded file and draw it in its widths. Raises UnfitPicture; keeps nothing yet."""
    image = _plain(_decoded(data))
    widths = [width for width in WIDTHS if width < image.width]
    if image.width <= WIDTHS[-1]:
        widths.append(image.width)
    contents: dict[str, bytes] = {}
    files = [_drawn(image, width, contents) for width in widths]
    return Drawn(files[-1]["width"], files[-1]["height"], files, contents)


def _decoded(data: bytes) -> Image.Image:
    _check_bytes(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(image)
            image.load()
            return image.copy()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UnfitPicture:
        raise
    # Pillow's decoders raise all of these on a damaged file.
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        TypeError,
        MemoryError,
    ) as error:
        raise UnfitPicture(f"The file is damaged. Save it again as {KINDS}.") from error


def _check_bytes(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        raise UnfitPicture(f"The file has {size:.1f} MB. At most 5 MB fit: save it smaller.")
    if not data.startswith(tuple(SIGNATURES.values())):
        raise UnfitPicture(f"This is not {KINDS}. {_instead(data)}")
    small = data.lower()
    if any(sign in small for sign in HIDDEN) or _goes_on_after_the_picture(data):
        raise UnfitPicture(
            "The file holds more than a picture. Open it in a picture program and save it anew."
        )


def _instead(data: bytes) -> str:
    if b"<svg" in data[:2000].lower():
        return "An SVG drawing can hold programs: save it as PNG."
    if data.startswith((b"GIF8", b"BM", b"II*\x00", b"MM\x00*")) or data[4:8] == b"ftyp":
        return "Save it in one of these formats, then upload it again."
    return "Choose another file."


def _goes_on_after_the_picture(data: bytes) -> bool:
    """Whether anything stands behind the end; cameras add pictures to a JPEG, so there it may."""
    if data.startswith(SIGNATURES["PNG"]):
        end = data.rfind(b"IEND")
        return end > 0 and len(data[end + 8 :].strip(b"\0")) > 0
    if data.startswith(SIGNATURES["WEBP"]):
        end = 8 + int.from_bytes(data[4:8], "little")
        return len(data[end:].strip(b"\0")) > 0
    return False


def _check_size(image: Image.Image) -> None:
    """All of it stands in the head of the file: nothing is decoded yet."""
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < LEAST_SIDE:
        raise UnfitPicture(
            f"The picture has {image.width} by {image.height} points. It needs"
            f" {LEAST_SIDE} by {LEAST_SIDE} at least."
        )
    if getattr(image, "n_frames", 1) > 1:
        raise UnfitPicture("The picture moves. Moving pictures disturb readers: send one frame.")


def _too_many_pixels() -> UnfitPicture:
    return UnfitPicture("The picture has more than 25 million points. Save it smaller.")


def _plain(image: Image.Image) -> Image.Image:
    """The right way up, in the colors of the web, and without anything but points."""
    turned = ImageOps.exif_transpose(image)
    has_holes = "A" in turned.getbands() or "transparency" in turned.info
    plain = _in_web_colors(turned).convert("RGBA" if has_holes else "RGB")
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())


def _in_web_colors(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGB" if image.mode == "CMYK" else image.mode
        web = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, own, web, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):
        # Colors a little off are better than no picture.
        return image


def _drawn(image: Image.Image, width: int, contents: dict[str, bytes]) -> dict[str, Any]:
    """One width in both formats. PNG only where something shines through: it is much larger."""
    height = max(1, round(image.height * width / image.width))
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    fallback = _encoded(small, "png" if small.mode == "RGBA" else "jpg")
    named = {"webp": _encoded(small, "webp"), "fallback": fallback}
    contents.update(named.values())
    return {"width": width, "height": height, **{form: name for form, (name, _) in named.items()}}


def _encoded(image: Image.Image, ending: str) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    image.save(buffer, **ENCODED[ending])
    data = buffer.getvalue()
    digest = hashlib.sha256(data).hexdigest()[:16]
    return f"{FOLDER}/{digest}-{image.width}.{ending}", data
