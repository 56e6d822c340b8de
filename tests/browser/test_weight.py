"""What a first visit costs: few bytes, few requests."""

import gzip
import re
from dataclasses import replace

import pytest

from tests.browser.kinds import READERS
from tests.browser.site import ROOT

MOST_BYTES, MOST_REQUESTS = 40_000, 5
MOST_CSS, MOST_JS = 12_000, 10_000


@pytest.mark.parametrize("kind", READERS, ids=str)
def test_a_first_visit_is_light(visitor, kind):
    one = visitor()
    one.visit(replace(kind, acts=()))
    one.page.wait_for_load_state("networkidle")

    weights = {request.url.removeprefix(one.address): weight(request) for request in one.requests}

    assert sum(weights.values()) <= MOST_BYTES, weights
    assert len(weights) <= MOST_REQUESTS, weights


def weight(request):
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.mark.parametrize(("suffix", "most"), [("css", MOST_CSS), ("js", MOST_JS)])
def test_all_styles_and_all_scripts_are_small(site_folder, suffix, most):
    folder = site_folder / "static" / suffix
    # `site.css` and `site.js` hold the others. The unhashed copies are for error pages.
    sent = [
        path
        for path in folder.glob(f"*.{suffix}")
        if re.fullmatch(rf"(site|offline-worker)\.[0-9a-f]{{12}}\.{suffix}", path.name)
    ]

    assert sent
    assert sum(len(gzip.compress(path.read_bytes())) for path in sent) <= most
    assert (ROOT / "static" / suffix / f"site.{suffix}").exists()
