"""The ways in which a page is looked at."""

from dataclasses import dataclass, field

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
LIGHT = {
    "media": "screen",
    "color_scheme": "light",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}


@dataclass(frozen=True)
class Look:
    """A size and what the reader's device asks for; what `media` leaves out is as in LIGHT."""

    name: str
    size: dict
    media: dict = field(default_factory=dict)

    def put_on(self, page):
        page.set_viewport_size(self.size)
        page.emulate_media(**LIGHT | self.media)


ON_PHONE = Look("360 px", PHONE)
ON_DESK = Look("1280 px", DESK)
DARK = Look("dark", PHONE, {"color_scheme": "dark"})
PRINT = Look("print", DESK, {"media": "print"})
FORCED_COLORS = Look("forced colors", PHONE, {"forced_colors": "active"})
LESS_MOTION = Look("less motion", PHONE, {"reduced_motion": "reduce"})
LOOKS = [ON_PHONE, ON_DESK, DARK, PRINT]
