import pytest

from fbss.syndication.assets import asset, is_asset, source


def test_an_asset_stands_at_the_address_of_assets():
    assert (is_asset("/static/css/site.css"), is_asset("/words/")) == (True, False)


def test_a_sheet_is_given_with_all_that_it_imports():
    sheet = asset("/static/css/site.css").decode()

    assert "@import" not in sheet
    assert ".skip-link" in sheet


def test_a_script_is_given_with_all_that_it_imports():
    script = source("js/pack.js")

    assert "import " not in script
    assert 'customElements.define("visit-sheet"' in script


def test_a_picture_is_given_as_it_is():
    assert asset("/static/icons/touch.png").startswith(b"\x89PNG")


def test_an_asset_that_is_not_there_is_named():
    with pytest.raises(FileNotFoundError, match=r"there is no asset 'icons/none\.png'"):
        asset("/static/icons/none.png")
