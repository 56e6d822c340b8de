"""The editors' desk: Django's admin, whose front page is the work that waits."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path


class Desk(admin.AdminSite):
    """The admin of this site, with pages of its own that belong to no single model."""

    site_header = site_title = "Editors' desk"
    index_title = "What waits for you"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from fbss.admin import home, seed_updates  # noqa: PLC0415 -- they need this site

        wrap = self.admin_view
        return [
            path("work/<slug:name>/", wrap(home.work_list), name="desk_work"),
            path("work/<slug:name>.csv", wrap(home.work_csv), name="desk_work_csv"),
            path("pages/<int:pk>/", wrap(home.newest_text), name="desk_page"),
            path("checks/", wrap(home.check_pages), name="desk_checks"),
            path(
                "seed-updates/<slug:kind>/<int:pk>/",
                wrap(seed_updates.text),
                name="desk_seed_text",
            ),
            path("seed-lines/<int:pk>/", wrap(seed_updates.line), name="desk_seed_line"),
            *super().get_urls(),
        ]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        from fbss.admin import home  # noqa: PLC0415 -- the same

        return super().index(request, {**home.summary(request), **(extra_context or {})})
