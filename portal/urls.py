"""Where addresses begin: the editors' admin, and the library for everybody."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from fbss.admin.preview import preview
from portal import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    # The name is markdownx's own; its upload view is not mounted.
    path("markdownx/markdownify/", preview, name="markdownx_markdownify"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("fbss.urls")),
]
