"""portal.wsgi: what a server asks for is there."""

from django.core.handlers.wsgi import WSGIHandler

from portal.wsgi import application


def test_the_application_is_djangos():
    assert isinstance(application, WSGIHandler)
