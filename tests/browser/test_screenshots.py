"""The pictures that `bin/screenshots` made are there, as large as they should be, and light."""

import pytest
from PIL import Image

from tests.browser.screenshots import CARD, FOLDER, SHOTS, SOCIAL

MOST_BYTES = 120_000


@pytest.mark.parametrize("path", [*(FOLDER / name for name in SHOTS), SOCIAL], ids=lambda p: p.name)
def test_a_picture_is_there_and_small(path):
    with Image.open(path) as picture:
        wanted = SHOTS[path.name][1] if path.name in SHOTS else CARD
        assert picture.size == (wanted["width"], wanted["height"])

    assert path.stat().st_size <= MOST_BYTES
