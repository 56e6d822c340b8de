"""The addresses of accounts stand in a list of ours; the library's list is longer, and changes."""

import pytest
from allauth.mfa import urls as second_step
from allauth.usersessions import urls as sessions
from django.urls import URLPattern
from django.utils.module_loading import import_string

from portal.accounts import urls


def patterns(listed, folder=""):
    for pattern in listed:
        route = f"{folder}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield route, pattern.name
        else:
            yield from patterns(pattern.url_patterns, route)


OURS = set(patterns(urls.urlpatterns))


@pytest.mark.parametrize(
    ("folder", "library"), [("second-step/", second_step), ("sessions/", sessions)]
)
def test_no_address_of_the_library_is_missing(folder, library):
    theirs = set(patterns(library.urlpatterns, folder))

    assert theirs
    assert theirs <= OURS


@pytest.mark.parametrize("view", sorted({view for _address, view, _name in urls.VIEWS}))
def test_each_view_is_there(view):
    assert callable(import_string(view))
