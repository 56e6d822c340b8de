import shutil

import pytest

from .sites import Place


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """A site with the real seed, which no test may change."""
    return Place(tmp_path_factory.mktemp("loaded")).load()


@pytest.fixture
def site(loaded, tmp_path):
    """A copy of it for one test."""
    shutil.copytree(loaded.folder, tmp_path / "site")
    return Place(tmp_path / "site")


@pytest.fixture
def other(tmp_path):
    """A folder where no site is yet."""
    (tmp_path / "other").mkdir()
    return Place(tmp_path / "other")
