"""What all styles and all scripts weigh."""

import gzip
import re

import pytest

from tests.browser.site import ROOT

MOST_CSS, MOST_JS = 12_000, 10_000
SENT = "site|parts|offline-worker"


@pytest.mark.parametrize(("suffix", "most"), [("css", MOST_CSS), ("js", MOST_JS)])
def test_all_styles_and_all_scripts_are_small(site_folder, suffix, most):
    folder = site_folder / "static" / suffix
    # These hold the others. The unhashed copies are for error pages.
    sent = [
        path
        for path in folder.glob(f"*.{suffix}")
        if re.fullmatch(
            rf"({SENT})\.[0-9a-f]{{12}}\.{suffix}",
            path.name,
        )
    ]

    assert sent
    assert sum(len(gzip.compress(path.read_bytes())) for path in sent) <= most
    assert (ROOT / "static" / suffix / f"site.{suffix}").exists()
