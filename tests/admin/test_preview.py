"""The editor's preview: for logged-in editors alone, by the renderer of the page."""

import pytest
from django.urls import NoReverseMatch, reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

URL = "/markdownx/markdownify/"


def test_the_preview_stands_under_markdownx_own_name():
    assert reverse("markdownx_markdownify") == URL


def test_an_editor_sees_what_the_page_will_show(editor):
    response = editor.post(URL, {"content": "**Bold** <b>not</b>"})

    assert response.content.decode() == "<p><strong>Bold</strong> &lt;b&gt;not&lt;/b&gt;</p>\n"


def test_a_visitor_gets_403_as_json(client):
    response = client.post(URL, {"content": "x"})

    assert (response.status_code, response.json()) == (
        403,
        {"error": "Log in to see the preview."},
    )


def test_somebody_who_is_no_editor_gets_403_as_json(client):
    client.force_login(UserFactory())

    assert client.post(URL, {"content": "x"}).status_code == 403


def test_a_request_without_content_gets_a_sentence(editor):
    response = editor.post(URL)

    assert (response.status_code, response.json()) == (
        400,
        {"error": "Expected the field “content”."},
    )


def test_the_preview_is_only_asked_by_post(editor):
    assert editor.get(URL).status_code == 405


def test_uploads_are_not_mounted(editor):
    assert editor.post("/markdownx/upload/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("markdownx_upload")
