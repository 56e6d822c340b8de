"""portal.wsgi: what a server asks for is there."""

from django.core.handlers.wsgi import WSGIHandler

from portal.pagecache.bulkhead import Bulkhead
from portal.wsgi import application, django_application


def test_django_stands_behind_the_bulkhead_where_no_pages_are_kept():
    assert isinstance(django_application, WSGIHandler)
    assert isinstance(application, Bulkhead)
