"""One served site for tests that leave it well."""

import pytest

from .site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with Site(tmp_path_factory.mktemp("site")).served() as site:
        yield site
