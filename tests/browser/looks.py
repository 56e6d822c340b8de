"""The four ways in which every kind of page is judged."""

from dataclasses import dataclass

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Look:
    name: str
    size: dict
    media: dict

    def put_on(self, page):
        page.set_viewport_size(self.size)
        page.emulate_media(**self.media)


LIGHT = {"media": "screen", "color_scheme": "light"}
LOOKS = [
    Look("360 px", PHONE, LIGHT),
    Look("1280 px", DESK, LIGHT),
    Look("dark", PHONE, {"media": "screen", "color_scheme": "dark"}),
    Look("print", DESK, {"media": "print", "color_scheme": "light"}),
]
