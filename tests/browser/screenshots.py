"""Makes the pictures of README, and the one that shows when somebody shares a page.

`bin/screenshots` runs this; test_screenshots sees to it that they are there and small. Fonts and
the seed differ from machine to machine and day to day, so only the command writes.
"""

import io

import pytest
from PIL import Image

from tests.browser.kinds import named
from tests.browser.looks import DESK, PHONE
from tests.browser.site import ROOT

FOLDER = ROOT / "docs" / "screenshots"
SOCIAL = ROOT / "static" / "icons" / "social.png"
COLORS = 64

SHOTS = {
    "question-360.png": ("question", PHONE),
    "treatment-1280.png": ("treatment", DESK),
    "help-now-360.png": ("help now", PHONE),
}
CARD = {"width": 1200, "height": 630}
FRONT = """
<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<title>Social preview</title>
<style>
  html { height: 100%; background: #0a4a50; color: #fff }
  body { box-sizing: border-box; height: 100%; margin: 0; padding: 84px 96px;
    font: 40px/1.4 "Liberation Sans", sans-serif;
    display: flex; flex-direction: column; justify-content: space-between }
  h1 { margin: 0 0 28px; font-size: 92px; line-height: 1.08 }
  p { margin: 0; max-width: 21em }
  ul { display: flex; gap: 24px; margin: 0; padding: 0; list-style: none; font-size: 32px }
  li { padding: 8px 24px; border: 3px solid #93d8d5; border-radius: 12px }
</style>
</head>
<body>
<div><h1>Pain after<br>back surgery</h1>
<p>Plain answers, treatments side by side, and when to get help.</p></div>
<ul><li>With sources</li><li>No cookies</li><li>Works offline</li></ul>
</body>
</html>
"""


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_for_readme_is_made(visitor, name):
    kind_name, size = SHOTS[name]
    page = visitor(viewport=size, color_scheme="light").visit(*named(kind_name))

    FOLDER.mkdir(exist_ok=True)
    save(page.screenshot(), FOLDER / name)


def test_the_social_preview_is_made(browser):
    page = browser.new_page(viewport=CARD)
    page.set_content(FRONT)

    save(page.screenshot(), SOCIAL)
    page.close()


def save(png, path):
    """Few colors are enough for text on plain grounds."""
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLORS).save(path, optimize=True)
