import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.syndication.static_site.places import file_of, is_safe, link_between


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/questions/x/", "questions/x/index.html"),
        ("/questions/x/#part", "questions/x/index.html"),
        ("/sources/?page=2", "sources/page-2/index.html"),
        ("/treatments/compare/?t=a&t=b", "treatments/compare/t-a-t-b/index.html"),
        ("/changes.atom", "changes.atom"),
        ("/words/%C3%A9/", "words/é/index.html"),
    ],
)
def test_an_address_has_a_file(address, file):
    assert file_of(address) == file


@pytest.mark.parametrize(
    ("here", "address", "link"),
    [
        ("index.html", "/", "./"),
        ("index.html", "/words/", "words/"),
        ("questions/x/index.html", "/", "../../"),
        ("questions/x/index.html", "/questions/y/#part", "../y/#part"),
        ("questions/x/index.html", "/pack.html", "../../pack.html"),
        ("sources/page-2/index.html", "/sources/", "../"),
        ("index.html", "/static/css/site.css", "static/css/site.css"),
    ],
)
def test_a_link_is_relative(here, address, link):
    assert link_between(here, address) == link


@pytest.mark.parametrize("address", ["/../etc/passwd", "/a/../../b", "/%2e%2e/x", "/a\0b"])
def test_no_address_leads_out_of_the_folder(address):
    assert not is_safe(file_of(address))


@given(st.text())
def test_whatever_is_safe_stands_below_the_folder(text):
    file = file_of(f"/{text}")

    assert not is_safe(file) or not file.startswith("/")
