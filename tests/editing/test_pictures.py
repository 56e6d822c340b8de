"""Uploaded files: looked at first, then drawn anew."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from fbss.editing.drawing import draw
from fbss.editing.pictures import MAX_BYTES, UnfitPicture, drop, keep
from tests.factories import PictureFactory


def encoded(form="PNG", size=(64, 48), mode="RGB", **options):
    buffer = io.BytesIO()
    Image.new(mode, size, (200, 30, 30, 128)[: len(mode)]).save(buffer, form, **options)
    return buffer.getvalue()


def refusal(data):
    with pytest.raises(UnfitPicture) as refused:
        draw(data)
    return str(refused.value)


def opened(drawn, form, place=-1):
    return Image.open(io.BytesIO(drawn.contents[drawn.files[place][form]]))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_each_of_the_three_formats_is_drawn_as_webp_and_jpeg(form):
    drawn = draw(encoded(form))

    assert (drawn.width, drawn.height) == (64, 48)
    assert [(one["width"], one["height"]) for one in drawn.files] == [(64, 48)]
    assert [opened(drawn, kind).format for kind in ("webp", "fallback")] == ["WEBP", "JPEG"]


def test_a_large_picture_comes_in_several_widths_and_a_small_one_is_not_blown_up():
    large = draw(encoded(size=(3000, 1500)))
    middle = draw(encoded(size=(700, 350)))

    assert [(one["width"], one["height"]) for one in large.files] == [
        (320, 160),
        (640, 320),
        (960, 480),
        (1280, 640),
    ]
    assert [one["width"] for one in middle.files] == [320, 640, 700]


def test_what_shines_through_stays_so():
    drawn = draw(encoded(mode="RGBA"))

    assert (opened(drawn, "fallback").format, opened(drawn, "fallback").mode) == ("PNG", "RGBA")


def test_a_photo_stands_upright_and_tells_no_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    photo = encoded("JPEG", size=(80, 40), exif=exif, comment=b"Jane's back")

    drawn = draw(photo)

    assert (drawn.width, drawn.height) == (40, 80)
    for data in drawn.contents.values():
        assert dict(Image.open(io.BytesIO(data)).getexif()) == {}
        assert b"Jane" not in data


def test_a_name_tells_the_content():
    once, again, other = draw(encoded()), draw(encoded()), draw(encoded(size=(64, 49)))

    assert once.files == again.files
    assert once.files != other.files


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA", "I;16"])
def test_other_kinds_of_color_are_brought_to_those_of_the_web(mode):
    buffer = io.BytesIO()
    Image.new(mode, (40, 40)).save(buffer, "JPEG" if mode == "CMYK" else "PNG")

    assert draw(buffer.getvalue()).width == 40


def test_five_megabytes_fit_and_no_more():
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(MAX_BYTES)) == (
        "The file has 5.0 MB. At most 5 MB fit: save it smaller."
    )


def bomb(width, height):
    """A PNG whose head promises so many points, in a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )


@pytest.mark.parametrize("side", [5001, 20_000, 60_000])
def test_a_bomb_is_refused_before_anything_of_it_is_decoded(side, monkeypatch):
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda _: pytest.fail("decoded"))

    assert refusal(bomb(side, side)) == (
        "The picture has more than 25 million points. Save it smaller."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
            "An SVG drawing can hold programs: save it as PNG.",
        ),
        (b"<html><script>x()</script>", "Choose another file."),
        (b"GIF89a" + bytes(40), "Save it in one of these formats, then upload it again."),
        (b"\0\0\0\x18ftypheic", "Save it in one of these formats, then upload it again."),
        (b"%PDF-1.7", "Choose another file."),
        (b"", "Choose another file."),
    ],
)
def test_what_is_no_picture_of_the_three_is_refused_with_a_way_on(data, said):
    assert refusal(data) == f"This is not a PNG, JPEG or WebP picture. {said}"


@pytest.mark.parametrize(
    "data",
    [
        encoded() + b"PK\x03\x04 more",
        encoded("WEBP") + b"more",
        encoded("JPEG", comment=b"<script>x()</script>"),
        encoded("JPEG") + b"<!DOCTYPE html>",
        encoded("JPEG") + b"PK\x05\x06" + bytes(18),
        encoded("JPEG", comment=b"%PDF-1.4"),
    ],
    ids=["png+zip", "webp+text", "script in a comment", "jpeg+html", "jpeg+zip", "jpeg+pdf"],
)
def test_a_file_that_is_two_things_at_once_is_refused(data):
    assert refusal(data) == (
        "The file holds more than a picture. Open it in a picture program and save it anew."
    )


def test_a_picture_that_moves_is_refused():
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "blue")]
    for form in ("PNG", "WEBP"):
        buffer = io.BytesIO()
        frames[0].save(buffer, form, save_all=True, append_images=frames[1:])

        assert refusal(buffer.getvalue()).startswith("The picture moves.")


def test_a_picture_too_small_to_see_is_refused():
    assert refusal(encoded(size=(40, 8))) == (
        "The picture has 40 by 8 points. It needs 32 by 32 at least."
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_half_a_file_is_damaged(form):
    data = encoded(form, size=(400, 400))

    assert refusal(data[: len(data) // 2]).startswith("The file is damaged.")


def verdict(data):
    try:
        return "drawn" if draw(data).files else ""
    except UnfitPicture as refused:
        return str(refused)


@given(st.binary(max_size=200), st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_no_file_breaks_the_door(noise, form):
    data = encoded(form)

    for hostile in (noise, data[:20] + noise, data[:60] + noise + data[60:]):
        assert verdict(hostile)


@pytest.mark.django_db
def test_files_that_two_pictures_share_stay_until_the_last_of_them_goes():
    drawn = draw(encoded())
    keep(drawn)
    other = PictureFactory(files=drawn.files)
    names = list(drawn.contents)

    drop(drawn.files)
    shared = [default_storage.exists(name) for name in names]
    other.delete()
    drop(drawn.files)

    assert shared == [True, True]
    assert [default_storage.exists(name) for name in names] == [False, False]
