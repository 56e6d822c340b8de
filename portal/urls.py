"""Where addresses begin: the editors' admin, and the library for everybody."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from fbss.admin.pickers import pick
from fbss.admin.preview import preview
from portal import health, metrics
from portal.accounts.views import password_change

# Whoever comes to the desk logs in at the account's own page: throttled, with a second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth asks

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("portal.accounts.urls")),
    path("admin/password_change/", password_change),
    path("admin/pick/<slug:what>/", pick, name="pick"),
    path("admin/", admin.site.urls),
    # The name is markdownx's own; its upload view is not mounted.
    path("markdownx/markdownify/", preview, name="markdownx_markdownify"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("fbss.urls")),
]
